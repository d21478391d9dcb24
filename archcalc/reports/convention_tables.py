"""One network under every way of counting, and what makes the difference between two of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.report import Column, Report, Table
from archcalc.base.suggestions import unknown
from archcalc.base.units import USUAL_DTYPE
from archcalc.counting import conventions
from archcalc.counting.convention import KINDS, Doubt, Rule, value_bytes
from archcalc.loading import library
from archcalc.network.graph import Graph

_MOST_NODES = 5000
"""Of a larger network, a workbook has no sheet of conventions."""
TITLES = {"memory": "Activation memory", "params": "Parameters", "operations": "Operations"}


class Tally(NamedTuple):
    """A convention's count of a network: a number, its bytes if the tool prints bytes, and the printed text."""

    kind: str
    convention: str
    rule: Rule
    value: int
    size: int

    @property
    def bytes(self) -> int | None:
        """The bytes that the tool prints, if it prints bytes."""
        return self.size if self.rule.style.size else None

    @property
    def figure(self) -> int:
        """The number that the tool prints, before it rounds."""
        return self.size if self.rule.style.size else self.value


def tallies(graph: Graph, value_bytes: int, kinds: Iterable[str] = KINDS) -> Iterator[Tally]:
    """Every convention's count of every kind, the smallest first."""
    for kind in kinds:
        rules = [(name, rule) for name in conventions.NAMES if (rule := conventions.rule(kind, name)) is not None]
        found = [Tally(kind, name, rule, *rule.total(graph, value_bytes)) for name, rule in rules]
        yield from sorted(found, key=lambda tally: (tally.size, tally.convention))


_COLUMNS = (
    Column("kind", "kind", rank=9), Column("convention", "convention", rank=0),
    Column("value", "values", "count", rank=1), Column("bytes", "bytes", "count", rank=6), Column("unit"),
    Column("printed", "it prints", rank=0),
    Column("rule", "what counts", "prose", rank=2), Column("source", "source", "prose", rank=3),
)


def all_conventions(graph: Graph, value_bytes: int, kinds: Iterable[str] = KINDS) -> Report:
    """A table for each kind: every convention with its count, what the tool prints, its rule and its source."""
    found = list(tallies(graph, value_bytes, kinds))
    tables = tuple(_table(graph, kind, [tally for tally in found if tally.kind == kind]) for kind in TITLES
                   if any(tally.kind == kind for tally in found))
    head = {"architecture": graph.about.name, "batch": graph.batch}
    doubts = tuple(_doubts(graph, found))
    wrong = ("known to be wrong, or rough:", *doubts) if doubts else ()
    notes = (*graph.caveats, *_own_dtype(graph), *_twin(graph), *wrong, *_unrecorded(graph, found))
    return Report("archcalc/conventions/1", tables, notes, head,
                  title=f"{graph.title} under every way of counting")


def together(graph: Graph, dtype: str) -> Iterator[Table]:
    """All kinds' conventions in one table, for the workbook of a network; none of a very large one."""
    if len(graph.nodes) > _MOST_NODES:
        return
    made = all_conventions(graph, value_bytes(dtype))
    first = made.tables[0]
    rows = sum((table.rows for table in made.tables), ())
    starts = [0, *(len(table.rows) for table in made.tables)]
    marks = frozenset((sum(starts[:number + 1]) + i, key) for number, table in enumerate(made.tables)
                      for i, key in table.marks)
    doubtful = "; bold ones are known to be wrong on it, or rough" if marks else ""
    columns = tuple(column._replace(title="values") if column.key == "value" else column for column in first.columns)
    yield first._replace(name="conventions", rows=rows, marks=marks, columns=columns,
                         title=f"{graph.title} under every way of counting{doubtful}: archcalc conventions "
                               f"{graph.about.name}")


def _table(graph: Graph, kind: str, found: list[Tally]) -> Table:
    """One kind's conventions; what is known to be wrong on this network is marked."""
    columns = tuple(column._replace(title=_NUMBERS[kind]) if column.key == "value" else column for column in _COLUMNS)
    rows = tuple((tally.kind, tally.convention, tally.value, tally.bytes, tally.rule.style.unit(tally.figure),
                  tally.rule.style.printed(tally.figure), tally.rule.rule, tally.rule.source) for tally in found)
    marks = frozenset((i, "convention") for i, tally in enumerate(found) if _doubted(graph, tally.rule))
    return Table("rows", columns, rows, title=TITLES[kind], marks=marks)


_NUMBERS = {"memory": "values", "params": "parameters", "operations": "operations"}


def _own_dtype(graph: Graph) -> Iterator[str]:
    """A note where a file's numbers are of another type than the usual one."""
    if graph.dtype != USUAL_DTYPE:
        yield f"bytes are those of {graph.dtype}, the file's own number type, where --dtype says none"


def _twin(graph: Graph) -> Iterator[str]:
    """A note where the collection also has the network as PyTorch's library writes it."""
    twin = f"{graph.about.name}_torchvision"
    if (library.folder() / f"{twin}.yaml").exists():
        yield f"tools for PyTorch see torchvision's modules, those of {twin}: archcalc conventions {twin}"


def _doubted(graph: Graph, rule: Rule) -> list[Doubt]:
    return [doubt for doubt in rule.doubts if doubt.concerns(graph)]


