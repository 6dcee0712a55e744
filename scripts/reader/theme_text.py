"""Texts that the theme writes into its pages as they are: titles, descriptions, settings. None may hold markup. Pure."""

import html

from mkdocs_timeline import hidden_characters

_MARKS = '<>"'


def markup_in(text: str) -> str:
    """Say what of a text a browser would read as markup; nothing if all of it is text."""
    if mark := next((mark for mark in _MARKS if mark in text), ""):
        return f"it holds {mark}, which the theme would take for markup; write it in words, and quotations in “ ”"
    if html.unescape(text) != text:
        read = html.unescape(text)[:40]
        return f"it holds an & that a browser would read with what follows it, as '{read}'; write that, or a space after the &"
    return next((problem.message for problem in hidden_characters(text, "")), "")  # one that is written with a \
