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
  const script = (name) => add("script", { src: assets + name, async: false }); // run in this order
  const style = (name) => document.querySelector("link[rel=stylesheet]") && add("link", { rel: "stylesheet", href: assets + name }); // else all is in one file
  on("click", async (event) => {
    const link = event.target.closest?.(OPENERS);
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation(); // the timeline has a simpler answer of its own
    loading ??= window.readerTake || Promise.all([style("take.css"), ...["places.js", "take-words.js", "take-dialog.js"].map(script)]); // one file has them
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
