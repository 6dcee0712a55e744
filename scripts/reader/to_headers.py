"""How the site is served, as a `_headers` file for Netlify, Cloudflare Pages and hosts like them. Pure.

Where several rules fit an address, some of these hosts take the last value of a header and others join all
values. So no header is named twice for one address: each page at the top and each folder has its own policy.
What no rule names (types, compression, asking anew for pages) these hosts do by themselves.
https://docs.netlify.com/manage/routing/headers/, https://developers.cloudflare.com/pages/configuration/headers/
"""

from .hosting import FOR_EVER, HEADERS, LATER, OWN, WHY_LATER, Hosting, caching, headers

FILE = "_headers"
MOST = 100  # rules that such a host reads, and how long a line may be
LONGEST = 2000
_OF_PAGES = ("Content-Security-Policy", "X-Frame-Options")
_HEAD = """\
# {title}: headers for Netlify, Cloudflare Pages and hosts like them, made by the build.
# An address that does not exist gets the first rule only.
#
# {why[0]}
# {why[1]}
# If so, add to the first rule:  {later[0]}: {later[1]}
"""


def to_headers(hosting: Hosting) -> str:
    """Return the rules: an address, then its headers, each on an indented line."""
    parts = [_HEAD.format(title=hosting.title, why=WHY_LATER, later=LATER)]
    for address, values in _rules(hosting).items():
        lines = (f"  {name}: {value}" for name, value in values.items())
        parts.append("\n".join([f"{hosting.base}{address}", *lines, ""]))
    return "\n".join(parts)


def _rules(hosting: Hosting) -> dict[str, dict[str, str]]:
    """Address to headers; `*` at its end stands for anything."""
    rules = {"*": dict(HEADERS)}
    for path in hosting.files:
        for address in _addresses(path):
            rules.setdefault(
                address, {name: value for name, value in headers(path, hosting).items() if name in _OF_PAGES}
            )
    for path in hosting.files:
        if caching(path) == FOR_EVER:
            rules[path] = {"Cache-Control": FOR_EVER}
    return rules


def _addresses(path: str) -> tuple[str, ...]:
    """The addresses of a page: some hosts leave `.html` out. A folder has one rule for all that is in it."""
    folder, slash, _ = path.partition("/")
    if slash and path not in OWN:
        return (f"{folder}/*",)
    if not path.endswith(".html"):
        return ()
    return (path, path.removesuffix(".html"), *([""] if path == "index.html" else []))
