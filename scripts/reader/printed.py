"""The line at the foot of every printed page: name, edition, and an address short enough to type. Pure.

The style shows it (`--foot: attr(data-foot)`) on each page where the browser can, else at the end.
"""

from html import escape

from .project import Project


def foot(address: str, project: Project) -> str:
    """Return the line for what is found at an address of the site."""
    return f"{project.name} · edition {project.edition} · {project.public(address) or address}"


def add_foot(page: str, address: str, project: Project) -> str:
    """Give a finished page its line, and leave the rest as it is."""
    end = escape(project.public(address) or address)
    page = page.replace("<html ", f'<html data-foot="{escape(foot(address, project))}" ', 1)
    return page.replace('<div class="md-copyright">', f'<div class="md-copyright" data-address="{end}">', 1)
