"""The options of the timeline extension, as mkdocs.yml gives them: read once for the pre-scan and the checks."""

from pathlib import Path

from mkdocs.utils.yaml import yaml_load


def timeline_options(root: Path) -> dict[str, object]:
    """Return the options under `markdown_extensions: - mkdocs_timeline:`."""
    with (root / "mkdocs.yml").open(encoding="utf-8") as file:
        extensions = yaml_load(file)["markdown_extensions"]
    for entry in extensions:
        if isinstance(entry, dict) and "mkdocs_timeline" in entry:
            return dict(entry["mkdocs_timeline"])
    return {}
