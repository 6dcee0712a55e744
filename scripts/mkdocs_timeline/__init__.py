"""A timeline for static sites, made from a small YAML file. What is listed here is public; the rest may change."""

from .block import TimelineExtension, makeExtension
from .elements import inline, plain
from .errors import Location, Problem, TimelineError
from .host import Place, find_place
from .json_schema import schema_text
from .kinds import Collector
from .links import wrong_address
from .load import display_name, read_file, read_text
from .model import Event, Period, Position, Timeline
from .options import find_blocks, read_options
from .schema import Field
from .sections import Section, find_sections, prose_lines
from .settings import settings
from .site import Site, load_site, read_sections, section_titles
from .source import Map, Node, Seq, Text, hidden_characters
from .spreadsheet import guarded
from .suggest import did_you_mean, shorten
from .when import When, parse
from .words import Words, show_text

__all__ = [
    "Collector",
    "Event",
    "Field",
    "Location",
    "Map",
    "Node",
    "Period",
    "Place",
    "Position",
    "Problem",
    "Section",
    "Seq",
    "Site",
    "Text",
    "Timeline",
    "TimelineError",
    "TimelineExtension",
    "When",
    "Words",
    "did_you_mean",
    "display_name",
    "find_blocks",
    "find_place",
    "find_sections",
    "guarded",
    "hidden_characters",
    "inline",
    "load_site",
    "makeExtension",
    "parse",
    "plain",
    "prose_lines",
    "read_file",
    "read_options",
    "read_sections",
    "read_text",
    "schema_text",
    "section_titles",
    "settings",
    "shorten",
    "show_text",
    "wrong_address",
]
