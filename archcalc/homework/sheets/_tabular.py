"""Rows of cells -> sheets: one question a row, or a table of layers against figures."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain

from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.languages.spoken import said
from archcalc.homework.questions.askable import Figure
from archcalc.homework.questions.blank_cells import is_blank
from archcalc.homework.questions.networks import WHOLE, plain_name
from archcalc.homework.sheets import Entry, Sheet
from archcalc.homework.sheets._headings import ROLES, Heading, heading, role
from archcalc.homework.sheets._layer_places import places
from archcalc.homework.sheets._leftover import Leftover
from archcalc.homework.sheets._responses import responses

MOST_ROWS = 20_000
_TOO_MANY = said("its row has more cells than the table has columns: quote a number with commas")
MOST_COLUMNS = 200

_NAMED = re.compile(r"#?\s*(?:network|architecture|model)\s*[:=]\s*([^,;|]+)", re.IGNORECASE)
_STUDENT_NAMED = re.compile(r"#?\s*(?:student|name)\s*[:=]\s*([^;|]+)", re.IGNORECASE)
_CLASS = re.compile(r"(?<=\S)\s*\([A-Z]\w*\)$")
"""The class that Keras writes behind a layer's name: conv1_1 (Conv2D)."""
_KEY = re.compile(r"[^\s.]+(?:\([^()]*\))?\.[^\s]+")


class Header(NamedTuple):
    """Columns by role; a sheet of bare questions has no header of its own.

    `figures` are the columns of answers in a table of layers, and `about` the network that heads its first column.
    """

    places: Mapping[str, int]
    figures: tuple[tuple[int, Heading], ...] = ()
    about: str = ""
    headless: bool = False
    others: tuple[tuple[int, str], ...] = ()
    """Columns that are neither, with their headings."""
    width: int = 0
    """How many columns there are, with a heading or without."""

    def cell(self, cells: list[str], role: str) -> str:
        """The cell of a row in the column of a role, or nothing where there is no such column."""
        place = self.places.get(role)
        return cells[place].strip() if place is not None and place < len(cells) else ""


def tabular(rows: Iterable[list[str]], *, whole: bool = False) -> Iterator[Sheet]:
    """The sheets in rows of cells: one for each student that is named, else one; `whole` where no layer is left out."""
    remaining, left = iter(rows), Leftover()
    network = student = ""
    found: dict[str, list[Entry]] = {}
    header: Header | None = None
    for cells in remaining:
        if any(map(str.strip, cells[MOST_COLUMNS:])):
            raise ArchcalcError.of("too-large", f"a table of more than {MOST_COLUMNS} columns", hint="split the file")
        forms = responses(cells)
        if forms is not None:
            yield from forms.sheets(remaining, network)
            return
        header = _header(cells)
        if header is not None:
            network = network or header.about.partition("#")[0].strip()
            read = _layer if header.figures else _question
            if header.figures and not cells[header.places["layer"]].strip():
                left.untitled(header.places["layer"])
            for line in _rows(header, cells, remaining):
                found.setdefault(header.cell(line, "student"), []).extend(read(header, line, left))
            break
        named = _named(_NAMED, cells), _named(_STUDENT_NAMED, cells)
        network, student = named[0] or network, named[1] or student
        if not any(named):
            left.line(cells)
    for name, entries in found.items():
        placed = _placed(entries, whole=whole) if header and header.figures else tuple(entries)
        yield Sheet(name or student, network, placed, left.found())


