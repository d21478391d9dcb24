"""Rows of cells -> sheets: one question a row, or a table of layers against figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.questions.askable import Figure, known
from archcalc.homework.questions.blank_cells import is_blank
from archcalc.homework.questions.networks import WHOLE, plain_name
from archcalc.homework.sheets import Entry, Sheet

MOST_ROWS = 20_000
MOST_COLUMNS = 200

_ROLES = {
    "question": frozenset({"question", "questions", "key", "item", "q", "id"}),
    "answer": frozenset({"answer", "answers", "given", "your_answer", "response", "value"}),
    "unit": frozenset({"unit", "units"}),
    "student": frozenset({"student", "student_name", "student_id"}),
    "layer": frozenset({"layer", "layers", "name", "layer_name"}),
    "network": frozenset({"network", "architecture", "model"}),
}
_NAMED = re.compile(r"#?\s*(?:network|architecture|model)\s*[:=]\s*([^,;|]+)", re.IGNORECASE)
_STUDENT_NAMED = re.compile(r"#?\s*(?:student|name)\s*[:=]\s*([^,;|]+)", re.IGNORECASE)
_KEY = re.compile(r"[^\s.]+(?:\([^()]*\))?\.[^\s]+")


class Header(NamedTuple):
    """Columns by role; a sheet of bare questions has no header of its own.

    `figures` are the columns of answers in a table of layers, and `about` the network that heads its first column.
    """

    places: Mapping[str, int]
    figures: tuple[tuple[int, Figure], ...] = ()
    about: str = ""
    headless: bool = False

    def cell(self, cells: list[str], role: str) -> str:
        """The cell of a row in the column of a role, or nothing where there is no such column."""
        place = self.places.get(role)
        return cells[place].strip() if place is not None and place < len(cells) else ""


def tabular(rows: Iterable[list[str]]) -> Iterator[Sheet]:
    """The sheets in rows of cells: one for each student that is named, else one."""
    remaining = iter(rows)
    network = student = ""
    found: dict[str, list[Entry]] = {}
    for cells in remaining:
        header = _header(cells)
        if header is not None:
            network = network or header.about.partition("#")[0].strip()
            read = _layer if header.figures else _question
            for line in _rows(header, cells, remaining):
                found.setdefault(header.cell(line, "student"), []).extend(read(header, line))
            break
        network, student = _named(_NAMED, cells) or network, _named(_STUDENT_NAMED, cells) or student
    for name, entries in found.items():
        yield Sheet(name or student, network, tuple(entries))


def _rows(header: Header, first: list[str], remaining: Iterator[list[str]]) -> Iterator[list[str]]:
    """The rows under a header that say something; one may stand there again, on another page.

    A student above several rows, in a merged cell, is that of all of them; so is a network of layers. A question may
    name its own.
    """
    merged = ("network", "student") if header.figures else ("student",)
    above = {header.places[role]: "" for role in merged if role in header.places}
    for cells in chain([first] if header.headless else [], remaining):
        if not any(map(str.strip, cells)) or (cells == first and not header.headless):
            continue
        for place in above.keys() & range(len(cells)):
            above[place] = cells[place] = cells[place] if cells[place].strip() else above[place]
        yield cells


def _named(pattern: re.Pattern[str], cells: list[str]) -> str:
    """The name on a line before the table: `network: vgg16`, in one cell or two."""
    match = pattern.fullmatch(":".join(filter(None, (cell.strip().rstrip(":") for cell in cells[:2]))))
    return match[1].strip() if match else ""


def _header(cells: list[str]) -> Header | None:
    """The columns that a row heads, if it is a header; a first row that is a question has none above it."""
    names = [plain_name(cell) for cell in cells[:MOST_COLUMNS]]
    places = {role: next(i for i, name in enumerate(names) if name in words)
              for role, words in _ROLES.items() if not words.isdisjoint(names)}
    if {"question", "answer"} <= places.keys():
        return Header(places)
    if len(cells) >= 2 and _KEY.fullmatch(cells[0].strip()):
        return Header({"question": 0, "answer": 1}, headless=True)
    return _of_layers(cells, places)


def _of_layers(cells: list[str], places: dict[str, int]) -> Header | None:
    """The header of a table of layers. Where columns end in a question mark, only these are asked."""
    figures = [(i, figure) for i, cell in enumerate(cells[:MOST_COLUMNS]) if (figure := known(cell)) is not None]
    asked = [(i, figure) for i, figure in figures if cells[i].strip().endswith("?")]
    columns = tuple((i, figure) for i, figure in asked or figures if i != places.get("layer"))
    if not columns or ("layer" not in places and columns[0][0] == 0):
        return None
    about = "" if "layer" in places else cells[0].strip()
    return Header({"layer": 0, **places}, columns, about)


def _question(header: Header, cells: list[str]) -> Iterator[Entry]:
    """One row of questions; an answer with commas that nobody has quoted goes on to the end of the row."""
    key, network, unit = (header.cell(cells, role) for role in ("question", "network", "unit"))
    given = header.cell(cells, "answer")
    if header.places["answer"] == max(header.places.values()):
        given = ",".join(cells[header.places["answer"]:]).strip().rstrip(",")
    if key:
        asked = f"{network}.{key}" if network else key
        yield Entry(asked, f"{given} {unit}" if given and unit and not given.endswith(unit) else given)


def _told(layer: str, figure: Figure, given: str) -> bool:
    """True where nothing is asked: the input's volume is told, and a row of sums has no volume."""
    if figure.look not in {"volume", "field"}:
        return False
    return plain_name(layer) == "input" or (plain_name(layer) in WHOLE and given in {"", "-"})


def _layer(header: Header, cells: list[str]) -> Iterator[Entry]:
    """One row of a table of layers: an answer for each figure asked."""
    layer, network = header.cell(cells, "layer"), header.cell(cells, "network")
    _, numbered, seed = header.about.partition("#")
    for place, figure in header.figures if layer else ():
        given = cells[place].strip() if place < len(cells) else ""
        if (not numbered or is_blank(seed, layer, figure.name)) and not _told(layer, figure, given):
            yield Entry(f"{network}.{layer}.{figure.name}" if network else f"{layer}.{figure.name}", given)
