"""How the site is served, as .htaccess files for Apache 2.4 (https://httpd.apache.org/docs/2.4/). Pure."""

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

FILE = ".htaccess"
_TEMPLATE = """\
# {title}: settings for Apache, made by the build.
# The folder needs `AllowOverride All`, and the modules headers, deflate and filter.

DirectoryIndex index.html
Options -Indexes
ErrorDocument 403 {base}{not_found}
ErrorDocument 404 {base}{not_found}
RedirectMatch 404 {hidden}

{types}
AddCharset utf-8 {utf8}
<Files "SHA256SUMS">
    ForceType "{plain}; charset=utf-8"
</Files>

<IfModule mod_headers.c>
{headers}
    Header always set Cache-Control "{soon}"
    <FilesMatch "{page}">
        Header always set Cache-Control "{ask_first}"
    </FilesMatch>
    <FilesMatch "{hashed}">
        Header always set Cache-Control "{for_ever}"
    </FilesMatch>
    # {why[0]}
    # {why[1]}
    # Header always set {later[0]} "{later[1]}"
</IfModule>

# Apache changes the tag of a compressed file and then no longer knows it; the time of the file is enough.
FileETag None
<IfModule mod_deflate.c>
    <IfModule mod_filter.c>
        AddOutputFilterByType DEFLATE {smaller}
    </IfModule>
</IfModule>
"""
_SHORT = """\
# Other sites may show these pages in a frame.
<IfModule mod_headers.c>
{policy}
    Header always unset X-Frame-Options
</IfModule>
"""


def to_htaccess(hosting: Hosting) -> dict[str, str]:
    """Return the file for the whole folder, and the one for pages that may be framed, if there are any."""
    values = {
        **HEADERS,
        "Content-Security-Policy": f"{hosting.policy}; {framing(False)}",
        "X-Frame-Options": "DENY",
    }
    files = {
        FILE: _TEMPLATE.format(
            title=hosting.title,
            base=hosting.base,
            not_found=NOT_FOUND,
            hidden=HIDDEN,
            types="\n".join(f"AddType {type} .{ending}" for ending, type in TYPES.items()),
            utf8=" ".join(f".{ending}" for ending in UTF8),
            plain=PLAIN,
            headers="\n".join(_header(name, value) for name, value in values.items()),
            soon=SOON,
            page=PAGE,
            ask_first=ASK_FIRST,
            hashed=HASHED,
            for_ever=FOR_EVER,
            why=WHY_LATER,
            later=LATER,
            smaller=" ".join(TYPES[ending] for ending in SMALLER),
        )
    }
    if any(path.startswith(FRAMED) for path in hosting.files):
        policy = _header("Content-Security-Policy", f"{hosting.policy}; {framing(True)}")
        files[f"{FRAMED}{FILE}"] = _SHORT.format(policy=policy)
    return files


def _header(name: str, value: str) -> str:
    return f'    Header always set {name} "{value}"'
