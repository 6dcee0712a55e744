// Arriving at an address: closed details open, the place is marked and gets the focus. Without this the plain anchor works.
// "#section¶4", which the go-to box makes, leads to the fourth paragraph of the section.
(() => {
  const said = document.createElement("p");
  said.className = "place-said";
  said.setAttribute("role", "status");
  document.body.append(said);
  const trail = []; // where links on this page were pressed: [address, link]
  let linked, last, timer, back, followed;

  const decode = (text) => { try { return decodeURIComponent(text); } catch { return text; } }; // an address cut short
  const inSight = (node) => {
    const { top, bottom } = node.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };
  const say = (text) => {
    clearTimeout(timer);
    said.textContent = text;
    if (text) timer = setTimeout(say, 8000, "");
  };
  // A retired id is an empty element at the start of what it leads to.
  const place = (id) => {
    const node = document.getElementById(id);
    if (node?.matches(".timeline-alias")) return node.parentElement.querySelector(".timeline-title") ?? node.parentElement;
    return node?.matches(".alias") ? node.parentElement : node;
  };
  const paragraphs = (id) => [...document.querySelectorAll("[data-paragraph]")]
    .filter((node) => node.querySelector(".place-link").hash.split(":~:")[0] === "#" + id);

  const land = (node, scroll) => {
    for (let box = node; (box = box.parentElement?.closest("details:not([open])"));) box.open = scroll = true;
    if (scroll) node.scrollIntoView();
    // Back leads to where one was, and a link to words to these: what lies elsewhere gets no focus.
    else if (!inSight(node)) return;
    last?.removeAttribute("data-arrived");
    void node.offsetWidth; // so that the mark begins anew at the same place
    node.dataset.arrived = "";
    last = node;
    if (node.tabIndex < 0 && !node.hasAttribute("tabindex")) {
      node.tabIndex = -1;
      node.addEventListener("blur", () => node.removeAttribute("tabindex"), { once: true });
    }
    node.focus({ preventScroll: true });
  };

  const arrive = () => {
    const [, id, number] = /^(.*?)(?:¶(\d+))?$/.exec(decode(location.hash.slice(1))), from = linked, node = place(id);
    linked = null;
    const pressed = back;
    back = null;
    // Back from a note: on with the text where it was left.
    if (pressed?.isConnected && inSight(pressed)) return pressed.focus({ preventScroll: true });
    if (!node) return;
    say("");
    if (!number) return land(from ?? node);
    try { history.replaceState(history.state, "", "#" + id); } catch { /* from disk, in some browsers */ }
    const all = paragraphs(node.id), found = all.find((item) => item.dataset.paragraph === number);
    land(found ?? node, true);
    const name = node.dataset.number ?? node.firstChild?.textContent.trim();
    if (!found) setTimeout(say, 100, `${name} has ${all.length || "no"} ${all.length === 1 ? "paragraph" : "paragraphs"}.`);
  };

  // Filters of a page look at the address first: they may have hidden the place.
  const soon = () => setTimeout(arrive);
  addEventListener("load", soon);
  addEventListener("hashchange", ({ newURL }) => {
    const known = trail.findLastIndex(([address]) => address === newURL);
    if (!followed && known >= 0) back = trail.splice(known)[0][1];
    followed = false;
    soon();
  });
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href*='#']");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const [page, hash] = link.href.split(/#|:~:/);
    if (page !== location.href.split("#")[0] || !hash) return;
    trail.push([location.href, link]);
    followed = true;
    linked = link.hash.includes(":~:") ? link.closest("[data-paragraph]") : null;
    if ("#" + hash === location.hash) followed = false, soon(); // no change of address, which would tell
  });
})();
