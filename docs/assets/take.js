// The links at headings, figures, events and paragraphs open one dialog: link, citation, quotation. Without it they are links.
(() => {
  const OPENERS = "a.headerlink, a.timeline-link, a.place-link";
  const assets = document.currentScript.src.replace(/[^/]*$/, "");
  let kept, pressed, loading;
  const on = (name, run) => document.addEventListener(name, run, true);

  // Pressing a link clears the selection on many devices: the last one is kept.
  on("pointerdown", ({ target }) => { pressed = target.closest?.(OPENERS); });
  on("keydown", () => { pressed = null; });
  on("selectionchange", () => {
    const selection = getSelection();
    if (document.querySelector("dialog[open]")) return;
    if (!selection.isCollapsed) kept = selection.getRangeAt(0).cloneRange();
    else if (!pressed) kept = null;
  });

  const add = (tag, values) => new Promise((resolve, reject) => {
    document.head.append(Object.assign(document.createElement(tag), values, { onload: resolve, onerror: reject }));
  });
  // Lists of headings and links then tell each from the others, and no heading ends in "number sign".
  const name = () => document.querySelectorAll(OPENERS).forEach((link) => {
    const heading = link.closest("h1, h2, h3, h4, h5"), title = heading && [...heading.childNodes].map((node) => node === link ? "" : node.textContent).join("").trim();
    link.setAttribute("aria-haspopup", "dialog");
    if (!title) return;
    const words = [heading.dataset.number, title].filter(Boolean).join(" ");
    link.setAttribute("aria-label", `${link.ariaLabel ?? link.title}: ${words}`);
    if (!heading.dataset.count) heading.setAttribute("aria-label", words);
  });
  addEventListener("load", () => (window.requestIdleCallback ?? setTimeout)(name));
  const script = (name) => add("script", { src: assets + name, async: false }); // run in this order
  on("click", async (event) => {
    const link = event.target.closest?.(OPENERS);
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation(); // the timeline has a simpler answer of its own
    const style = { rel: "stylesheet", href: assets + "take.css" };
    loading ??= window.readerTake || Promise.all([add("link", style), ...["places.js", "take-words.js", "take-dialog.js"].map(script)]); // one file has all
    try {
      await loading;
    } catch {
      loading = null;
      location.href = link.href;
      return;
    }
    window.readerTake.open(link, kept, assets.replace(/[^/]*\/$/, ""));
  });
})();
