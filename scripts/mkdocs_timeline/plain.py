"""Inline Markdown to plain text, for exports that know no markup."""

import re

_CODE = re.compile(r"(`+)(.+?)\1")
_LINK = re.compile(r"!?\[([^\]]*)\]\(([^()\s]*)(?:\s+\"[^\"]*\")?\)")
_STRONG = re.compile(r"(\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!])")


def plain(markdown: str) -> str:
    """Drop links (keeping their words), emphasis, code marks and escapes."""
    text = _CODE.sub(r"\2", markdown)
    text = _LINK.sub(r"\1", text)
    for _ in range(2):  # emphasis within emphasis
        text = _STRONG.sub(r"\2", text)
    return _ESCAPE.sub(r"\1", text)
