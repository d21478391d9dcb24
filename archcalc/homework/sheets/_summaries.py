"""Summaries of models, pasted: Keras's model.summary() in boxes or in columns, torchinfo's, torchsummary's. Only read.

Sources: keras/src/utils/summary_utils.py, torchinfo/formatting.py, torchsummary/torchsummary.py.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from archcalc.base.errors import quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.languages.spoken import Told, said
from archcalc.homework.sheets import Left
from archcalc.homework.sheets._leftover import MOST_TOLD, outside
from archcalc.operators import called_here
from archcalc.operators.foreign_names import bare

MOST_LINES = 20_000
_LONGEST = 400
"""So many characters a line of a summary has."""
_HEADER = re.compile(r"\bLayer \(type\b.*\bOutput Shape\b.*\bParam #")
_RULE = re.compile(r"[\s\W_]*")
_GAP = re.compile(r"\s{2,}")
_TREE = re.compile(r"^[\s│├└─]+")
_BOXED = re.compile("^\\s*[┃│]")
_SEPARATOR = re.compile("[┃│]")
_KERAS = re.compile(r"([A-Za-z_][\w.-]*) \(([A-Z]\w*)\)?.*")
_TORCH = re.compile(r"([A-Z]\w*)(?: \(([^()]*)\))?(?:: [0-9]+-[0-9]+)?|([A-Z]\w*)-[0-9]+")
_TOTAL = re.compile(r"\s*Total params: ([0-9,]+)(?: \(.*\))?\s*")
_TOLD = re.compile(r"\s*[A-Z][\w /-]*(?: \([^)]*\))?:.*")
"""A line below: trainable parameters, sizes in MB."""
_KEYED = re.compile(r"\w\.\w+\s*[:=]")
"""A line that names a figure of a layer, as conv1.params: 5."""
_SIZES = re.compile(r"-?[0-9]+|None")
_OF_PROGRAM = frozenset({"Input Shape", "Kernel Shape", "Param %", "Trainable", "Connected to"})


class Summary(NamedTuple):
    """Rows for a table of layers, and what is on the sheet besides."""

    rows: list[list[str]]
    left: tuple[Left, ...]


def summary(text: str) -> Summary | None:
    """The summary in a text; None where there is none."""
    lines = [line.rstrip()[:_LONGEST] for line in text.splitlines()[:MOST_LINES]]
    start = next((i for i, line in enumerate(lines) if _HEADER.search(line)), None)
    if start is None:
        return None
    boxed = bool(_BOXED.match(lines[start]))
    heads = _boxes(lines[start]) if boxed else _GAP.split(lines[start].strip())
    if not {"Output Shape", "Param #"} <= {*heads[1:]}:
        return None
    below = lines[start + 1:]
    again = next((i for i, line in enumerate(below) if _HEADER.search(line)), len(below))
    cells = [*(_of_boxes(below[:again]) if boxed else _of_columns(below[:again], len(heads)))]
    reader = _Reader(heads)
    rows = [row for each in cells if (row := reader.row(each)) is not None]
    rows += [["total", "", match[1]] for line in below[:again] if (match := _TOTAL.fullmatch(line))]
    left = [*reader.left.values(), *_beside(lines[:start], below[:again], boxed=boxed)]
    if again < len(below):
        left.append(Left(said("the second summary"),
                         said("a sheet has one model: write the other into a sheet of its own")))
    more = [Left(said("{count} more lines", count=len(left) - MOST_TOLD),
                 said("they hold no answer"))] if len(left) > MOST_TOLD else []
    return Summary([["layer", "output", "params"], *rows], (*left[:MOST_TOLD], *more))


def _boxes(line: str) -> list[str]:
    return [cell.strip() for cell in _SEPARATOR.split(line.strip())[1:-1]]


def _of_boxes(lines: list[str]) -> Iterator[list[str]]:
    """Rows between lines of a box; a cell may go on below."""
    held: list[str] = []
    for line in lines:
        cells = _boxes(line) if _BOXED.match(line) else []
        if not any(cells):
            if held:
                yield held
            held = []
        elif len(cells) == len(held):
            held = [" ".join(filter(None, pair)) for pair in zip(held, cells, strict=True)]
        else:
            held = cells
    if held:
        yield held


def _of_columns(lines: list[str], count: int) -> Iterator[list[str]]:
    """Rows in columns that gaps part; a class may go on below."""
    held: list[str] = []
    for line in lines:
        if not line or _RULE.fullmatch(line):
            continue
        cells = _GAP.split(_TREE.sub("", line).strip())
        if _TOTAL.fullmatch(line) or (_TOLD.fullmatch(line) and len(cells) == 1):
            break
        if len(cells) == 1 and held:
            held[0] += cells[0] if cells[0].endswith(")") and held[0].count("(") > held[0].count(")") else ""
            continue
        if held:
            yield held
        held = [*cells, *[""] * (count - len(cells))]
    if held:
        yield held


class _Reader:
    """The rows of one summary, in order."""

    def __init__(self, heads: list[str]) -> None:
        self.heads = heads
        self.counts: Counter[str] = Counter()
        self.left: dict[str, Left] = {}
        self.output, self.params = heads.index("Output Shape"), heads.index("Param #")
        for i, head in enumerate(heads):
            if i and i not in {self.output, self.params}:
                told = head in _OF_PROGRAM
                self.left[head] = Left(said("the column {heading}", heading=quoted(head)),
                                       said("it is given, and not asked") if told else
                                       said("a program's count by rules of its own is not marked"), told=told)

    def row(self, cells: list[str]) -> list[str] | None:
        """A row as layer, output and parameters; None for one that holds other layers, or names none."""
        if len(cells) < len(self.heads):
            self.refused(cells[0], said("its columns cannot be told apart"))
            return None
        name = self.name(cells[0])
        if name is None:
            return None
        params = "0" if cells[self.params] in {"--", "-"} else cells[self.params]
        if not params[:1].isdecimal():
            self.refused(cells[0], said("its parameters are {params}", params=quoted(params)))
            return None
        return [name, _without_batch(cells[self.output]), params]

    def name(self, text: str) -> str | None:
        """A layer's own name, as Keras has it; of torchinfo's classes, the place among their like."""
        keras = _KERAS.fullmatch(text)
        if keras and not (keras[1][:1].isupper() and called_here(bare(keras[1]))):
            return "input" if keras[2].startswith("Input") else keras[1]
        torch = _TORCH.fullmatch(text)
        kind = called_here(bare(torch[1] or torch[3])) if torch else None
        if torch is None or kind is None:
            self.refused(text, said("it holds other layers, or is none that is known here"))
            return None
        self.counts[kind] += 1
        return f"{torch[1] or torch[3]} ({self.counts[kind]})"

    def refused(self, text: str, reason: Told) -> None:
        """Note a row that is not marked."""
        self.left[text] = Left(said("the row {row}", row=quoted(text)), reason)


def _without_batch(shape: str) -> str:
    """The sizes of one image: [4, 8, 32, 32] is [8, 32, 32]."""
    sizes = _SIZES.findall(shape)
    if len(sizes) < 2:
        return "" if not sizes else shape
    inside = ", ".join(sizes[1:])
    return f"[{inside}]" if "(" not in shape else f"({inside})"


def _beside(above: list[str], below: list[str], *, boxed: bool) -> Iterator[Left]:
    """Lines around a summary, which are no rows of it: of an answer among them it is said that it is not marked."""
    for line in above:
        if not _RULE.fullmatch(line):
            yield _above(line)
    for line in below[_end(below, boxed=boxed):]:
        if _RULE.fullmatch(line) or _TOTAL.fullmatch(line):
            continue
        own = _TOLD.fullmatch(line) and not _KEYED.search(line)
        yield Left(said("the line {line}", line=quoted(line.strip())), said("a sum of the program's own"),
                   told=True) if own else outside(line.strip())


def _above(line: str) -> Left:
    """A line above a summary: the model's name, an answer, or a row of another box."""
    left = outside(line.strip())
    reason = said("it stands above the table") if left.told else left.reason
    return left._replace(reason=reason, told=left.told and not _BOXED.match(line))


def _end(lines: list[str], *, boxed: bool) -> int:
    """The place of the first line below the rows."""
    if boxed:
        return max((i + 1 for i, line in enumerate(lines) if _BOXED.match(line)), default=0)
    return next((i for i, line in enumerate(lines) if _TOTAL.fullmatch(line) or (
        _TOLD.fullmatch(line) and len(_GAP.split(_TREE.sub("", line).strip())) == 1)), len(lines))
