// The words of a place, and the address of words: https://wicg.github.io/scroll-to-text-fragment/. Loaded by take.js.
(() => {
  const MARKS = "sup[id^=fnref], .headerlink, .timeline-link, .place-link, .note-pop, svg"; // shown, but no part of the words
  const BLOCKS = "p, li, td, th, h1, h2, h3, h4, dt, dd, figcaption, blockquote, div, section, article, details";
  const MARK = "\u0001", BREAK = "\u0002"; // where a mark stands, and between blocks
  const LETTER = /[\p{L}\p{N}]/u;

  const span = (first, from, last, to) => {
    const range = new Range();
    range.setStart(first, from);
    range.setEnd(last, to);
    return range;
  };
  const all = (node) => span(node, 0, node, node.childNodes.length);
  const line = (text) => text.replace(/\s+/g, " ").trim();

  const texts = function* (range) {
    const walker = document.createTreeWalker(range.commonAncestorContainer.parentNode, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
      if (!range.intersectsNode(node)) continue;
      const from = node === range.startContainer ? range.startOffset : 0;
      const to = node === range.endContainer ? range.endOffset : node.length;
      if (from < to) yield { node, text: node.data.slice(from, to), mark: node.parentElement.closest(MARKS) };
    }
  };
  const read = (range) => {
    let found = "", block;
    for (const { node, text, mark } of texts(range)) {
      const own = node.parentElement.closest(BLOCKS);
      if (!mark && block && own !== block) found += BREAK;
      if (!mark) block = own;
      found += mark ? MARK : text;
    }
    return found;
  };
  const runs = (range) => read(range).split(/[\u0001\u0002]/).map(line).filter((run) => LETTER.test(run));
  const words = (range) => read(range).replaceAll(MARK, "").split(BREAK).map(line).filter(Boolean).join("\n");

  // The source has one sentence a line.
  const sentences = (block) => {
    const found = [];
    let start = [block, 0];
    for (const { node, text, mark } of texts(all(block))) {
      for (let at = -1; !mark && (at = text.indexOf("\n", at + 1)) >= 0;) {
        found.push(span(...start, node, at));
        start = [node, at + 1];
      }
    }
    return [...found, span(...start, block, block.childNodes.length)].filter((range) => runs(range)[0]);
  };

  // What of a range lies in an area, without half words; null where nothing does.
  const within = (range, area) => {
    if (!range?.intersectsNode(area.commonAncestorContainer)) return null;
    const letter = (node, at) => node.nodeType === Node.TEXT_NODE && LETTER.test(node.data[at] ?? "");
    let { startContainer: first, startOffset: from, endContainer: last, endOffset: to } = range;
    while (letter(first, from) && letter(first, from - 1)) from--;
    while (letter(last, to) && letter(last, to - 1)) to++;
    const found = span(first, from, last, to);
    if (found.compareBoundaryPoints(Range.START_TO_START, area) < 0) found.setStart(area.startContainer, area.startOffset);
    if (found.compareBoundaryPoints(Range.END_TO_END, area) > 0) found.setEnd(area.endContainer, area.endOffset);
    return runs(found)[0] ? found : null;
  };

  // A text directive that finds just these words in the page; it never runs over a mark, whose number may change.
  const fold = (text) => text.normalize("NFKD").replace(/[\p{M}\s]/gu, "").toLowerCase();
  const encode = (text) => encodeURIComponent(text).replaceAll("-", "%2D");
  const directive = (range, page) => {
    const once = (text) => page.split(fold(text), 3).length === 2;
    const write = (prefix, start, end, suffix) => ":~:text=" + (prefix && encode(prefix) + "-,") + encode(start)
      + (end && "," + encode(end)) + (suffix && ",-" + encode(suffix));
    const block = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest(BLOCKS);
    const { startContainer: node, startOffset: from, endContainer } = range, end = block(endContainer);
    const parts = runs(range), part = parts.pop(), last = part.split(" ");
    const before = line(span(block(node), 0, node, from).toString()).split(" ");
    const rest = line(span(node, from, end, end.childNodes.length).toString());
    const after = line(rest.slice(rest.indexOf(part) + part.length)).split(" ");
    // A year and the number of a note, "1949.12", are one word for a browser, in which no directive may end.
    const glued = /\d[.,]?$/.test(part) && /^\d/.test(after[0]);
    const open = glued && !last[1];
    if (glued && !open) last.pop();
    const first = parts[0]?.split(" ") ?? last;
    if (first !== last && first[1] && /\d[.,]?$/.test(first.at(-1))) first.pop();
    const whole = fold([...parts, ...last].join(""));
    const short = Array.from({ length: 21 }, (_, i) => i + 4); // how many words may stand for all
    for (let k = 0; k < 9; k++) {
      const prefix = k ? before.slice(-k).join(" ") : "", suffix = after.slice(0, k).join(" ");
      if (first === last && last.length < 11) {
        const start = last.join(" ");
        for (const [x, y] of [["", suffix], [prefix, ""], [prefix, suffix]]) {
          if ((y || !open) && once(x + start + y)) return write(x, start, "", y);
        }
        continue;
      }
      const start = short.map((n) => first.slice(0, n).join(" ")).find((text) => once(prefix + text));
      const tail = start && short.map((n) => last.slice(-n).join(" ")).find((text) => {
        const found = fold(text), at = whole.indexOf(found, fold(start).length); // a browser takes the first after the start
        return at >= 0 && at === whole.length - found.length;
      });
      if (tail) return write(prefix, start, tail, "");
    }
    return ""; // the place itself
  };

  window.readerTake = { span, all, fold, words, sentences, within, directive };
})();
