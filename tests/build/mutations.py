"""Seeded mistakes in text files: what fingers, editors and other programs do to them, and what ill will would."""

import random

TOKENS = (
    "<script>alert(1)</script>", "\"'", "&amp;&lt;", "///", "/// timeline", "//// positions", "[@", "[@treaty-1949", "]]", "](javascript:alert(1))",
    "[x](../../../etc/passwd)", "../..", "{ #pact }", "{ #", "#", "##", "---", "...", "- ", "? ", ": ", "| ", "> ", "!!python/object/apply:os.system [x]",
    "!!binary aGk=", "&a [*a, *a]", "*nothing", "<<: {}", "%YAML 9.9", "%", "@", "`", "```", "~~~", "\t", "\u202e", "\u2028", "\u0000", "\ufeff", "\r", "\r\n",
    "\u00a0", "é", "e\u0301", "\U0001f600", "\ud7ff", "0x10", "0o7", "1e999", ".inf", ".nan", "null", "~", "yes", "off", "2001-02-30", "9999-12-31", "-0001", "1949-13",
    "1949/..", "../1949", "../..", "1949?~%", "12:30:45", "A" * 5000, "[" * 300, "{" * 300, "(" * 300, "*" * 300, "> " * 100, "&a" * 50, "\\", "\\n", "${HOME}", "{{ config }}",
    "{% raw %}", "%s", "!ENV HOME", "data:text/html,x", "//evil.example/x", "http://[", "https://example.org/\u202e", "mailto:", "<!--", "-->", "<![CDATA[", "<a id=pact>", "<img src=x onerror=alert(1)>",
)  # fmt: skip


def mutate(text: str, seed: int) -> str:
    """Return the text with one to four mistakes; the same seed makes the same ones."""
    chance = random.Random(seed)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 4))):
        text = chance.choice(_WAYS)(text, chance)
    return text


def _insert(text: str, chance: random.Random) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + chance.choice(TOKENS) + text[at:]


def _insert_line(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    lines.insert(chance.randint(0, len(lines)), " " * chance.choice((0, 0, 2, 4, 6)) + chance.choice(TOKENS))
    return "\n".join(lines)


def _value(text: str, chance: random.Random) -> str:
    """Put something else after a colon."""
    lines = text.split("\n")
    places = [index for index, line in enumerate(lines) if ": " in line]
    if places:
        index = chance.choice(places)
        lines[index] = lines[index].partition(": ")[0] + ": " + chance.choice((*TOKENS, "", "[]", "{}", "[[]]", "{a: b}", "x"))
    return "\n".join(lines)


def _delete(text: str, chance: random.Random) -> str:
    start = chance.randint(0, len(text))
    return text[:start] + text[start + chance.choice((1, 1, 2, 10, 100)) :]


def _delete_line(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    del lines[chance.randrange(len(lines))]
    return "\n".join(lines)


def _double_line(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    index = chance.randrange(len(lines))
    lines.insert(chance.randint(0, len(lines)), lines[index])
    return "\n".join(lines)


def _swap_lines(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def _indent(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    index = chance.randrange(len(lines))
    lines[index] = lines[index].lstrip() if chance.random() < 0.5 else " " * chance.randint(1, 5) + lines[index]
    return "\n".join(lines)


def _cut(text: str, chance: random.Random) -> str:
    return text[: chance.randint(0, len(text))]


def _line_ends(text: str, chance: random.Random) -> str:
    return chance.choice(("\ufeff", "")) + text.replace("\n", chance.choice(("\r\n", "\r", "\n\n")))


def _letter(text: str, chance: random.Random) -> str:
    if not text:
        return text
    at = chance.randrange(len(text))
    return text[:at] + chr(chance.choice((chance.randint(0, 127), chance.randint(0x80, 0x2FFF), ord(text[at]) ^ 32))) + text[at + 1 :]


_WAYS = (_insert, _insert, _insert_line, _insert_line, _value, _value, _value, _delete, _delete_line, _double_line, _swap_lines, _indent, _cut, _line_ends, _letter)
