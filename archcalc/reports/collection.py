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
from archcalc.counting.convention import value_bytes
from archcalc.language.about import facts
from archcalc.loading import own_folders
from archcalc.network.graph import Graph
from archcalc.reports import collection_index
from archcalc.reports.published_figures import printed_notes, printed_table

_LIST = (
    Column("name", "name", rank=0), Column("title", "title", rank=4), Column("task", "for", rank=5),
    Column("family", "family", rank=5), Column("year", "year", rank=2), Column("input", "input", "volume", rank=3),
    Column("weights", "weights", "count", rank=6), Column("params", "params", "count", rank=0),
    Column("macs", "MACs", "count", rank=1),
)

_UNKNOWN = 9999
"""Behind every year that is known."""


class Filter(NamedTuple):
    """A choice of networks to list: of a family, for a task, of a year, up to so many parameters or MACs."""

    family: str | None = None
    task: str | None = None
    year: int | None = None
    max_params: int | None = None
    max_macs: int | None = None

    @property
    def texts(self) -> dict[str, str | None]:
        """Texts to look for in what is told of a network, by key."""
        return {"family": self.family, "task": self.task}

    def passes(self, entry: dict[str, Any]) -> bool:
        """True where a network is to be listed."""
        return (all(text is None or text.lower() in (entry[key] or "").lower() for key, text in self.texts.items())
                and (self.year is None or self.year == entry["year"])
                and (self.max_params is None or entry["params"] <= self.max_params)
                and (self.max_macs is None or entry["macs"] <= self.max_macs))


def listing(chosen: Filter, sort: str | None) -> Report:
    """The bundled networks that pass the filter, by what they are for and family, or by a column."""
    keys = [column.key for column in _LIST]
    if sort is not None and sort not in keys:
        raise unknown("column", sort, keys)
    for key, text in chosen.texts.items():
        told = {entry[key] or "" for entry in collection_index.entries()}
        if text is not None and not any(text.lower() in each.lower() for each in told):
            raise unknown(key, text, told - {""})
    passing = [entry for entry in collection_index.entries() if chosen.passes(entry)]
    entries = sorted(passing, key=lambda entry: (entry[sort] is None, entry[sort])) if sort else _grouped(passing)
    rows = tuple(tuple(_plain(entry[column.key]) for column in _LIST) for entry in entries)
    several = [entry["name"] for entry in entries if entry["inputs"] > 1]
    more = [f"more than the input shown goes into {', '.join(several)}"] if several else []
    notes = (f"{len(rows)} networks; archcalc NAME shows one, archcalc about NAME tells of it", *more, *_own())
    return Report("archcalc/list/1", (Table("networks", _LIST, rows),), notes, subject="Networks that archcalc knows")


def _grouped(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Task by task and family by family, those of the lecture first and then by the year in which each began."""
    begun: dict[tuple[str, ...], tuple[bool, int]] = {}
    for entry in entries:
        for group in (entry["task"],), (entry["task"], entry["family"] or ""):
            begun[group] = min(begun.get(group, (True, _UNKNOWN)), (not entry["lecture"], entry["year"] or _UNKNOWN))

    def order(entry: dict[str, Any]) -> tuple[Any, ...]:
        task, family = entry["task"], entry["family"] or ""
        return begun[task,], task, begun[task, family], family, entry["year"] or _UNKNOWN, entry["params"]

    return sorted(entries, key=order)


def _own() -> Iterator[str]:
    """The networks of one's own that go by their names too, a line for each folder."""
    plugins.look()
    for folder in plugins.folders:
        names = ", ".join(path.stem for path in own_folders.names().values() if path.parent == folder)
        yield f"yours, in {quoted(folder, '', most=200)}: {quoted(names, '', most=2000)}"


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value

_FACTS = (Column("what", "", rank=0), Column("told", "", "prose", rank=0), Column("where", "where", "prose", rank=1))


def about(graph: Graph) -> Report:
    """A network's paper, what was new, its results and training, and every figure that was printed of it."""
    told = Table("about", _FACTS, tuple(facts(graph.about.description)))
    printed = check.check(graph, value_bytes("float32"))
    head = {"architecture": graph.about.name, "description": graph.about.description}
    return Report("archcalc/about/1", (told, printed_table(printed)),
                  tuple(printed_notes(printed)), head, title=graph.title)
