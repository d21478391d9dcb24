"""What can be measured in the drawings of every bundled network, from the pictures themselves; and Graphviz beside them.

    python tests/benchmarks/pictures.py                  # every bundled network
    python tests/benchmarks/pictures.py --record         # keep the figures in pictures.json
    python tests/benchmarks/pictures.py unet googlenet   # the named ones
    python tests/benchmarks/pictures.py --sheet a4 --record    # the pages of one sheet alone, kept beside the other figures
    python tests/benchmarks/pictures.py --elsewhere      # tall, volumes, and every sheet in both styles

No text may leave its box or the sheet, no two boxes overlap, and no link run behind a box: in the drawing as it is, tall,
as volumes, and on the pages of every sheet, where no letters may be smaller than the sheet's own: 10 pt on a slide.
Crossings and the length of links are compared with
those that `dot` (Graphviz) gives for the same blocks in the same frames; all crossings together may be 1.2 times as many.
The length has no such bound. Ours is 1.76 times that of `dot`, which draws one column, however high: a drawing for a slide
stands in several, and a link from the foot of one to the head of the next is as long as the sheet is high, as are the skips
of a U and the outputs of a pyramid at its side.
"""

import argparse
import json
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from picture_geometry import crossings, faults, length, polylines, smallest

import archcalc
from archcalc.rendering import drawings
from archcalc.rendering.drawings import paging, rewrites, sheets
from archcalc.rendering.drawings.diagram import diagram
from archcalc.rendering.drawings.outputs import dot
from archcalc.rendering.drawings.volume_view import USUAL
from archcalc.rendering.drawings.volumes import volume_pages
from archcalc.reports.collection_index import entries

LEAST, MOST_CROSSINGS, PIXELS = 10, 1.2, 96
"""Points on a slide; times those of `dot`; an inch of `dot`."""


def by_dot(text: str) -> list[list[tuple[float, float]]]:
    """The links as Graphviz draws them, in pixels, with letters as large as ours."""
    laid = subprocess.run(["dot", "-Tplain", "-Nfontsize=8.5", "-Gfontsize=8.5", "-Nmargin=0.1,0.05"], input=text, text=True,
                          capture_output=True, check=True, timeout=120)
    lines = []
    for words in (line.split() for line in laid.stdout.splitlines() if line.startswith("edge ")):
        values = [float(word) * PIXELS for word in words[4:4 + 2 * int(words[3])]]
        points = list(zip(values[::2], values[1::2], strict=True))
        lines.append([points[0], *(point for start in range(0, len(points) - 1, 3) for point in bent(points[start:start + 4]))])
    return lines


def bent(controls):
    """Points on one curve of Bezier."""
    for i in range(1, 9):
        t = i / 8
        weights = ((1 - t)**3, 3 * (1 - t)**2 * t, 3 * (1 - t) * t**2, t**3)
        yield tuple(sum(weight * point[axis] for weight, point in zip(weights, controls, strict=True)) for axis in (0, 1))


def measured(name: str) -> tuple[str, dict[str, object]]:
    graph = archcalc.build(name)
    picture = drawings.draw(graph)
    pages = paging.paged(graph, sheets.SHEETS["16:9"]).pictures
    ours, made = polylines(picture), rewrites.rewritten(diagram(graph))
    row: dict[str, object] = {
        "faults": len(list(faults(picture))), "crossings": crossings(ours), "length": round(length(ours)),
        "pages": len(pages), "faults_on_pages": sum(len(list(faults(page))) for page in pages),
        "smallest_pt": round(min(map(smallest, pages)), 2)}
    try:
        theirs = by_dot(dot.written(made))
        row |= {"dot_crossings": crossings(theirs), "dot_length": round(length(theirs))}
    except (subprocess.SubprocessError, FileNotFoundError) as error:
        row["dot"] = type(error).__name__
    return name, row


