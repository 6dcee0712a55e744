/* Shows the definition of a term (a.term) and the text of a note (a.footnote-ref) beside the words.
   Without this file both are ordinary links, so nothing here is needed to read. */
(() => {
  const TRIGGER = "a.term[data-note], a.footnote-ref";
  const pop = document.createElement("span");
  const text = pop.appendChild(document.createElement("span"));
  const open = document.createElement("a");
  // role=note, not tooltip: it holds links, which a tooltip must not. Only the text describes the trigger.
  pop.className = "note-pop";
  pop.setAttribute("role", "note");
  text.id = "note-pop-text";
  let current = null, timer = 0, pointer = "";

  const place = () => {
    if (!current) return;
    const at = current.getClientRects()[0], width = document.documentElement.clientWidth;
    if (!at || at.bottom < 0 || at.top > innerHeight) return hide();
    const box = pop.getBoundingClientRect(), below = at.bottom + 6;
    const left = Math.max(8, Math.min(at.left + at.width / 2 - box.width / 2, width - box.width - 8));
    const above = at.top - box.height - 6;
    // Through the CSSOM, which a strict CSP allows; a style attribute in markup it would refuse.
    pop.style.left = left + "px";
    pop.style.top = (below + box.height > innerHeight && above > 0 ? above : below) + "px";
  };

  const hide = () => {
    clearTimeout(timer);
    if (!current) return;
    current.removeAttribute("aria-describedby");
    pop.remove();
    current = null;
  };

  const show = (link) => {
    clearTimeout(timer);
    if (current === link) return;
    hide();
    text.textContent = "";
    if (link.dataset.note) text.textContent = link.dataset.note;
    else {
      const note = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (!note) return;
      const copy = note.cloneNode(true);
      copy.querySelectorAll(".footnote-backref").forEach((back) => back.remove());
      copy.querySelectorAll("[id]").forEach((part) => part.removeAttribute("id"));
      text.append(...copy.childNodes);
    }
    // For a second tap nobody knows of, a visible way to follow a term's link.
    open.textContent = link.dataset.note ? "Open in the glossary" : "";
    open.href = link.href;
    pop.append(open);
    pop.setAttribute("aria-label", link.dataset.note ? "Definition" : "Note " + link.textContent);
    // Right behind its trigger, so that Tab goes from the mark into the note's links.
    (link.closest("sup") || link).after(pop);
    link.setAttribute("aria-describedby", text.id);
    current = link;
    place();
  };

  const trigger = (event) => !pop.contains(event.target) && event.target.closest?.(TRIGGER);
  const inside = (node) => node && (pop.contains(node) || current?.contains(node));
  const later = (what, delay) => { clearTimeout(timer); timer = setTimeout(what, delay); };

  addEventListener("pointerdown", (event) => {
    pointer = event.pointerType;
    if (!inside(event.target)) hide();
  });
  addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = trigger(event);
    if (link) later(() => show(link), 200);
    else if (inside(event.target)) clearTimeout(timer);   // the note itself may be hovered (WCAG 1.4.13)
    else later(() => inside(document.activeElement) || hide(), 300);
  });
  addEventListener("focusin", (event) => {
    const link = trigger(event);
    // Only keyboard focus: a tap focuses too, and must count as the first tap.
    if (link && link.matches(":focus-visible")) show(link);
    else if (!inside(event.target)) hide();
  });
  addEventListener("click", (event) => {
    const link = trigger(event);
    if (link && pointer === "touch" && link !== current) { event.preventDefault(); show(link); }
    else if (link) hide();
  });
  addEventListener("keydown", (event) => {
    pointer = "";
    if (event.key !== "Escape") return;
    const back = pop.contains(document.activeElement) && current;
    // Focus first and close afterwards, or the focus would open it again.
    if (back) back.focus();
    hide();
    const drawer = document.getElementById("__drawer");   // the theme closes its search by Escape, but not its drawer
    if (drawer?.checked) drawer.click();
  });
  addEventListener("scroll", place, { passive: true, capture: true });
  addEventListener("resize", place);

  // Boxes of wide tables must be reachable by keyboard, and only while they scroll.
  const boxes = () => document.querySelectorAll(".md-typeset__scrollwrap").forEach((box) => {
    const wide = box.scrollWidth > box.clientWidth;
    for (const [name, value] of [["tabindex", "0"], ["role", "region"], ["aria-label", "Table, scrolls sideways"]])
      wide ? box.setAttribute(name, value) : box.removeAttribute(name);
  });
  addEventListener("load", boxes);
  addEventListener("resize", boxes);
})();
