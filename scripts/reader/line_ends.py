"""The same bytes whatever editor saved a file: no mark at the beginning, plain line ends. Pure."""

import re

MARK = b"\xef\xbb\xbf"  # the byte-order mark


def plain_lines(data: bytes) -> bytes:
    """Drop the byte-order mark, and write every line end as one line feed."""
    return re.sub(rb"\r\n?", b"\n", data.removeprefix(MARK))
