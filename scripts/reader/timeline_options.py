"""The options of the timeline extension, as mkdocs.yml gives them: read once for the pre-scan and the checks."""

from pathlib import Path

from .project import read_config


def timeline_options(root: Path) -> dict[str, object]:
    """Return the options under `markdown_extensions: - mkdocs_timeline:`."""
    for entry in read_config(root).get("markdown_extensions") or ():
        if isinstance(entry, dict) and "mkdocs_timeline" in entry:
            return dict(entry["mkdocs_timeline"] or {})
    return {}
