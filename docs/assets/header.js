// The theme's menu, search and colours for those who use keys or listen. Without this its labels work.
(() => {
  const $ = (selector) => document.querySelector(selector), drawer = $("#__drawer"), search = $("#__search");
  if (!drawer) return; // one file has no header

  // The drawer opens by a label, which no key reaches. While it is open nothing behind it can be reached.
  const BEHIND = ".md-skip, .md-header, .md-content, .md-sidebar--secondary, .md-footer";
  const menu = $("button.md-header__menu");
  menu.onclick = () => { drawer.click(); $(".md-nav--primary .md-nav__link").focus(); };
  drawer.onchange = () => {
    menu.setAttribute("aria-expanded", drawer.checked);
    document.querySelectorAll(BEHIND).forEach((node) => { node.inert = drawer.checked; });
  };
  addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && drawer.checked) drawer.click(), menu.focus();
  });
  matchMedia("(min-width: 76.25em)").onchange = () => drawer.checked && drawer.click(); // there it is no drawer

  // The theme has no choice of colours checked: the one whose label is shown is on.
  const colours = $("[data-md-component=palette]");
  const check = () => setTimeout(() => {
    const shown = colours.querySelector("label:not([hidden])");
    if (shown) shown.previousElementSibling.checked = true;
  });
  addEventListener("load", check);
  colours.addEventListener("keyup", check);

  if (!search) return;
  const field = $(".md-search__input"), list = $(".md-search-result__list"), said = $(".search-said"), button = $(".search-button");
  const narrow = matchMedia("(max-width: 59.984375em)"), wait = 600;
  let timer;
  // On a phone the search lies over the page: passing by with Tab does not open it.
  const reach = () => {
    field.tabIndex = narrow.matches && !search.checked ? -1 : 0;
    button.setAttribute("aria-expanded", search.checked);
  };
  button.onclick = () => field.focus();
  narrow.onchange = reach;
  search.addEventListener("change", () => {
    reach();
    if (narrow.matches && !search.checked) button.focus();
  });
  reach();
  // The theme closes the search at Tab and leads Shift back to the field, so that only arrows reach what was found.
  addEventListener("keydown", (event) => {
    if (!search.checked || !/^(Tab|Shift)$/.test(event.key)) return;
    const stops = [field, ...list.querySelectorAll("a, summary")].filter((node) => node.getClientRects().length);
    const at = stops.indexOf(document.activeElement), next = stops[at + (event.shiftKey ? -1 : 1)];
    if (at < 0 || !next) return;
    event.stopPropagation();
    if (event.key === "Tab") event.preventDefault(), next.focus();
  }, true);
  // It counts anew at every letter: the number is said when the typing rests. Its links have no names of their own.
  new MutationObserver(() => {
    for (const link of list.querySelectorAll("a:not([aria-label])")) link.setAttribute("aria-label", link.querySelector("h1, h2").textContent);
    clearTimeout(timer);
    timer = setTimeout(() => { said.textContent = field.value && $(".md-search-result__meta").textContent.trim(); }, wait);
  }).observe($(".md-search-result"), { childList: true, subtree: true });
})();
