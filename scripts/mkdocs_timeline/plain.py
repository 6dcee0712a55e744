"""Inline Markdown to plain text, for exports that know no markup."""

import re

_KEEP = re.compile(r"(?P<marks>`+)(?P<code>.+?)(?P=marks)|\\(?P<escaped>[\\`*_{}\[\]()#+\-.!])")
_LINK = re.compile(r"!?\[([^\]]*)\]\(([^()\s]*)(?:\s+\"[^\"]*\")?\)")
_STARS = re.compile(r"(\*{1,2})(?=[^\s*])(.+?)(?<=[^\s*])\1")
_UNDERSCORES = re.compile(r"(?<!\w)(_{1,2})(?=[^\s_])(.+?)(?<=[^\s_])\1(?!\w)")
_PLACE = re.compile("\x02(\\d+)\x03")  # characters that no text holds: see HIDDEN in source.py


def plain(markdown: str) -> str:
    """Drop links (keeping their words), emphasis, code marks and escapes."""
    kept: list[str] = []

    def keep(match: re.Match) -> str:
        kept.append(match["code"] or match["escaped"])
        return f"\x02{len(kept) - 1}\x03"

    text = _LINK.sub(r"\1", _KEEP.sub(keep, markdown))
    for _ in range(2):  # emphasis within emphasis
        text = _UNDERSCORES.sub(r"\2", _STARS.sub(r"\2", text))
    return _PLACE.sub(lambda match: kept[int(match[1])], text)
