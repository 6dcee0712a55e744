"""What WeasyPrint 70 leaves out of a tagged PDF: running heads are no text of the book, and header cells head something.

PDF/UA-1 (ISO 14289-1) asks for both in 7.8 and 7.5; without them a screen reader may read the head of a page amid a sentence.
"""

from collections.abc import Iterator

_PRINTED = 4  # the flag of an annotation that is there on paper as on the screen


def finish_tags(_document: object, pdf: object) -> None:
    """Complete the tags of a PDF just before it is written; a `finisher` of WeasyPrint."""
    objects = {thing.reference: thing for thing in pdf.objects}
    root = objects[pdf.catalog["StructTreeRoot"]]
    document = objects[root["K"][0]]
    top = set(document["K"])
    strays: dict[bytes, set[int]] = {}
    for thing in pdf.objects:
        if not isinstance(thing, dict):
            continue
        if thing.get("Subtype") == "/Link":
            thing["F"] = _PRINTED
        if thing.get("Type") != "/StructElem":
            continue
        if thing["S"] == "/TH":
            _direct(thing, objects)
        elif thing["P"] == document.reference and thing.reference not in top:
            strays.setdefault(thing["Pg"], set()).update(_marks(thing, objects))
    numbers = objects[root["ParentTree"]]["Nums"]
    for reference, marks in strays.items():
        page = objects[reference]
        _make_artifacts(objects[page["Contents"]].stream, marks)
        elements = numbers[2 * page["StructParents"] + 1]  # pages come first, each with its number before it
        for mark in marks:
            elements[mark] = "null"


def _direct(cell: dict, objects: dict) -> None:
    row = objects[cell["P"]]
    cell["A"]["Scope"] = "/Column" if objects[row["P"]]["S"] == "/THead" else "/Row"


def _marks(element: dict, objects: dict) -> Iterator[int]:
    for kid in element["K"]:
        if isinstance(kid, int):
            yield kid
        elif objects[kid].get("Type") == "/StructElem":
            yield from _marks(objects[kid], objects)


def _make_artifacts(stream: list, marks: set[int]) -> None:
    for place, item in enumerate(stream):
        if isinstance(item, dict) and item.get("MCID") in marks:
            stream[place - 1] = "/Artifact"
            del item["MCID"]
            item["Type"] = "/Pagination"