def measured_on(name: str, sheet: str) -> tuple[str, dict[str, object]]:
    """The pages of one sheet: `shape` is False where the network's own shape had to be given up, which a note tells."""
    made = paging.paged(archcalc.build(name), sheets.SHEETS[sheet])
    return name, {sheet: {"pages": len(made.pictures), "smallest_pt": round(min(map(smallest, made.pictures)), 2),
                          "faults": sum(len(list(faults(page))) for page in made.pictures),
                          "shape": not any("the shape of its own" in note for note in made.notes),
                          "told": any("too large" in note and "shape" not in note for note in made.notes)}}


def recorded(rows: dict[str, dict[str, object]]) -> None:
    """The figures in pictures.json, those of before that were not measured now kept."""
    file = Path(__file__).with_suffix(".json")
    known = json.loads(file.read_text("utf-8"))
    all_rows = known | {name: known.get(name, {}) | row for name, row in rows.items()}
    lines = ",\n".join(f' "{name}": {json.dumps(row)}' for name, row in all_rows.items())
    file.write_text(f"{{\n{lines}\n}}\n", "utf-8")


def measured_elsewhere(name: str) -> tuple[str, dict[str, object]]:
    """The same without `dot`, of all other pictures: tall, volumes, and every sheet in both styles."""
    graph = archcalc.build(name)
    others = [drawings.draw(graph, tall=True), drawings.draw(graph, "volumes")]
    least = 1.0
    for sheet in sheets.SHEETS.values():
        pages = (*paging.paged(graph, sheet).pictures, *volume_pages.paged(graph, sheet, USUAL, None, None).pictures)
        least = min(least, *(smallest(page) / sheet.least for page in pages))
        others += pages
    return name, {"pictures": len(others), "faults": sum(len(list(faults(other))) for other in others),
                  "letters": round(least, 3)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--record", action="store_true", help="keep the figures in pictures.json")
    parser.add_argument("--elsewhere", action="store_true", help="all other styles and sheets, which takes long")
    parser.add_argument("--sheet", choices=[*sheets.SHEETS], help="the pages of this sheet alone")
    arguments = parser.parse_args()
    names = arguments.names or [each["name"] for each in entries()]
    if arguments.elsewhere:
        with ProcessPoolExecutor(arguments.jobs) as pool:
            for name, row in pool.map(measured_elsewhere, names):
                print(f"{name:28}{row}", flush=True)
        return
    if arguments.sheet:
        with ProcessPoolExecutor(arguments.jobs) as pool:
            rows = dict(pool.map(measured_on, names, [arguments.sheet] * len(names)))
        pages = [row[arguments.sheet] for row in rows.values()]
        print(f"{sum(page['pages'] for page in pages)} pages, {sum(page['faults'] for page in pages)} faults, "
              f"letters of {min(page['smallest_pt'] for page in pages)} pt and more; without the shape of their own: "
              f"{', '.join(name for name, row in rows.items() if not row[arguments.sheet]['shape']) or 'none'}")
        if arguments.record:
            recorded(rows)
        return
    with ProcessPoolExecutor(arguments.jobs) as pool:
        rows = dict(pool.map(measured, names))
    for name, row in rows.items():
        if row["faults"] or row["faults_on_pages"] or row["smallest_pt"] < LEAST - 0.01 or arguments.names or "dot" in row:
            print(f"{name:28}{row}")
    both = [row for row in rows.values() if "dot_crossings" in row]
    ours, theirs = (sum(row[key] for row in both) for key in ("crossings", "dot_crossings"))
    lengths = [sum(row[key] for row in both) for key in ("length", "dot_length")]
    print(f"{len(rows)} networks, {sum(row['pages'] for row in rows.values())} pages; faults: "
          f"{sum(row['faults'] for row in rows.values())} and {sum(row['faults_on_pages'] for row in rows.values())} on pages; "
          f"smallest letters {min(row['smallest_pt'] for row in rows.values())} pt; of "
          f"{len(both)} in dot: crossings {ours} "
          f"against {theirs}, length {lengths[0]} against {lengths[1]} px")
    if arguments.record:
        recorded(rows)


if __name__ == "__main__":
    main()
