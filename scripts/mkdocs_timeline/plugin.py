"""The MkDocs plugin `timeline`: adds the extension, style, script and exports, and clean errors.

The content of pages is made in block.py.
"""

from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urljoin

from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files

from .errors import TimelineError
from .exports import EXPORTS, export, file_name
from .load import display_name
from .memory import without_garbage_collection
from .options import find_blocks, read_options
from .page_assets import NAMES, read_page_assets
from .settings import OPTIONS, Settings, settings
from .site import load_site

NAME = "mkdocs_timeline"


class TimelinePlugin(BasePlugin):
    """Hooks: on_startup (build or serve?), on_pre_build to on_build_error (garbage collector),
    on_config (extension, style, script, data), on_files (style, script, exports).
    """

    # The options of the extension; given here, they count where `markdown_extensions` does not list it.
    config_scheme = tuple((name, c.Optional(c.Type(object))) for name in OPTIONS)
    serving = False
    quiet = ExitStack()

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember whether pages are served while they are written."""
        self.serving = command == "serve"

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Switch the garbage collector off for the build: ten thousand events are a million objects that all stay."""
        self.quiet = ExitStack()
        self.quiet.enter_context(without_garbage_collection())

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Switch it on again."""
        self.quiet.close()

    def on_build_error(self, *, error: Exception) -> None:
        """Switch it on again."""
        self.quiet.close()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add the extension and check the data once, so that a build stops with problems and no traceback."""
        given = config.mdx_configs.setdefault(NAME, {})
        for name, value in self.config.items():
            if value is not None:
                given.setdefault(name, value)
        if NAME not in config.markdown_extensions:
            config.markdown_extensions.append(NAME)
            given.setdefault("exports", list(EXPORTS))
        if self.serving:
            given["on_error"] = "show"
        try:
            chosen = settings(given, Path(config.docs_dir), _root(config))
            if chosen.on_error == "raise":
                load_site(chosen)
        except TimelineError as error:
            raise PluginError(_all(error)) from None
        config.extra_css[:0] = [f"assets/{name}" for name in NAMES if name.endswith(".css")]
        script = c.ExtraScriptValue("assets/timeline.js")
        script.defer = True
        config.extra_javascript.append(script)
        self.settings: Settings = chosen
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Check every block before a page is made, and add style, script and exports as files of the site."""
        self._check_blocks(files, config)
        for name, content in read_page_assets().items():
            files.append(File.generated(config, f"assets/{name}", content=content))
        for name, content in self._exports(files, config).items():
            files.append(File.generated(config, name, content=content))
        return files

    def _check_blocks(self, files: Files, config: MkDocsConfig) -> None:
        problems = []
        for file in files.documentation_pages():
            name = display_name(Path(file.abs_src_path), _root(config)) if file.abs_src_path else file.src_uri
            for _, node, unreadable in find_blocks(name, file.content_string):
                problems += unreadable + read_options(node, {})[1]
        if problems and self.settings.on_error == "raise":
            raise PluginError(_all(TimelineError(problems)))

    def _exports(self, files: Files, config: MkDocsConfig) -> dict[str, str]:
        """File name to content; nothing while the data is broken or the timeline page is not there."""
        chosen = self.settings
        page = files.get_file_from_path(chosen.page)
        if page is None:
            return {}
        try:
            timeline = load_site(chosen).timeline
        except TimelineError:
            return {}
        url = urljoin(config.site_url or "", page.url)
        return {
            file_name(name, chosen.page): export(name, timeline, url, config.site_name, chosen.words)
            for name in chosen.exports
        }


def _all(error: TimelineError) -> str:
    count = len(error.problems)
    return f"timeline: {count} problem{'s' if count > 1 else ''} to put right\n{error}"


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
