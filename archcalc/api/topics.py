"""Topics that need no network: operators and how they are written, conventions, figures, misconceptions."""

from __future__ import annotations

from collections.abc import Callable
from inspect import cleandoc

from archcalc.base import plugins
from archcalc.base.report import Column, Report, Table
from archcalc.counting import conventions
from archcalc.counting.columns import NAMES as ANALYSES
from archcalc.counting.convention import KINDS, Rule
from archcalc.operators import find
from archcalc.reports import convention_tables
from archcalc.reports.explain import operator, paragraphs


def page(name: str) -> Report | None:
    """The page of what is called so, if there is anything; what archcalc itself has comes before what plugins bring."""
    with plugins.without_looking():
        found = _first(name)
    return found or _first(name)


def _first(name: str) -> Report | None:
    for look, manual in _SUBJECTS:
        if (found := look(name)) is not None:
            return found._replace(notes=(*found.notes, f"manual: archcalc manual {manual}"))
    return None


def _operators(name: str) -> Report | None:
    """How an operator is written, and what its rule `forward` may use."""
    if name.lower() != "operator":
        return None
    from archcalc.reports import operator_rules

    return operator_rules.page()


def _operator(name: str) -> Report | None:
    op = find(name)
    return operator(op) if op is not None else None


def _convention(name: str) -> Report | None:
    """A convention term by term, and its known faults."""
    if name not in conventions.NAMES:
        return None
    rules = {kind: rule for kind in KINDS if (rule := conventions.rule(kind, name)) is not None}
    columns = (Column("kind", "of", rank=0), Column("term", "term", rank=0),
               Column("counts", "counts", "prose", rank=0), Column("at", "at", "prose", rank=1))
    rows = tuple((kind, term.name, term.how, _places(term.at, term.but))
                 for kind, rule in rules.items() for term in rule.terms)
    notes = tuple(note for kind, rule in rules.items() for note in _told(kind, rule))
    return Report("archcalc/convention/1", (Table("terms", columns, rows),), notes, {"convention": name}, title=name)


def _places(at: frozenset[str] | None, but: frozenset[str]) -> str:
    where = "every operator" if at is None else ", ".join(sorted(at)).replace("_", " ")
    return f"{where}, but {', '.join(sorted(but)).replace('_', ' ')}" if but else where


def _told(kind: str, rule: Rule) -> list[str]:
    doubts = [f"{kind}, known to be wrong: {doubt.why}" for doubt in rule.doubts]
    return [f"{kind}: {rule.rule} ({rule.source})", *doubts]


def _kind(name: str) -> Report | None:
    """The ways to count a figure."""
    key = {"macs": "operations", "flops": "operations", "parameters": "params"}.get(name.lower(), name.lower())
    return convention_tables.known((key,)) if key in KINDS else None


def _figure(name: str) -> Report | None:
    """A figure that is not counted: what it is."""
    key = "receptive-field" if name.lower() == "sees" else name.lower().replace("_", "-")
    if key not in ANALYSES:
        return None
    analysis = ANALYSES.load(key)
    columns = (Column("column", "column", rank=0), Column("title", "title", rank=0))
    rows = tuple((column.key, column.title or "in JSON") for column in analysis.COLUMNS)
    return Report("archcalc/figure/1", (Table("columns", columns, rows),),
                  tuple(paragraphs(cleandoc(analysis.__doc__ or ""))), {"figure": key}, title=key.replace("-", " "))


def _misconception(name: str) -> Report | None:
    """A mistake that archcalc check knows: what it is, and what helps."""
    if "-" not in name or "." in name:
        return None
    from archcalc.homework.misconceptions import catalogue

    row = next((row for row in catalogue() if row.name == name), None)
    if row is None:
        return None
    columns = (Column("what", "", rank=0), Column("told", "", "prose", rank=0))
    rows = (("mistake", row.says), ("hint", row.hint), ("in answers for", ", ".join(sorted(row.figures))))
    return Report("archcalc/misconception/1", (Table("misconception", columns, rows),), (), {"misconception": name},
                  title=name)


_SUBJECTS: tuple[tuple[Callable[[str], Report | None], str], ...] = (
    (_operators, "extending"), (_operator, "operators"), (_kind, "conventions"), (_figure, "tables"),
    (_convention, "conventions"), (_misconception, "homework"))
"""What may be called so, and the page of the manual that tells more."""
