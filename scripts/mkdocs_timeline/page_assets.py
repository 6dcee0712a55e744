"""The style and the script of a timeline, which the package carries in `assets/`."""

from importlib.resources import files

NAMES = ("timeline.css", "timeline.js")


def read_page_assets() -> dict[str, str]:
    """Return file name to text."""
    return {name: files(__package__).joinpath("assets", name).read_text("utf-8") for name in NAMES}
