"""How the site is served, as settings for nginx (https://nginx.org/en/docs/). Pure.

Headers are set once, for the whole server, from maps: another `add_header` further in would undo all of them.
"""

import re

from .hosting import (
    ASK_FIRST,
    FOR_EVER,
    FRAMED,
    HASHED,
    HEADERS,
    HIDDEN,
    LATER,
    NOT_FOUND,
    PAGE,
    PLAIN,
    SMALLER,
    SOON,
    TYPES,
    UTF8,
    WHY_LATER,
    Hosting,
    framing,
)

FOLDER = "/var/www/nato-russia-reader"
_TEMPLATE = """\
# {title}: settings for nginx, made by the build.
# Copy this file to /etc/nginx/conf.d/ and the folder website to {folder}, and change the lines marked <-.

map $uri $reader_framing {{
    default "{alone}";
    "~^{start}{framed}" "{free}";
}}
map $uri $reader_frame_options {{
    default DENY;
    "~^{start}{framed}" "";
}}
map $uri $reader_caching {{
    default "{soon}";
    "~{page}" "{ask_first}";
    "~{hashed}" "{for_ever}";
}}

server {{
    listen 80;                # <- with HTTPS: listen 443 ssl; and the certificate
    server_name example.org;  # <-

    location {base} {{
        alias {folder}/;  # <-
        index index.html;
    }}
{bare}\
    # What only servers read is nobody's page; neither is a folder.
    location ~ {hidden} {{ return 404; }}
    error_page 403 =404 {base}{not_found};
    error_page 404 {base}{not_found};
    absolute_redirect off;
    server_tokens off;

{headers}
    # {why[0]}
    # {why[1]}
    # add_header {later[0]} "{later[1]}" always;

    types {{
{types}
    }}
    default_type {plain};
    charset utf-8;
    charset_types {utf8};

    gzip on;
    gzip_vary on;
    gzip_min_length 1000;
    gzip_types {smaller};
}}
"""


def to_nginx(hosting: Hosting) -> str:
    """Return one server with its maps, for the folder that nginx reads inside `http`."""
    base = hosting.base
    values = {
        **HEADERS,
        "Content-Security-Policy": f"{hosting.policy}; $reader_framing",
        "X-Frame-Options": "$reader_frame_options",
        "Cache-Control": "$reader_caching",
    }
    to_folder = f"    location = {base[:-1]} {{ return 301 {base}; }}\n" if base != "/" else ""
    return _TEMPLATE.format(
        title=hosting.title,
        folder=FOLDER,
        alone=framing(False),
        free=framing(True),
        start=re.escape(base),
        framed=FRAMED,
        soon=SOON,
        page=PAGE,
        ask_first=ASK_FIRST,
        hashed=HASHED,
        for_ever=FOR_EVER,
        base=base,
        bare=to_folder,
        hidden=HIDDEN,
        not_found=NOT_FOUND,
        headers="\n".join(f'    add_header {name} "{value}" always;' for name, value in values.items()),
        why=WHY_LATER,
        later=LATER,
        types="\n".join(f"        {type} {ending};" for ending, type in TYPES.items()),
        plain=PLAIN,
        utf8=_types(UTF8),
        smaller=_types(SMALLER),
    )


def _types(endings: tuple[str, ...]) -> str:
    """Name the types of some endings; that of pages is among them anyhow, and nginx warns if it is named."""
    return " ".join(TYPES[ending] for ending in endings if ending != "html")
