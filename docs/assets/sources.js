/* Filters of the list of sources; without it every source is there to read. Words come with the page.
   The address keeps the filter: #f=side:russia;kind:treaty;chapter:history;q:kosovo */
document.querySelectorAll(".source-controls").forEach((form) => {
  const fields = [...form.querySelectorAll("[name]")], output = form.querySelector("output"), words = form.dataset;
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[‘’]/g, "'").replace(/–/g, "-").toLowerCase();
  const count = (n) => (n === 1 ? words.one : words.many.replace("{n}", n));
  let shown = "", typed = "", timer;

  const read = () => fields.filter((field) => field.value.trim())
    .map(({ name, value }) => name + ":" + encodeURIComponent(value.trim())).join(";");
  const fill = (text) => {
    for (const field of fields) {
      const [, value = ""] = text.match(`(?:^|;)${field.name}:([^;]*)`) ?? [];
      try { field.value = decodeURIComponent(value); } catch { field.value = ""; } // cut short
      if (field.selectedIndex < 0) field.selectedIndex = 0;
    }
    shown = read();
  };
  const apply = () => {
    let all = 0;
    for (const list of document.querySelectorAll("ol.sources")) {
      const heading = list.previousElementSibling;
      let n = 0;
      for (const item of list.children) {
        item.words ??= fold(item.firstElementChild.textContent);
        const on = fields.every(({ name, value }) => name === "q"
          ? fold(value).split(/\s+/).every((word) => item.words.includes(word))
          : !value || item.dataset[name].split(" ").includes(value));
        item.toggleAttribute("data-off", !on);
        n += on;
      }
      all += n;
      list.toggleAttribute("data-off", !n);
      heading.toggleAttribute("data-off", !n);
      heading.dataset.count = count(n);
    }
    form.toggleAttribute("data-on", shown);
    clearTimeout(timer);
    timer = setTimeout(() => { // said once for all that is typed
      output.textContent = all ? count(all) : words.none;
      if (typed) keep(typed);
    }, 300);
  };
  const keep = (how) => {
    typed = "";
    history[how + "State"]({ sources: shown }, "", shown ? "#f=" + shown : location.pathname + location.search);
  };
  form.oninput = ({ target }) => {
    const before = shown;
    shown = read();
    if (shown === before) return;
    if (target.name !== "q") keep("push");
    else typed ||= /(^|;)q:/.test(before) ? "replace" : "push"; // one step of Back
    apply();
  };
  form.onsubmit = () => false;
  form.onreset = () => {
    fill("");
    fields[0].focus(); // the button goes away
    keep("push");
    apply();
    return false;
  };
  // A link to a place keeps the filter, unless that hides the place.
  const arrive = () => {
    const hash = location.hash.slice(1), before = shown;
    fill(hash.startsWith("f=") ? hash.slice(2) : history.state?.sources ?? (hash && shown));
    if (shown !== before) apply();
    const target = document.getElementById(hash);
    if (target?.closest("[data-off]")) {
      fill("");
      apply();
      target.scrollIntoView();
    }
    history.replaceState({ ...history.state, sources: shown }, "");
  };
  form.hidden = false;
  addEventListener("hashchange", arrive);
  arrive();
});
