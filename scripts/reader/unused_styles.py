"""A theme's stylesheet without what no page can use: rules that need a class which no page has and no script names. Pure.

A theme styles a hundred things that this reader has none of, such as tabs and code. Every first visit loads them, and every
element is matched against them.
"""

import re
from collections.abc import Collection, Iterable, Iterator

import tinycss2

_CLASSES = re.compile(r"""\bclass=(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_NESTING = ("media", "supports", "container", "layer")


def class_names(pages: Iterable[str], scripts: Iterable[str]) -> frozenset[str]:
    """Return every class that an element may have: those in the pages, and every word of the scripts, which may set one.

    A word that ends in a dash or a line, as `language-`, is the beginning of classes that a script puts together.
    """
    found = {name for page in pages for groups in _CLASSES.findall(page) for name in "".join(groups).split()}
    return frozenset(found.union(*(_WORD.findall(script) for script in scripts)))


def without_unused(style: str, names: Collection[str]) -> str:
    """Return a stylesheet without the selectors that need a class which is not among the names.

    Classes within `:not()`, `:is()` and the like are not asked for: there the others may do.
    """
    begun = tuple(name for name in names if len(name) > 2 and name[-1] in "-_")
    return _rules(tinycss2.parse_stylesheet(style, skip_whitespace=True), names, begun)


def _rules(rules: list, names: Collection[str], begun: tuple[str, ...]) -> str:
    found = []
    for rule in rules:
        if rule.type == "qualified-rule":
            if selectors := list(_selectors(rule.prelude, names, begun)):
                found.append(f"{','.join(selectors)}{{{tinycss2.serialize(rule.content)}}}")
        elif rule.type == "at-rule" and rule.content is not None and rule.lower_at_keyword in _NESTING:
            inner = _rules(tinycss2.parse_rule_list(rule.content, skip_whitespace=True), names, begun)
            if inner:
                found.append(f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}")
        else:
            found.append(rule.serialize())
    return "".join(found)


def _selectors(prelude: list, names: Collection[str], begun: tuple[str, ...]) -> Iterator[str]:
    """Yield each selector of a list that can match."""
    selector: list = []
    for token in [*prelude, None]:
        if token is not None and token != ",":
            selector.append(token)
            continue
        needed = [
            after.value
            for before, after in zip(selector, selector[1:], strict=False)
            if before == "." and after.type == "ident"
        ]
        if all(name in names or name.startswith(begun) for name in needed):
            yield tinycss2.serialize(selector).strip()
        selector = []
