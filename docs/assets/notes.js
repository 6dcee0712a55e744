// Shows a term's definition (a.term) or a note (a.footnote-ref) beside its link. Without it they are plain links.
(() => {
  const on = addEventListener;
  const pop = document.createElement("span"), text = document.createElement("span"), open = document.createElement("a");
  pop.className = "note-pop";
  pop.setAttribute("role", "note"); // not tooltip, which may hold no links; the text alone describes the trigger
  text.id = "note-pop-text";
  open.textContent = "Open in the glossary";
  let now, timer, touch;

  const place = () => {
    const at = now?.getClientRects()[0], box = pop.getBoundingClientRect(), wide = document.documentElement.clientWidth;
    if (!at || at.bottom < 0 || at.top > innerHeight) return hide();
    const up = at.top - box.height - 6, down = at.bottom + 6;
    // through the CSSOM, which a strict CSP allows
    pop.style.left = Math.max(8, Math.min(at.left + (at.width - box.width) / 2, wide - box.width - 8)) + "px";
    pop.style.top = (down + box.height > innerHeight && up > 0 ? up : down) + "px";
  };
  const hide = () => {
    clearTimeout(timer);
    now?.removeAttribute("aria-describedby");
    pop.remove();
    now = null;
  };
  const show = (link) => {
    clearTimeout(timer);
    if (now === link) return;
    hide();
    const note = link.dataset.note, copy = document.getElementById(link.hash.slice(1))?.cloneNode(true);
    if (!note && !copy) return;
    copy?.querySelectorAll(".footnote-backref").forEach((back) => back.remove());
    text.replaceChildren(...(note ? [note] : copy.childNodes));
    open.href = link.href; // says where a second tap leads
    pop.replaceChildren(text, ...(note ? [open] : []));
    (link.closest("sup") || link).after(pop); // behind its trigger: Tab goes on into its links
    link.setAttribute("aria-describedby", text.id);
    now = link;
    place();
  };
  const found = (node) => !pop.contains(node) && node.closest?.("a.term[data-note], a.footnote-ref");
  const inside = (node) => now && (pop.contains(node) || now.contains(node));
  const later = (what, wait) => { clearTimeout(timer); timer = setTimeout(what, wait); };

  on("pointerdown", ({ target, pointerType }) => {
    touch = pointerType === "touch";
    if (!inside(target)) hide();
  });
  on("pointerover", ({ target, pointerType }) => {
    const link = found(target);
    if (pointerType === "touch") return;
    if (link) later(() => show(link), 200);
    else if (inside(target)) clearTimeout(timer); // may itself be hovered
    else later(() => inside(document.activeElement) || hide(), 300);
  });
  on("focusin", ({ target }) => {
    if (found(target) && target.matches(":focus-visible")) show(target); // keyboard only: a tap focuses too
    else if (!inside(target)) hide();
  });
  on("click", (event) => {
    const link = found(event.target);
    if (link && touch && link !== now) event.preventDefault(), show(link);
    else if (link) hide();
  });
  on("keydown", ({ key }) => {
    touch = false;
    if (key !== "Escape") return;
    if (pop.contains(document.activeElement)) now.focus();
    hide();
  });
  on("scroll", () => now && place(), { passive: true, capture: true });

  // A table's box must be reachable by keyboard while it scrolls.
  const boxes = () => document.querySelectorAll(".md-typeset__scrollwrap").forEach((box, i) => {
    const attributes = { tabindex: 0, role: "region", "aria-label": `Table ${i + 1}, scrolls sideways` };
    for (const name in attributes) box.toggleAttribute(name, false);
    if (box.scrollWidth > box.clientWidth) for (const name in attributes) box.setAttribute(name, attributes[name]);
  });
  // On paper nothing can be opened: browsers whose style cannot show what is closed get it opened.
  let opened = [];
  on("beforeprint", () => {
    opened = [...document.querySelectorAll("article details:not([open])")];
    opened.forEach((details) => { details.open = true; });
  });
  on("afterprint", () => opened.forEach((details) => { details.open = false; }));
  on("load", boxes);
  on("resize", () => { boxes(); now && place(); });
})();
