// The go-to box: "3.2", "3.2 ¶4", "figure 3.1", an id, or words of a title. A combobox with a list, as the ARIA
// Authoring Practices describe it. The list of places (assets/places.js) is loaded when the box is first opened.
(() => {
  const button = document.querySelector(".goto-button"), whole = document.querySelector("[data-page]");
  const root = new URL("..", document.currentScript.src || location.href); // in one file, all pages are here
  const KINDS = ["chapter", "section", "figure", "event", "term"], SHOWN = 30;
  const NUMBER = /^ (?:(?:chapter|ch|section|sec) )?(\d+(?:\.\d+)*)(?: ?(?:¶|p|par|para|paragraph) ?(\d*)| (\d+))?$/;
  let dialog, input, list, status, places, links = [], at = 0, timer;

  const make = (tag, attributes, ...content) => {
    const node = document.createElement(tag);
    for (const name in attributes) node.setAttribute(name, attributes[name]);
    node.append(...content);
    return node;
  };
  // Words without capitals, accents and signs; a point stays inside a number.
  const fold = (text) => " " + text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/\.(?!\d)/g, " ").replace(/[^\p{L}\p{N}.¶]+/gu, " ").trim();

  const read = () => {
    const titles = {}, rank = ({ kind }) => (KINDS.indexOf(kind) + 6) % 6; // others last
    return window.readerPlaces.places.map(([id, kind, number, title, page, date, retired = ""]) => {
      if (kind === "chapter" || kind === "page") titles[page] = title;
      const name = number || { event: "Event", term: "Term" }[kind] || "Page", more = date || (titles[page] === title ? "" : "in " + titles[page]);
      return { id, kind, number, name, title, page, more, ids: [id, ...retired.split(" ")], words: fold([number, title, id, retired, date].join(" ")) };
    }).sort((one, other) => rank(one) - rank(other));
  };
  // The places meant, the best first, and the number of a paragraph in the first.
  const find = (text) => {
    const wanted = fold(text).replace(/^ fig /, " figure "), id = text.trim().replace(/^#/, "").toLowerCase();
    const [, number, ...paragraph] = NUMBER.exec(wanted) ?? [];
    const numbered = (exact) => places.filter((place) => place.number === exact && place.kind !== "figure");
    if (!wanted.trim()) return [[]];
    if (+paragraph.join("")) return [numbered(number), paragraph.join("")];
    if (number) {
      // The number itself, then what its beginning may become: 3 3.1 3.2, but not 30.
      const begins = number.includes(".") ? number : number + ".", own = (place) => place.number.replace("Figure ", "");
      const is = (place) => own(place) === number, may = (place) => !is(place) && own(place).startsWith(begins);
      const found = [...places.filter(is), ...places.filter(may)];
      const [, section, last] = /^(\d+\.\d+)\.(\d+)$/.exec(number) ?? [];
      if (found.length) return [found];
      if (section) return [numbered(section), last];
    }
    const all = places.filter(({ words }) => wanted.trim().split(" ").every((word) => words.includes(" " + word)));
    const exact = ({ ids, number }) => ids.includes(id) || fold(number) === wanted;
    return [[...places.filter(exact), ...all.filter((place) => !exact(place))]];
  };

  const choose = (index) => {
    links[at]?.setAttribute("aria-selected", "false");
    at = index;
    links[at]?.setAttribute("aria-selected", "true");
    links[at]?.scrollIntoView({ block: "nearest" });
    if (links[at]) input.setAttribute("aria-activedescendant", links[at].id);
    else input.removeAttribute("aria-activedescendant");
  };
  const search = () => {
    if (!window.readerPlaces) return;
    places ??= read();
    const [found, paragraph] = find(input.value);
    links = found.slice(0, SHOWN).map(({ id, page, name, title, more }, index) => make(
      "a",
      { id: `goto-${index}`, role: "option", tabindex: -1, "aria-selected": false, href: `${whole ? "" : new URL(page, root)}#${id}${paragraph ? "¶" + paragraph : ""}` },
      make("span", { class: "goto-number" }, paragraph ? `${name} ¶${paragraph}` : name), " ",
      make("span", { class: "goto-title" }, title), " ", make("small", {}, more),
    ));
    list.replaceChildren(...links);
    list.hidden = !links.length;
    input.setAttribute("aria-expanded", !list.hidden);
    choose(0);
    const count = `${found.length || "No"} ${found.length === 1 ? "place" : "places"}`;
    clearTimeout(timer);
    timer = setTimeout(() => { // said once after typing
      status.textContent = !input.value.trim() ? "" : found.length > SHOWN ? `${count}, the first ${SHOWN} shown` : count;
    }, 400);
  };

  const build = () => {
    input = make("input", {
      id: "goto-input", type: "text", role: "combobox", "aria-expanded": false, "aria-controls": "goto-list", "aria-autocomplete": "list",
      autocomplete: "off", autocapitalize: "off", spellcheck: "false", placeholder: "3.2 ¶4, figure 3.1, founding act", enterkeyhint: "go",
    });
    list = make("div", { id: "goto-list", role: "listbox", "aria-label": "Places", hidden: "" });
    status = make("p", { role: "status" });
    const close = make("button", { type: "button", "aria-label": "Close" }, "×");
    dialog = make("dialog", { class: "goto", "aria-label": "Go to a place" },
      make("label", { for: "goto-input" }, "Go to a number, an id or words of a title"), close, input, list, status);
    close.onclick = () => dialog.close();
    input.oninput = search;
    input.onkeydown = (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && links.length) choose((at + step + links.length) % links.length);
      else if (event.key === "Enter") links[at]?.click();
      else return;
      event.preventDefault();
    };
    dialog.onclick = ({ target, ctrlKey, metaKey, shiftKey }) => {
      // Closed first, so that the focus goes back to the button and from there to the place.
      if (target === dialog || (target.closest("a") && !ctrlKey && !metaKey && !shiftKey)) dialog.close();
    };
    document.body.append(dialog);
    if (window.readerPlaces) return search();
    const script = make("script", { src: new URL("assets/places.js", root) });
    script.onload = search;
    script.onerror = () => { status.textContent = "The list of places could not be loaded."; };
    document.head.append(script);
  };

  button.onclick = () => {
    if (!dialog) build();
    dialog.showModal();
    input.select();
  };
})();
