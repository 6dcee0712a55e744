// Filters of the list of sources, kept in the address: #f=side:russia;q:kosovo
document.querySelectorAll(".source-controls").forEach((form) => {
  const fields = [...form.querySelectorAll("[name]")], { one, many, none, named = "" } = form.dataset;
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[‘’]/g, "'").replace(/–/g, "-").toLowerCase();
  const count = (n) => (n === 1 ? one : many.replace("{n}", n));
  const own = (text) => text.match(named); // where the timeline's filter is in the same address
  let shown = "", typed, timer;

  const read = () => fields.filter((field) => field.value.trim())
    .map(({ name, value }) => name + ":" + encodeURIComponent(value.trim())).join(";");
  const fill = (text) => {
    for (const field of fields) {
      const [, value = ""] = text.match(field.name + ":([^;]*)") ?? [];
      try { field.value = decodeURIComponent(value); } catch { field.value = ""; }
      if (field.selectedIndex < 0) field.selectedIndex = 0;
    }
    shown = read();
  };
  const apply = () => {
    let all = 0;
    for (const list of document.querySelectorAll("ol.sources")) {
      let n = 0;
      for (const item of list.children) {
        item.words ??= fold(item.querySelector("p").textContent);
        const on = fields.every(({ name, value }) => name === "q"
          ? fold(value).split(/\s+/).every((word) => item.words.includes(word))
          : !value || item.dataset[name].split(" ").includes(value));
        n += !item.toggleAttribute("data-off", !on);
      }
      all += n;
      const heading = list.previousElementSibling;
      heading.toggleAttribute("data-off", !n);
      heading.dataset.count = count(n);
    }
    form.toggleAttribute("data-on", shown);
    clearTimeout(timer);
    timer = setTimeout(() => { // said once after typing
      form.querySelector("output").textContent = all ? count(all) : none;
      if (typed) keep(typed);
    }, 300);
  };
  const clear = () => { fill(""); apply(); };
  const keep = (how) => {
    typed = "";
    const address = "#f=" + (own(shown) ? shown : fields[0].name + ":;" + shown);
    history[how + "State"]({ ...history.state, sources: shown }, "", shown ? address : location.href.split("#")[0]);
  };
  form.oninput = ({ target }) => {
    const before = shown;
    shown = read();
    if (shown === before) return;
    apply();
    if (target.name !== "q") keep("push");
    else typed ||= before.includes("q:") ? "replace" : "push"; // one step of Back
  };
  form.onsubmit = () => false;
  form.onreset = () => {
    clear();
    fields[0].focus(); // the button goes away
    keep("push");
    return false;
  };
  // A link to a place keeps a filter that shows it.
  const arrive = () => {
    const hash = location.hash.slice(1), before = shown;
    fill(hash.startsWith("f=") && own(hash) ? hash : history.state?.sources ?? (hash && shown));
    if (shown !== before) apply();
    const target = document.getElementById(hash);
    if (target?.closest("[data-off]")) {
      clear();
      target.scrollIntoView();
    }
    history.replaceState({ ...history.state, sources: shown }, "");
  };
  form.hidden = false;
  addEventListener("hashchange", arrive);
  arrive();
});
