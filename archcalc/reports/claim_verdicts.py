"""Every printed figure of a network, or of the whole collection, with what the arithmetic says of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from archcalc.base import units
from archcalc.base.report import Column, Report, Table
from archcalc.counting.claims import check
from archcalc.counting.claims.check import Claim
from archcalc.loading import library
from archcalc.network.builder import build_all
from archcalc.network.graph import Graph, whole

Judged = tuple[str, Claim]
"""A network's name, and one claim about it."""

_COLUMNS = (
    Column("architecture", "network", rank=0), Column("layer", "layer", rank=1), Column("figure", "figure", rank=0),
    Column("printed", "printed", rank=0), Column("computed", "computed", "figure", rank=0),
    Column("verdict", "verdict", rank=1), Column("off", "by", "off", rank=2),
    Column("convention", "convention", rank=4), Column("source", "where", "prose", rank=3),
    Column("erratum", "why", "prose", rank=2),
)


def judged(network: Graph | None, value_bytes: int) -> list[Judged]:
    """The claims about a network, or about every bundled network of which something was published."""
    graphs = [whole(network, "judged")] if network is not None else _collection()
    return [(graph.about.name, claim) for graph in graphs for claim in check.check(graph, value_bytes)]


def _collection() -> Iterator[Graph]:
    specs = (library.load(name) for name in library.names())
    return build_all(spec for spec in specs if spec.about.published)


def verdicts(found: Iterable[Judged], *, brief: bool, notes: Iterable[str] = ()) -> Report:
    """A row for each claim; where `brief`, those that are simply reproduced are for JSON alone."""
    found = list(found)
    rows = tuple((name, claim.published.layer or None, claim.published.figure, claim.published.printed, claim.computed,
                  claim.verdict, claim.off, claim.convention, claim.published.where, claim.published.erratum or None)
                 for name, claim in found)
    hidden = frozenset(i for i, (_, claim) in enumerate(found) if brief and claim.verdict == check.REPRODUCED)
    marks = frozenset((i, "verdict") for i, (_, claim) in enumerate(found) if claim.unexplained)
    table = Table("claims", _COLUMNS, rows, hidden=hidden, marks=marks)
    names = {name for name, _ in found}
    whose = f"{names.pop()}: what" if len(names) == 1 else "What"
    return Report("archcalc/claims/1", (table,), (*_summary(found, brief=brief), *notes),
                  subject=f"{whose} was printed, and what the arithmetic gives{_others(len(found), len(hidden))}")


def _others(count: int, unlisted: int) -> str:
    """The count of listed figures, where some are simply reproduced and left out."""
    return f": {units.count(count - unlisted)} of {units.count(count)}, the others are reproduced" if unlisted else ""


def _summary(found: list[Judged], *, brief: bool) -> Iterator[str]:
    """Counts of each verdict; claims that no erratum explains."""
    counts = Counter(claim.verdict for _, claim in found)
    parts = [f"{units.count(counts[verdict])} {verdict.replace('-', ' ')}" for verdict in
             (check.REPRODUCED, check.OTHERWISE, check.CONTRADICTED, check.NOT_COMPUTED) if counts[verdict]]
    yield f"{units.count(len(found))} printed figures: {', '.join(parts)}"
    unexplained = sum(claim.unexplained for _, claim in found)
    if unexplained:
        yield f"{unexplained} contradicted without an erratum (marked)"
    if brief and counts[check.REPRODUCED]:
        names = {name for name, _ in found}
        yield ("those simply reproduced are not listed: "
               f"archcalc claims {names.pop() if len(names) == 1 else 'NAME'} shows them")