def _doubts(graph: Graph, found: Iterable[Tally]) -> Iterator[str]:
    """Known faults and their reasons: a note for each convention and kind."""
    for tally in found:
        whys = "; ".join(doubt.why for doubt in _doubted(graph, tally.rule))
        if whys:
            yield f"{tally.convention}, {tally.kind}: {whys}"


def _unrecorded(graph: Graph, found: Iterable[Tally]) -> Iterator[str]:
    """The operators on which tools were not run, where a figure is their rule's alone: a note for each set."""
    tools: dict[tuple[str, ...], dict[str, None]] = {}
    for tally in found:
        tools.setdefault(conventions.unrecorded(tally.convention, graph), {})[tally.convention] = None
    for operators, names in tools.items():
        if operators:
            yield f"not recorded on {', '.join(operators).replace('_', ' ')}: {', '.join(sorted(names))}"


def known_kinds(words: Iterable[str] | None) -> tuple[str, ...]:
    """The kinds that are asked for, or all; an unknown one is answered with the nearest."""
    for word in words or ():
        if word not in KINDS:
            raise unknown("kind", word, KINDS)
    return tuple(words or KINDS)


def known(kinds: Iterable[str] = KINDS) -> Report:
    """Every convention, with its rule and source, without a network."""
    columns = (Column("kind", "kind", rank=0), Column("convention", "convention", rank=0),
               Column("rule", "what counts", "prose", rank=0), Column("source", "source", "prose", rank=1))
    rows = tuple((kind, name, rule.rule, rule.source) for kind in kinds for name in conventions.NAMES
                 if (rule := conventions.rule(kind, name)) is not None)
    return Report("archcalc/ways/1", (Table("conventions", columns, rows),), title="Ways of counting")


def difference(graph: Graph, names: tuple[str, str], value_bytes: int, kinds: Iterable[str] = KINDS) -> Report:
    """The gap between two conventions as a sum of terms, in bytes for memory, for every kind that both count."""
    shared = [(kind, a, b) for kind in kinds if (a := conventions.rule(kind, names[0])) is not None
              and (b := conventions.rule(kind, names[1])) is not None]
    if not shared:
        message = f"{quoted(names[0])} and {quoted(names[1])} count nothing of the same kind"
        raise ArchcalcError.of("convention", message, hint="archcalc conventions lists what each counts")
    tables = tuple(_gap(graph, names, kind, (a, b), value_bytes) for kind, a, b in shared)
    rules = tuple(f"{name}, {kind}: {rule.rule} ({rule.source})" for kind, *both in shared
                  for name, rule in zip(names, both, strict=True))
    notes = (*graph.caveats, *_own_dtype(graph), *rules)
    head = {"architecture": graph.about.name, "conventions": list(names)}
    title = f"{graph.title}: {names[0]} - {names[1]}"
    return Report("archcalc/difference/1", tables, notes, head, title=title)


def _gap(graph: Graph, names: tuple[str, str], kind: str, rules: tuple[Rule, Rule], value_bytes: int) -> Table:
    """The terms that differ, the largest first, and their sum."""
    first, second = (parts(graph, kind, rule, value_bytes) for rule in rules)
    pairs = [(what, first.get(what, _NOTHING), second.get(what, _NOTHING)) for what in {**first, **second}]
    unlike = [pair for pair in pairs if pair[1].amount != pair[2].amount]
    rows = [(kind, what, own.amount, other.amount, own.amount - other.amount, own.how, other.how)
            for what, own, other in sorted(unlike, key=lambda pair: -abs(pair[1].amount - pair[2].amount))]
    alike = sum(own.amount for _, own, other in pairs if own.amount == other.amount)
    if alike:
        rows.append((kind, "what both count alike", alike, alike, 0, "", ""))
    own, other = (sum(part.amount for part in counted.values()) for counted in (first, second))
    columns = (Column("kind"), Column("term", "term", rank=0), Column("first", names[0], "count", rank=1, total=True),
               Column("second", names[1], "count", rank=1, total=True),
               Column("difference", "difference", "signed", rank=0, total=True),
               Column("first_rule", f"{names[0]} counts", "prose", rank=2),
               Column("second_rule", f"{names[1]} counts", "prose", rank=2))
    unit = ", in bytes" if kind == "memory" else ""
    return Table("terms", columns, tuple(rows), {"first": own, "second": other, "difference": own - other},
                 title=f"{TITLES[kind]}{unit}")


class Part(NamedTuple):
    """The count of one part of the operators of a kind, and the way."""

    amount: int
    how: str = ""


_NOTHING = Part(0)


def parts(graph: Graph, kind: str, rule: Rule, value_bytes: int) -> dict[str, Part]:
    """Counts of a rule by operator and part: "batch norm values", "conv biases". Memory is in bytes."""
    found: dict[str, Part] = {}
    for term in rule.terms:
        each = rule.each(term, value_bytes) if kind == "memory" else 1
        how = f"{term.how}, {each} bytes each" if kind == "memory" else term.how
        for node, count in zip(graph.nodes, term.counts(graph), strict=True):
            if count:
                what = f"{node.op.kind.replace('_', ' ')} {term.name}"
                amount, told = found.get(what, _NOTHING)
                both = told if how in told else f"{told} + {how}" if told else how
                found[what] = Part(amount + count * each, both)
    return found