def _placed(entries: list[Entry], *, whole: bool) -> tuple[Entry, ...]:
    """Entries with the places of layers whose names a program gives by itself.

    Of a whole model that is not a session's first, names are those of another place: only the place counts.
    """
    layers = [entry.question.rpartition(".")[0] for entry in entries]
    found = places(layers, whole=whole)
    if not found:
        return tuple(entries)
    late = {base for base in found if whole and found[base].endswith(" (1)") and base != found[base][:-4]}
    bases = {found[base][:-4] for base in late}
    made = []
    for entry, layer in zip(entries, layers, strict=True):
        place = found.get(layer)
        key = f"{place}.{entry.question.rpartition('.')[2]}" if place else ""
        again = place is not None and place.rpartition(" (")[0] in bases
        made.append(entry._replace(question=key) if again else entry._replace(otherwise=key))
    return tuple(made)


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
    roles = [role(cell) for cell in cells[:MOST_COLUMNS]]
    places = {word: roles.index(word) for word in ROLES if word in roles}
    if {"question", "answer"} <= places.keys():
        return Header(places, others=_others(cells, places.values()))
    if len(cells) >= 2 and _KEY.fullmatch(cells[0].strip()):
        return Header({"question": 0, "answer": 1}, headless=True)
    return _of_layers(cells, places)


def _of_layers(cells: list[str], places: dict[str, int]) -> Header | None:
    """The header of a table of layers. Where columns end in a question mark, only these are asked."""
    figures = [(i, figure) for i, cell in enumerate(cells[:MOST_COLUMNS]) if (figure := heading(cell)) is not None]
    asked = [(i, figure) for i, figure in figures if cells[i].strip().endswith("?")]
    columns = tuple((i, figure) for i, figure in asked or figures if i != places.get("layer"))
    if not columns or ("layer" not in places and columns[0][0] == 0):
        return None
    about = "" if "layer" in places else cells[0].strip()
    places = {"layer": 0, **places}
    return Header(places, columns, about, others=_others(cells, [*places.values(), *(i for i, _ in columns)]),
                  width=len(cells))


def _others(cells: list[str], used: Collection[int]) -> tuple[tuple[int, str], ...]:
    """The columns that are not used, with their headings."""
    return tuple((i, cell.strip()) for i, cell in enumerate(cells) if i not in used)


def _question(header: Header, cells: list[str], left: Leftover) -> Iterator[Entry]:
    """One row of questions; an answer with commas that nobody has quoted goes on to the end of the row."""
    key, network, unit = (header.cell(cells, role) for role in ("question", "network", "unit"))
    given, last = header.cell(cells, "answer"), header.places["answer"]
    if last == max(*header.places.values(), *(place for place, _ in header.others)):
        given = ",".join(cells[last:]).strip().rstrip(",")
    left.columns(header, cells)
    if key:
        asked = f"{network}.{key}" if network else key
        yield Entry(asked, f"{given} {unit}" if given and unit and not given.endswith(unit) else given)
    elif given:
        left.row(cells, said("it names no question"))


def _told(layer: str, figure: Figure, given: str) -> bool:
    """True where nothing is asked: the input's volume is told, and a row of sums has no volume."""
    if figure.look not in {"volume", "field"}:
        return False
    return plain_name(layer) == "input" or (plain_name(layer) in WHOLE and given in {"", "-"})


def _layer(header: Header, cells: list[str], left: Leftover) -> Iterator[Entry]:
    """One row of a table of layers: an answer for each figure asked; a cell without a unit has its heading's."""
    layer, network = _CLASS.sub("", header.cell(cells, "layer")), header.cell(cells, "network")
    _, numbered, seed = header.about.partition("#")
    left.columns(header, cells)
    if not layer:
        left.row(cells, said("it names no layer"))
        return
    complaint = _TOO_MANY if any(map(str.strip, cells[header.width:])) else ""
    for place, (figure, unit) in header.figures:
        given = cells[place].strip() if place < len(cells) else ""
        if numbered and not is_blank(seed, layer, figure.name):
            left.printed += bool(given)
        elif not _told(layer, figure, given):
            in_unit = f"{given} {unit}" if unit and given and not any(map(str.isalpha, given)) else given
            yield Entry(f"{network}.{layer}.{figure.name}" if network else f"{layer}.{figure.name}", in_unit,
                        complaint if given else "")
