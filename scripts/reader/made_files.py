"""Files of the site that are made from data, beside the pages: path in the site to text. Pure."""

from .cite_files import cite_files
from .downloads import DOWNLOADS
from .figure_table import to_csv
from .figures import FOLDER
from .places import Place
from .places_file import FILE, places_script
from .project import Project
from .state import State


def made_files(state: State, places: tuple[Place, ...], project: Project) -> dict[str, str]:
    """Return the data of every figure, the bibliography, the list of places and the files that cite one place."""
    files = {f"{FOLDER}/{figure.id}.csv": to_csv(figure) for figure in state.figures.values()}
    files |= {name: write(state.sources.values()) for name, (_, write) in DOWNLOADS.items()}
    files[FILE] = places_script(places, project)
    files |= cite_files(places, project)
    return files
