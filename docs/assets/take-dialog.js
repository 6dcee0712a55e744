// The dialog that take.js opens. Its templates come from places.js, which the build makes (scripts/reader/take.py).
(() => {
  const data = window.readerPlaces, dialog = document.createElement("dialog"), HEADING = /^H[1-6]$/;
  let style = Object.keys(data.styles)[0], opener;

  const make = (tag, values, ...children) => {
    const node = Object.assign(document.createElement(tag), values);
    node.append(...children);
    return node;
  };
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

  // Copying: with italics where there are some, else as text, else by hand
  const say = (text) => { dialog.querySelector("[role=status]").textContent = text; };
  const soon = (text) => setTimeout(say, 50, text); // after a silence, so that the same words are heard again
  const copy = async (button, what, text, node) => {
    const field = make("textarea", { value: text, readOnly: true, rows: 3, ariaLabel: "Text to copy" });
    const typed = (type, value) => ({ [type]: new Blob([value], { type }) });
    const ways = [() => navigator.clipboard.writeText(text), () => {
      dialog.querySelector("[role=status]").before(field);
      field.select();
      if (!document.execCommand("copy")) throw new Error();
      field.remove();
      button.focus();
    }];
    if (node?.querySelector("i")) {
      ways.unshift(() => navigator.clipboard.write([new ClipboardItem({
        ...typed("text/plain", text), ...typed("text/html", node.innerHTML.replaceAll("\n", "<br>")),
      })]));
    }
    dialog.querySelector("textarea")?.remove();
    say("");
    for (const way of ways) {
      try {
        await way();
        return soon(what + " copied.");
      } catch { /* the next way */ }
    }
    soon("The browser does not let this page copy. The text is selected: press Ctrl+C, on a Mac ⌘C.");
  };

  const find = (link, root) => {
    const [id] = link.hash.slice(1).split(":~:"), target = document.getElementById(id);
    const path = target.closest("[data-page]")?.dataset.page ?? location.href.split(/[?#]/)[0].replace(root, "");
    const [, kind, number, title, page, date] = data.places.find((place) => place[0] === id)
      ?? [id, "part", "", readerTake.words(readerTake.all(target)), path, ""];
    const block = link.closest("[data-paragraph]"), paragraph = block?.dataset.paragraph;
    const chapter = data.places.find((place) => place[4] === page && /chapter|page/.test(place[1])) ?? [];
    const name = paragraph ? `${number} ¶${paragraph}` : kind === "chapter" ? `Chapter ${number}` : number || date;
    return { id, target, kind, number, title, page, date, block, paragraph, chapter, name };
  };

  // The words to choose from, each with what its address ends with
  const choices = (link, kept, place) => {
    const { all, words, fold, sentences, within, directive, span } = readerTake, { target, block, kind, id } = place;
    const body = fold((data.address && target.closest("[data-page]") || document.body).textContent), event = link.closest(".timeline-event");
    let area = all(block ?? event ?? target);
    if (!block && !event && HEADING.test(target.tagName)) {
      let last = target;
      const ends = (node) => !node || (HEADING.test(node.tagName) && node.tagName <= target.tagName);
      while (!ends(last.nextElementSibling)) last = last.nextElementSibling;
      area = span(target, 0, last, last.childNodes.length);
    }
    const found = [], add = (what, range, end) => found.push({
      what, words: range ? words(range) : "", hash: end ?? "#" + id + directive(range, body),
    });
    const selected = within(kept, area), summary = event?.querySelector(".timeline-summary");
    if (selected) add("Words selected", selected);
    if (block) add("The whole paragraph", area, link.hash);
    else if (summary) add("The summary", all(summary), "#" + id);
    else add(`The whole ${{ part: "section", term: "entry" }[kind] ?? kind}`, null, "#" + id);
    const each = block ? sentences(block) : [];
    if (each[1]) each.forEach((range, i) => add(`Sentence ${i + 1}`, range));
    return found;
  };

  const cite = ({ kind, number, title, page, date, id, paragraph, chapter }, known) => {
    const form = data.styles[style], named = fill(data.titles[kind] ?? "{title}", { title, date });
    const where = (form.where[kind] ?? "") + (paragraph ? form.paragraph : "");
    const values = {
      title: named, where: fill(where, { number, paragraph, chapter: chapter[3] }),
      at: known && fill(form.at, { address: `${known}${page}#${id}` }),
    };
    let { text } = form;
    if (/[?!]$/.test(named)) text = text.replace("{title}.", "{title}"); // no full stop after another mark
    if (!where) text = text.replace("{where}.", "");
    return text.split("*").map((part, i) => (i % 2 ? make("i", {}, fill(part, values)) : fill(part, values)));
  };

  const about = (known) => {
    if (!known) return "This copy knows no public address: links lead to where it is now, and citations have none.";
    if (location.href.startsWith(known)) return "";
    return (location.protocol === "file:" ? "This is an offline copy" : "This copy is not at the public address")
      + "; what you take from here has the public address.";
  };

  const show = (link, kept, root) => {
    const place = find(link, root), found = choices(link, kept, place), { id, kind, page, title, name, chapter } = place;
    // In one file, which has no files beside it, a place has no page of its own and the other files are at the public address.
    const known = data.address, base = known || root, alone = place.target.closest("[data-page]") && !known;
    const at = alone ? location.href.split("#")[0] : base + page;
    const button = (what, node, text = () => node.textContent) => make("button", {
      type: "button", textContent: `Copy ${what[0].toLowerCase()}${what.slice(1)}`, onclick: ({ target }) => copy(target, what, text(), node),
    });
    const row = (heading, ...children) => make("section", {}, make("h3", { textContent: heading }), ...children);

    const short = (text, length) => (text.length > length ? text.slice(0, length).replace(/\s*\S*$/, " …") : text);
    const choice = make("select", {}, ...found.map(({ what, words }) =>
      make("option", { textContent: what + (/^[SW]/.test(what) ? ": " + short(words, 70) : "") })));
    const address = make("p", { className: "take-address" }), citation = make("p"), words = make("p", { className: "take-words" });
    const quotation = make("p"), after = make("p", { className: "take-note", textContent: "The citation follows the words." });
    const styles = make("fieldset", {}, make("legend", { textContent: "Style of citation" }), ...Object.keys(data.styles).map((value) =>
      make("label", {}, make("input", { type: "radio", name: "take-style", value, checked: value === style }), value)));
    const copyQuotation = button("Quotation", quotation);
    const update = () => {
      style = styles.querySelector(":checked").value;
      const { words: text, hash } = found[choice.selectedIndex], parts = data.quotation.split("{citation}");
      address.textContent = at + hash;
      citation.replaceChildren(...cite(place, known));
      const start = fill(parts[0], { words: text.replaceAll("“", "‘").replaceAll("”", "’") });
      words.textContent = text ? start.trim() : "To quote, select words in the text first" + (/chapter|section/.test(kind) ? ", or open the ¶ of a paragraph." : ".");
      quotation.replaceChildren(start, ...cite(place, known), parts[1]);
      copyQuotation.hidden = after.hidden = !text;
    };
    choice.onchange = styles.onchange = update;

    const parts = [row("Link", address, button("Link", address)), row("Citation", styles, citation, button("Citation", citation)),
      row("Quotation", words, after, copyQuotation)];
    const brief = place.paragraph || alone ? "" : data.short[kind];
    if (brief) {
      const own = base + fill(brief, { id }), quoted = (text) => text.replace(/[&"<]/g, (sign) => `&#${sign.charCodeAt()};`);
      const frame = fill(data.frame, { address: quoted(own), title: quoted([name, title].filter(Boolean).join(" · ")), height: data.heights[kind] });
      parts.push(row("Short address", make("p", { className: "take-address", textContent: own }), button("Short address", null, () => own)),
        row("Embed code", make("p", { className: "take-note", textContent: "A frame for a course page or a slide." }), button("Embed code", null, () => frame)));
    }
    const [of, file] = data.files[kind] ? [id, kind] : [chapter[0], chapter[1]];
    if (data.files[file] && !alone) {
      const links = Object.entries(data.files[file]).map(([words, path]) =>
        make("a", { href: (root || base) + fill(path, { id: of }), download: "", textContent: words }));
      parts.push(row(of === id ? "Files" : `Files of chapter ${chapter[2]}`, make("p", { className: "take-files" }, ...links)));
    }
    const note = about(known), body = make("div", { className: "take-body", tabIndex: -1 }, // some browsers stop at what scrolls
      make("h2", { id: "take-title", textContent: [name, title].filter(Boolean).join(" · ") }));
    if (note) body.append(make("p", { className: "take-note", textContent: note }));
    if (found[1]) body.append(make("label", { className: "take-choice" }, "Words ", choice));
    body.append(...parts);
    (found[1] ? choice : body.querySelector("button")).autofocus = true; // always the first thing to do
    const status = make("p");
    status.setAttribute("role", "status");
    dialog.replaceChildren(body, make("div", { className: "take-foot" }, status,
      make("button", { type: "button", textContent: "Close", onclick: () => dialog.close() })));
    update();
  };

  dialog.className = "take";
  dialog.setAttribute("aria-labelledby", "take-title");
  document.body.append(dialog);
  dialog.onclick = ({ target }) => { if (target === dialog) dialog.close(); }; // beside it
  dialog.onkeydown = (event) => event.stopPropagation(); // the theme has keys of one letter
  dialog.onclose = () => {
    dialog.replaceChildren();
    opener.focus({ preventScroll: true }); // some browsers do not focus a link that is pressed
  };
  readerTake.open = (link, kept, root) => {
    opener = link;
    show(link, kept, root);
    dialog.showModal();
  };
})();
