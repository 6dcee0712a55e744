// The one-file edition: links that carry a filter, the list that a filter in the address is for, and a way back where
// a phone shows the file without its browser's buttons.
(() => {
  for (const link of document.querySelectorAll("[data-filter]")) link.href = "#" + link.dataset.filter;

  document.querySelector(".goto-button").hidden = false;
  const back = document.querySelector(".one-file-back"), depth = () => history.state?.depth ?? 0;
  let now = depth();
  const show = () => {
    const hash = location.hash.slice(1), known = history.state?.depth !== undefined;
    if (!known) {
      try { history.replaceState({ ...history.state, depth: now + 1 }, ""); } catch { /* from disk, in some browsers */ }
      if (hash.startsWith("f=")) list(hash.slice(2))?.scrollIntoView();
    }
    now = depth();
    back.hidden = now < 1;
  };
  // The filters of two lists stand in one document: an address is for the list whose fields it names.
  const list = (filter) => {
    const names = filter.split(";").map((part) => part.split(":")[0]), forms = [...document.querySelectorAll(".timeline-controls, .source-controls")];
    const fits = (form, name) => form.querySelector(`[name="${CSS.escape(name)}"]`) || (name === "category" && form.querySelector("[aria-pressed]"));
    return forms.find((form) => names.every((name) => fits(form, name)))?.parentElement;
  };
  back.onclick = () => history.back();
  addEventListener("hashchange", show);
  addEventListener("popstate", () => { now = depth(); });
  now -= 1; // the document as it was opened is no step
  show();
})();
