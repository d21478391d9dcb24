"""The bundled collection as reports: the list of networks, and what is known of one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archcalc.base import plugins
from archcalc.base.errors import quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.report import Column, Report, Table
from archcalc.base.suggestions import unknown
from archcalc.counting.claims import check
from archcalc.loading import own_folders
from archcalc.network.graph import Graph
from archcalc.reports import collection_index
from archcalc.reports.network_table import value_bytes
from archcalc.reports.published_figures import printed_notes, printed_table

_LIST = (
    Column("name", "name", rank=0), Column("title", "title", rank=4), Column("family", "family", rank=5),
    Column("year", "year", rank=2), Column("input", "input", "volume", rank=3),
    Column("weights", "weights", "count", rank=6), Column("params", "params", "count", rank=0),
    Column("macs", "MACs", "count", rank=1),
)


class Filter(NamedTuple):
    """A choice of networks to list: of a family, of a year, up to so many parameters or MACs."""

    family: str | None = None
    year: int | None = None
    max_params: int | None = None
    max_macs: int | None = None

    def passes(self, entry: dict[str, Any]) -> bool:
        """True where a network is to be listed."""
        return ((self.family is None or self.family.lower() in (entry["family"] or "").lower())
                and (self.year is None or self.year == entry["year"])
                and (self.max_params is None or entry["params"] <= self.max_params)
                and (self.max_macs is None or entry["macs"] <= self.max_macs))


def listing(chosen: Filter, sort: str | None) -> Report:
    """The bundled networks that pass the filter, by year and family, or by a column."""
    keys = [column.key for column in _LIST]
    if sort is not None and sort not in keys:
        raise unknown("column", sort, keys)
    families = {entry["family"] or "" for entry in collection_index.entries()}
    if chosen.family is not None and not any(chosen.family.lower() in family.lower() for family in families):
        raise unknown("family", chosen.family, families - {""})
    order = (lambda entry: (entry[sort] is None, entry[sort])) if sort else \
        (lambda entry: (entry["year"] or 0, entry["family"] or "", entry["params"]))
    entries = sorted(filter(chosen.passes, collection_index.entries()), key=order)
    rows = tuple(tuple(_plain(entry[column.key]) for column in _LIST) for entry in entries)
    notes = (f"{len(rows)} networks; archcalc NAME shows one, archcalc about NAME tells of it", *_own())
    return Report("archcalc/list/1", (Table("networks", _LIST, rows),), notes, subject="Networks that archcalc knows")


def _own() -> Iterator[str]:
    """The networks of one's own that go by their names too, a line for each folder."""
    plugins.look()
    for folder in plugins.folders:
        names = ", ".join(path.stem for path in own_folders.names().values() if path.parent == folder)
        yield f"yours, in {quoted(folder, '', most=200)}: {quoted(names, '', most=2000)}"


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def about(graph: Graph) -> Report:
    """A network's paper, what was new, its results and training, and every figure that was printed of it."""
    columns = (Column("what", "", rank=0), Column("told", "", "prose", rank=0))
    facts = Table("about", columns, tuple(_facts("", graph.about.description)))
    printed = check.check(graph, value_bytes("float32"))
    head = {"architecture": graph.about.name, "description": graph.about.description}
    return Report("archcalc/about/1", (facts, printed_table(printed)),
                  tuple(printed_notes(printed)), head, title=graph.title)


def _facts(prefix: str, facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """One row a fact; a mapping's facts carry its name."""
    for key, value in facts.items():
        name = f"{prefix} {key}".strip().replace("_", " ")
        if isinstance(value, dict):
            yield from _facts(name, value)
        elif isinstance(value, list):
            yield from ((name if i == 0 else "", str(item)) for i, item in enumerate(value))
        elif value is not None:
            yield name, str(value)
