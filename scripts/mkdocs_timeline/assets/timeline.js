/* Filters, the place on the overview, and links to copy. Without this file every event can be read and every link works.
   Words come with the page. The address keeps the filter of the first timeline: #f=category:treaty;actor:nato;q:minsk */
document.querySelectorAll("[data-timeline]").forEach((root, number) => {
  const form = root.querySelector(".timeline-controls"), bars = root.querySelector(".timeline-bars");
  const plain = (event) => !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[‘’]/g, "'").replace(/[–—]/g, "-").toLowerCase();
  const titles = (item) => item.querySelector(".timeline-title");

  if (form) {
    const output = form.querySelector("output"), status = form.querySelector("[role=status]");
    const chips = [...form.querySelectorAll("[aria-pressed]")], fields = [...form.querySelectorAll("[name]")];
    const words = form.dataset;
    let shown = "", typed = false, timer = 0, drawing = 0, events, lists, ready = 0;

    const values = () => {
      const found = {}, kinds = chips.filter((chip) => chip.value && chip.ariaPressed === "true").map((chip) => chip.value);
      if (kinds.length) found.category = kinds;
      for (const { name, value } of fields) if (value.trim()) found[name] = [value.trim()];
      return found;
    };
    const encode = (found) => Object.entries(found).map(([name, list]) => name + ":" + list.map(encodeURIComponent)).join(";");
    const decode = (text) => {
      try {
        return Object.fromEntries(text.split(";").map((part) => part.split(":")).map(([name, list = ""]) =>
          [name, list.split(",").map(decodeURIComponent)]));
      } catch { return {}; }   // an address cut short
    };
    // What else stands in the document may keep a filter of its own in the address, with fields of its own.
    const own = (hash) => /^f=((.*;)?(category|actor|period):.*|q:[^;]*|)$/.test(hash);
    const press = (kinds = []) => chips.forEach((chip) =>
      chip.setAttribute("aria-pressed", chip.value ? kinds.includes(chip.value) : !kinds.length));
    const fill = (found) => {
      press(found.category);
      for (const field of fields) {
        field.value = found[field.name]?.[0] ?? "";
        if (field.selectedIndex < 0) field.selectedIndex = 0;
      }
      shown = encode(values());
    };

    // Reads the events' words in short turns, so that the first letters typed do not wait for ten thousand events.
    const read = () => {
      const end = performance.now() + 8;
      while (ready < events.length && performance.now() < end) events[ready].text = fold(events[ready++].item.textContent);
      ready < events.length ? setTimeout(read) : apply();
    };
    const index = () => {
      if (events) return;
      lists = Array.from(root.querySelectorAll(".timeline-events"), (node) => ({
        node, group: node.closest(".timeline-group"), events: Array.from(node.children, (item) => ({
          item, on: true, drawn: true, category: item.dataset.category, actors: ` ${item.dataset.actors} `, period: item.dataset.period,
        })),
      }));
      events = lists.flatMap((list) => list.events);
      setTimeout(read);
    };
    // Hides and shows events: at once where they may be in sight, the others in short turns before the next letter.
    // Not by [hidden]: themes have rules by it and sibling, with which thousands of siblings take seconds.
    const draw = (whole) => {
      clearTimeout(drawing);
      const end = performance.now() + 16;
      for (const { events } of lists) for (const event of events) {
        if (event.on === event.drawn) continue;
        if (!whole && performance.now() > end) return void (drawing = setTimeout(draw));
        event.item.toggleAttribute("data-off", !(event.drawn = event.on));
      }
    };
    const count = (n) => (n === 1 ? words.one : words.many.replace("{n}", n));
    const apply = (whole) => {
      index();
      const want = values(), sought = fold(want.q?.[0] ?? "").split(/\s+/).filter(Boolean), groups = new Map();
      if (sought.length && ready < events.length) return;   // read() comes back here
      let all = 0;
      for (const { node, group, events } of lists) {
        let n = 0;
        for (const event of events) {
          const on = (!want.category || want.category.includes(event.category))
            && (!want.actor || event.actors.includes(` ${want.actor} `))
            && (!want.period || want.period[0] === event.period)
            && sought.every((word) => event.text.includes(word));
          event.on = on;
          n += on;
        }
        all += n;
        if (group) groups.set(group, (groups.get(group) ?? 0) + n);
        node.toggleAttribute("data-off", !n);
        if (node.matches(".timeline-part")) node.style.containIntrinsicBlockSize = n * 10 + "em";   // its size out of sight
      }
      draw(whole);
      for (const [group, n] of groups) {
        group.toggleAttribute("data-off", !n);
        group.firstElementChild.dataset.count = count(n);
      }
      form.toggleAttribute("data-on", !!shown);
      clearTimeout(timer);
      timer = setTimeout(() => {
        output.textContent = all ? count(all) : words.none;
        if (typed) keep(typed);
      }, 300);
    };

    const keep = (how) => {
      typed = false;
      if (number) return;
      const address = shown ? "#f=" + shown : location.pathname + location.search;
      try { history[how + "State"]({ ...history.state, timeline: shown }, "", address); }
      catch { location[how === "push" ? "assign" : "replace"]("#f=" + shown); }
    };
    const changed = (how) => {
      const before = shown;
      shown = encode(values());
      if (shown === before) return;
      // One step of Back for all that is typed at once.
      if (how) keep(how); else typed ||= /(^|;)q:/.test(before) ? "replace" : "push";
      apply();
    };

    form.addEventListener("click", ({ target }) => {
      const chip = target.closest("[aria-pressed]");
      if (!chip) return;
      const kinds = values().category ?? [];
      press(chip.value ? (kinds.includes(chip.value) ? kinds.filter((kind) => kind !== chip.value) : [...kinds, chip.value]) : []);
      changed("push");
    });
    form.addEventListener("input", ({ target }) => changed(target.name === "q" ? "" : "push"));
    form.addEventListener("focusin", index);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      const before = shown;
      fill({});
      (chips[0] ?? fields.at(-1)).focus();   // the button that had the focus goes away
      if (before) { keep("push"); apply(); }
    });

    // The address decides; where it names a place, the filter stays as it was, unless it hides that place.
    const arrive = () => {
      const hash = location.hash.slice(1), before = shown;
      fill(decode(own(hash) ? hash.slice(2) : history.state?.timeline ?? (hash ? shown : "")));
      if (shown !== before) apply();
      let target = null;
      try { target = document.getElementById(decodeURIComponent(hash)); } catch { /* no such place */ }
      if (target?.closest("[data-off]") && root.contains(target)) {
        fill({});
        apply(true);
        target.scrollIntoView();
      }
      try { history.replaceState({ ...history.state, timeline: shown }, ""); } catch { /* from disk, in some browsers */ }
    };
    form.hidden = false;
    if (!number) {
      addEventListener("hashchange", arrive);
      arrive();
    }

    root.addEventListener("pointerover", ({ target }) => { if (target.matches(".timeline-link")) target.title = words.copy; });
    root.addEventListener("click", async (event) => {
      const link = event.target.closest(".timeline-link");
      if (!link || !plain(event) || !navigator.clipboard) return;
      event.preventDefault();
      // A page that became part of a larger document says where it stands itself.
      const known = root.closest("[data-address]")?.dataset.address ?? document.querySelector("link[rel=canonical]")?.href;
      try { await navigator.clipboard.writeText((known ?? location.href).split("#")[0] + link.hash); }
      catch { location.hash = link.hash; return; }
      const say = (text) => { link.dataset.said = status.textContent = text; };
      status.textContent = "";
      setTimeout(say, 50, known ? words.copied : words.here);
      setTimeout(() => { status.textContent = ""; delete link.dataset.said; }, 4000);
    });
  }

  if (bars) {
    const from = +bars.dataset.from, length = bars.dataset.to - from, [line, year] = bars.lastElementChild.children;
    const links = [...bars.querySelectorAll("a")], starts = links.map((link) => parseFloat(link.firstElementChild.getAttribute("x")) / 100);
    let top = -1, queued = 0;
    const when = (item) => {
      const [, y, m = 6.5] = /^(\d+)-?(\d+)?/.exec(item.querySelector("time")?.dateTime) ?? [];
      return (+y + (m - 0.5) / 12) * bars.dataset.per;
    };
    // How much of the window a theme's fixed header covers, so that the bars stop below it.
    const header = () => {
      let node = document.elementFromPoint(innerWidth / 2, 1), end = 0;
      for (; node && !root.contains(node); node = node.parentElement)
        if (/fixed|sticky/.test(getComputedStyle(node).position)) end = node.getBoundingClientRect().bottom;
      if (end !== top) root.style.setProperty("--timeline-top", (top = end) + "px");
    };
    const mark = () => {
      queued = 0;
      header();
      const box = bars.getBoundingClientRect();
      const hit = document.elementFromPoint(box.left + box.width / 2, Math.max(box.bottom, top) + 50)?.closest(".timeline-event, .timeline-group");
      const place = hit && root.contains(hit) ? (when(hit) - from) / length : -1;
      if (hit?.matches(".timeline-group") && line.hasAttribute("x1")) return;   // between two events
      const on = place >= 0 && place <= 1;
      bars.toggleAttribute("data-here", on);
      links.forEach((link, i) => {
        if (on && starts[i] <= place && !(starts[i + 1] <= place)) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      });
      if (!on) return;
      for (const name of ["x1", "x2"]) line.setAttribute(name, place * 100 + "%");
      year.setAttribute("x", place * 100 + "%");
      year.setAttribute("text-anchor", place > 0.8 ? "end" : "start");
      year.textContent = parseInt(hit.querySelector("time").dateTime);
    };
    const soon = () => { queued ||= requestAnimationFrame(mark); };
    addEventListener("scroll", soon, { passive: true });
    addEventListener("resize", soon);
    // To the very year that was pointed at, and to an event that the filter shows.
    bars.addEventListener("click", (event) => {
      const i = links.indexOf(event.target.closest("a")), box = bars.getBoundingClientRect();
      if (i < 0 || !plain(event)) return;
      const wanted = event.detail ? Math.floor(from + length * (event.clientX - box.left) / box.width) : Math.round(from + length * starts[i]);
      let best, least = Infinity;
      for (const item of root.querySelectorAll(".timeline-event:not([data-off])")) {
        const at = when(item);
        if (at >= wanted && at < least && titles(item).id) [best, least] = [item, at];
      }
      if (!best) return;
      event.preventDefault();
      location.hash = titles(best).id;
    });
  }
});
