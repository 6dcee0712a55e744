"""Menu, search and colours in the header, for those who use keys or listen (header.js)."""

FOCUS = """() => {
  const node = document.activeElement;
  const box = (node.type === "radio" ? node.parentElement : node).getBoundingClientRect(); // of a choice its label is seen
  return {tag: node.localName, class: node.className, name: node.getAttribute("aria-label") ?? node.textContent.trim(),
    seen: box.width > 0 && box.height > 0, inside: (selector) => !!node.closest(selector)};
}"""


def focus(page):
    """What has the focus, as `tag.class`, and whether it has a name and a box that is to be seen."""
    found = page.evaluate(FOCUS)
    assert found["tag"] == "body" or (found["seen"] and found["name"]), found
    return f"{found['tag']}.{found['class'].partition(' ')[0]}"


def find(page, words, result):
    """Type into the field that has the focus, until a result is there."""
    page.keyboard.type(words, delay=30)
    page.locator(".md-search-result__link", has_text=result).first.wait_for(timeout=20_000)
    page.wait_for_timeout(700)


def test_tab_leads_from_the_search_to_what_was_found_and_back(open_page, start):
    page = open_page(f"{start}/history.html")
    page.keyboard.press("/")
    assert focus(page) == "input.md-search__input"
    find(page, "kosovo", "Divergences")
    links = page.locator(".md-search-result__link")
    page.keyboard.press("Tab")
    assert links.first.evaluate("(node) => node === document.activeElement")
    for key in ("Tab", "Tab", "Shift+Tab", "Shift+Tab"):
        page.keyboard.press(key)
        assert page.locator("#__search").is_checked() and focus(page).startswith(("a.md-search-result", "summary"))
    page.keyboard.press("Shift+Tab")
    assert focus(page) == "input.md-search__input"
    names = page.get_by_role("link").and_(links.locator("visible=true")).evaluate_all("(all) => all.map((link) => link.ariaLabel)")
    assert names and all(names)
    page.keyboard.press("Escape")
    assert not page.locator("#__search").is_checked()
    assert page.problems == []


def test_the_number_found_is_said_once_the_typing_rests(open_page, base_url):
    page = open_page(f"{base_url}/history.html")
    page.evaluate("""() => {
      window.said = [];
      document.querySelectorAll(".md-search [role=status], .md-search [aria-live]").forEach((node) =>
        new MutationObserver(() => said.push(node.textContent.trim())).observe(node, {childList: true, subtree: true, characterData: true}));
    }""")
    page.keyboard.press("/")
    find(page, "kosovo", "Divergences")
    page.wait_for_timeout(700)
    assert page.evaluate("said.filter(Boolean)") == [page.locator(".md-search-result__meta").inner_text()]
    assert page.evaluate("said.at(-1)").endswith("matching documents")


def test_on_a_phone_a_button_opens_the_search_and_passing_by_does_not(open_page, start):
    page = open_page(f"{start}/history.html", width=390)
    passed = []
    for _ in range(12):
        page.keyboard.press("Tab")
        passed.append(focus(page))
    assert not page.locator("#__search").is_checked()
    assert page.locator(".search-button").get_attribute("aria-expanded") == "false"
    assert "input.md-search__input" not in passed and "div.md-search__scrollwrap" not in passed
    page.locator(".search-button").press("Enter")
    assert focus(page) == "input.md-search__input"
    page.locator(".search-button[aria-expanded=true]").wait_for(state="attached", timeout=2000)
    find(page, "kosovo", "Divergences")
    page.keyboard.press("Tab")
    assert focus(page) == "a.md-search-result__link"
    page.keyboard.press("Escape")
    assert page.locator(".search-button").evaluate("(node) => node === document.activeElement")


def test_the_open_drawer_holds_the_focus(open_page, base_url):
    page = open_page(f"{base_url}/history.html", width=390)
    page.locator("button.md-header__menu").press("Enter")
    page.wait_for_timeout(400)
    for key in ["Tab"] * 40 + ["Shift+Tab"] * 25:
        page.keyboard.press(key)
        focus(page)
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('.md-sidebar--primary')")
    page.keyboard.press("Escape")
    assert page.locator("button.md-header__menu").evaluate("(node) => node === document.activeElement")
    assert page.locator("[inert]").count() == 0
    page.keyboard.press("Enter")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.wait_for_timeout(400)
    assert page.locator("[inert]").count() == 0, "what was a drawer is none on a wide screen"


def test_the_colours_say_which_is_on(open_page, start):
    page = open_page(f"{start}/index.html", color_scheme="light")
    radios = page.locator("[name=__palette]")

    def on():
        page.wait_for_timeout(300)
        return radios.evaluate_all("(all) => all.filter((radio) => radio.checked).map((radio) => radio.ariaLabel)")

    assert on() == ["Colours: as the system"]
    radios.first.focus()
    page.keyboard.press("ArrowRight")
    assert on() == ["Colours: light"]
    page.keyboard.press("Enter")  # the theme's own key
    assert on() == ["Colours: dark"] and page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    page.goto(f"{start}/history.html")
    assert on() == ["Colours: dark"] and page.locator("body").get_attribute("data-md-color-scheme") == "slate"
