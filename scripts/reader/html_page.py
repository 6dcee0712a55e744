"""A built page as the checks need it: ids, links and text, with the line where each stands."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

# Attributes by which a page loads something, and links to something.
_LOADS = {
    "script": ("src",), "img": ("src", "srcset"), "iframe": ("src",), "source": ("src", "srcset"), "video": ("src", "poster"),
    "audio": ("src",), "embed": ("src",), "object": ("data",), "track": ("src",), "input": ("src",), "image": ("href",), "use": ("href",),
}  # fmt: skip
_LOADING_RELS = {"stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch", "modulepreload", "manifest", "shortcut"}
_SILENT = {"script", "style", "template"}
_CODE = {"code", "pre", "kbd", "samp"}


@dataclass(slots=True)
class HtmlPage:
    """What a page holds.

    Attributes:
        ids: (id, line) of every element, in order; `article_ids` only those of the page's own content.
        links: (target, line) of every `a` and of links between pages.
        loads: (target, line) of everything the browser fetches by itself.
        texts: (text, line) shown to the reader, without code.
        inline: (what, line) of inline handlers and styles, which a strict policy refuses.
    """

    ids: list[tuple[str, int]] = field(default_factory=list)
    article_ids: list[str] = field(default_factory=list)
    links: list[tuple[str, int]] = field(default_factory=list)
    loads: list[tuple[str, int]] = field(default_factory=list)
    texts: list[tuple[str, int]] = field(default_factory=list)
    inline: list[tuple[str, int]] = field(default_factory=list)
    bare_anchors: list[int] = field(default_factory=list)
    title: str = ""


def read_page(path: Path) -> HtmlPage:
    """Parse one built page."""
    parser = _Parser()
    parser.feed(path.read_text("utf-8"))
    parser.close()
    return parser.page


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = HtmlPage()
        self.stack: list[str] = []
        self.in_article = 0  # how deep its content lies, while inside

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        values = {name: value or "" for name, value in attributes}
        if tag not in _VOID:
            self.stack.append(tag)
            if tag == "article" and "md-content__inner" in values.get("class", ""):
                self.in_article = len(self.stack)
        if "id" in values:
            self.page.ids.append((values["id"], line))
            if self.in_article and not values["id"].startswith("__"):
                self.page.article_ids.append(values["id"])
        for name in values:
            if name.startswith("on") or name == "style":
                self.page.inline.append((f"{name}=", line))
        if self.in_article and tag == "script" and "src" not in values:
            self.page.inline.append(("<script>", line))
        if tag == "style":
            self.page.inline.append(("<style>", line))
        if tag == "a":
            if "href" in values:
                self.page.links.append((values["href"], line))
            else:
                self.page.bare_anchors.append(line)
        for name in _LOADS.get(tag, ()):
            if name in values:
                targets = values[name].split(",") if name == "srcset" else [values[name]]
                self.page.loads += [(target.split()[0], line) for target in targets if target.strip()]
        if tag == "link" and "href" in values:
            rels = set(values.get("rel", "").lower().split())
            (self.page.loads if rels & _LOADING_RELS else self.page.links).append((values["href"], line))

    def handle_endtag(self, tag: str) -> None:
        if tag in self.stack:
            while self.stack.pop() != tag:
                pass
            if len(self.stack) < self.in_article:
                self.in_article = 0

    def handle_data(self, data: str) -> None:
        if data.strip() and not (_SILENT | _CODE) & set(self.stack):
            self.page.texts.append((data, self.getpos()[0]))
            if self.stack and self.stack[-1] == "title" and "svg" not in self.stack:
                self.page.title += data


_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
