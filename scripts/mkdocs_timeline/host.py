"""Which page is being made, and where its site lies: the only place that knows the hosts' inner names."""

from dataclasses import dataclass
from pathlib import Path

from markdown import Markdown


@dataclass(frozen=True, slots=True)
class Place:
    """The page (path inside the docs folder, empty if unknown), its text with front matter, and the folders."""

    page: str
    text: str | None
    docs: Path
    root: Path


def find_place(md: Markdown) -> Place:
    """Ask the host: MkDocs (1.6) or Zensical (0.0.73); plain Python-Markdown means the current folder."""
    if "relpath" in md.treeprocessors:  # MkDocs registers its link rewriter under this name before converting
        relpath = md.treeprocessors["relpath"]
        config = relpath.config
        root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        return Place(relpath.file.src_uri, relpath.file.content_string, Path(config.docs_dir), root)
    for processor in md.preprocessors:
        page, config = getattr(processor, "page", None), getattr(processor, "config", None)
        if page is not None and isinstance(config, dict) and "docs_dir" in config:  # Zensical's context
            docs = Path(config["docs_dir"])
            return Place(page.path, None, docs, Path.cwd() if docs.is_absolute() is False else docs.parent)
    return Place("", None, Path.cwd(), Path.cwd())
