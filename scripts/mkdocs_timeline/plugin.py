"""The MkDocs plugin `timeline`: adds the Markdown extension, its style and script, and clean errors. Content is made in block.py."""

from importlib.resources import files as resources
from pathlib import Path

from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files

from .errors import TimelineError
from .settings import OPTIONS, Settings, settings
from .site import load_site

NAME = "mkdocs_timeline"
ASSETS = ("timeline.css", "timeline.js")


class TimelinePlugin(BasePlugin):
    """Hooks: on_startup (build or serve?), on_config (extension, style, script, data), on_files (style, script)."""

    # The options of the extension; given here, they count where `markdown_extensions` does not list it.
    config_scheme = tuple((name, c.Optional(c.Type(object))) for name in OPTIONS)
    serving = False

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember whether pages are served while they are written."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add the extension and check the data once, so that a build stops with problems and no traceback."""
        given = config.mdx_configs.setdefault(NAME, {})
        for name, value in self.config.items():
            if value is not None:
                given.setdefault(name, value)
        if NAME not in config.markdown_extensions:
            config.markdown_extensions.append(NAME)
        if self.serving:
            given["on_error"] = "show"
        try:
            chosen = settings(given, Path(config.docs_dir), _root(config))
            if chosen.on_error == "raise":
                load_site(chosen)
        except TimelineError as error:
            raise PluginError(f"timeline: {len(error.problems)} to put right\n{error}") from None
        config.extra_css[:0] = [f"assets/{name}" for name in ASSETS if name.endswith(".css")]
        script = c.ExtraScriptValue("assets/timeline.js")
        script.defer = True
        config.extra_javascript.append(script)
        self.settings: Settings = chosen
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add style and script as files of the site."""
        for name in ASSETS:
            content = resources(__package__).joinpath("assets", name).read_text("utf-8")
            files.append(File.generated(config, f"assets/{name}", content=content))
        return files


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
