"""What the dialog at a place hands out: made here, once, and filled in by assets/take-dialog.js. Pure."""

from .cite import STYLES, TITLES, template
from .cite_files import FILES, KINDS
from .places import QUOTED, Place
from .project import Project

# Height in pixels of the frame in which a place is embedded: enough for most, and it scrolls.
HEIGHTS = {"chapter": 480, "section": 640, "figure": 640, "event": 320}
_FRAME = (
    '<iframe src="{{address}}" title="{{title}} – {book}" loading="lazy" width="100%" '
    'height="{{height}}"></iframe>'
)
# Rules of all three styles: the words quoted in double marks, the source after them.
QUOTATION = "“{words}”\n\n{citation}"


def take(project: Project) -> dict[str, object]:
    """Return the templates, with `{…}` for what the place fills in.

    `files`, `short` and `heights` say for which kinds of place there are files and pages of their own.
    """
    return {
        "styles": {name: template(style, project) for name, style in STYLES.items()},
        "titles": TITLES,
        "quotation": QUOTATION,
        "files": {kind: FILES for kind in KINDS},
        "short": {kind: Place("{id}", kind, "", "").short for kind in QUOTED},
        "frame": _FRAME.format(book=project.title),
        "heights": HEIGHTS,
    }
