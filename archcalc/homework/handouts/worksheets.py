"""Worksheets: a network's table with cells to be filled in, which `check` reads again.

A column that is asked ends in a question mark, and the first column is headed by the network's name; on a numbered
sheet only about half of the cells are asked, and its number stands behind the name.
"""

from __future__ import annotations

from collections.abc import Iterable

from archcalc.base.errors import ArchcalcError
from archcalc.base.report import Column, Report, Table
from archcalc.base.suggestions import unknown
from archcalc.homework.languages import ENGLISH, Language
from archcalc.homework.languages.spoken import Told, described, listed, said
from archcalc.homework.questions.askable import Figure, figure
from archcalc.homework.questions.blank_cells import is_blank
from archcalc.homework.questions.layer_facts import taken, volume_order
from archcalc.homework.questions.networks import AskedNetwork
from archcalc.homework.questions.right_answers import AnswerSettings
from archcalc.homework.sheets import MOST_ANSWERS
from archcalc.network.graph import Graph
from archcalc.operators.shapes import axes_as_written
from archcalc.operators.traits import FAMILIES

USUAL = ("output", "memory", "params")
GIVEN = "-"
"""What stands where there is nothing to ask."""


def worksheet(graph: Graph, reference: str, blank: str, only: str | None = None, number: int | None = None, *,
              key: bool = False, language: Language = ENGLISH) -> Report:
    """A sheet about a network, with the figures named in `blank` to be filled in; with `key`, filled in.

    `only` names operators, families or layers, `number` leaves some of the cells filled in. Raises ArchcalcError.
    """
    network = AskedNetwork(reference, graph)
    asked = [figure(name) for name in blank.split(",")]
    wanted = {name: figure(name) for name in (*USUAL, *(each.name for each in asked))}
    seed = "" if number is None else str(number)
    rows = [_row(network, position, list(wanted.values()), asked, seed, key=key, language=language)
            for position in _rows(network, only)]
    if only is None:
        rows.append(_row(network, None, list(wanted.values()), asked, seed, key=key, language=language))
    _refuse_too_many(sum(not seed or is_blank(seed, str(row[0]), each.name) for row in rows for each in asked))
    head = f"{reference}#{seed}" if seed else reference
    columns = (Column(head, head, rank=0), Column("what it does", "what it does", "prose", rank=0),
               *(_column(each, each in asked) for each in wanted.values()))
    title = said(_TITLES[key, bool(seed)], network=graph.about.title, number=seed)
    notes = () if key else (language.text(said(_NOTE, order=_orders(network))),)
    return Report("archcalc/worksheet/1", (Table("worksheet", columns, tuple(rows)),), notes,
                  {"network": head}, title=language.text(title))


def _refuse_too_many(cells: int) -> None:
    """Refuse a sheet with more answers than can be marked."""
    if cells > MOST_ANSWERS:
        raise ArchcalcError.of("too-large", f"{cells:,} cells would be to fill in, and a sheet has at most "
                                            f"{MOST_ANSWERS:,}", hint="fewer layers with --only, or fewer figures "
                                                                      "with --blank")


_TITLES = {(False, False): "{network}: worksheet", (False, True): "{network}: worksheet {number}",
           (True, False): "{network}: answers", (True, True): "{network}: answers {number}"}
_NOTE = ("Fill in the empty cells. A volume is {order}; a number is exact, or rounded with K, M or G; memory is in "
         "values, or in bytes with the unit.")


def _orders(network: AskedNetwork) -> Told:
    """The ways in which the volumes of the rows are written; one number by itself has no order."""
    shapes = [network.node(position).shape for position in network.shown]
    orders = {axes_as_written(shape): volume_order(shape) for shape in shapes if len(shape) > 2}
    return listed(orders.values() or [said("values")], "{first} or {others}")


def _column(asked: Figure, blank: bool) -> Column:
    title = f"{asked.title}?" if blank else asked.title
    return Column(title, title, "answer", rank=0 if blank else 2)


def _rows(network: AskedNetwork, only: str | None) -> Iterable[int]:
    """The rows of the table, or those of some operators, families or layers."""
    if only is None:
        return network.shown
    words = {word.strip().lower().replace("-", "_") for word in only.split(",")}
    names = {i: {node.op.kind, node.name.lower(), *(node.op.traits & FAMILIES.keys())}
             for i, node in enumerate(network.graph.nodes)}
    known = set().union(*names.values())
    for word in sorted(words - known):
        raise unknown("layer kind", word, known)
    return [i for i in network.shown if names[i] & words]


def _row(network: AskedNetwork, position: int | None, figures: list[Figure], asked: list[Figure], seed: str, *,
         key: bool, language: Language) -> tuple[object, ...]:
    """A layer with its figures, or (position None) the network with its totals; None is to be filled in."""
    node = None if position is None else network.node(position)
    name = node.name if node else "total"
    cells = []
    for each in figures:
        right = _right(network, position, each)
        told = node is not None and not node.inputs and each.look in {"volume", "field"}
        blank = each in asked and not told and right != GIVEN and (not seed or is_blank(seed, name, each.name))
        cells.append(None if blank and not key else right)
    does = language.text(listed([described(node.op.description(*node.input_shapes)), *taken(node)])) if node else ""
    return name, does, *cells


def _right(network: AskedNetwork, position: int | None, asked: Figure) -> object:
    """A right answer; a stroke where there is none, and for the volume of a whole network."""
    if position is None and asked.look in {"volume", "field"}:
        return GIVEN
    try:
        target = next(asked.targets(network, position, AnswerSettings()), None)
    except ArchcalcError:
        return GIVEN
    return GIVEN if target is None else target.value
