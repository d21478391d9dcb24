"""The kinds of things that need no network to be explained: operators, the words of the language, conventions, figures.

Each knows its names, a line for each, and their pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from inspect import cleandoc

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.report import Column, Report, Table
from archcalc.counting import conventions
from archcalc.counting.columns import NAMES as ANALYSES
from archcalc.counting.convention import KINDS, Rule
from archcalc.language.about import FIGURES, PUBLISHED_KEYS
from archcalc.operators import built_in, find, kinds
from archcalc.operators.traits import FAMILIES
from archcalc.reports import block_pages, convention_tables, word_pages
from archcalc.reports.explain import operator, paragraphs
from archcalc.reports.word_pages import IndexLine


class Subject(NamedTuple):
    """Things of one kind: `noun` is one of them, `manual` the page that tells more, `further` names in no index.

    A name that is `also` something of this kind has that on its page, too. `sorted_by` is what its lines stand under.
    """

    name: str
    title: str
    noun: str
    manual: str
    page: Callable[[str], Report | None]
    entries: Callable[[], Iterable[IndexLine]] = tuple
    further: Callable[[], Iterable[str]] = tuple
    also: bool = False
    sorted_by: str = ""


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


_KINDS = {"macs": "operations", "flops": "operations", "parameters": "params"}
_FIGURES = {"sees": "receptive-field"}
"""Other words for a figure."""


def _kind(name: str) -> Report | None:
    """The ways to count a figure."""
    key = _KINDS.get(name.lower(), name.lower())
    return convention_tables.known((key,)) if key in KINDS else None


def _asked(name: str) -> Report | None:
    """A figure that archcalc check asks for: the question, and how it is answered."""
    from archcalc.homework.questions import askable

    figure = askable.known(name)
    if figure is None:
        return None
    columns = (Column("question", "question", "prose", rank=0), Column("how", "how it is worked out", "prose", rank=0))
    return Report("archcalc/asked-figure/1", (Table("figure", columns, ((figure.question, figure.hint),)),), (),
                  {"figure": figure.name}, title=figure.title)


def _figure(name: str) -> Report | None:
    """A figure that is not counted: what it is."""
    key = _FIGURES.get(name.lower(), name.lower().replace("_", "-"))
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


def _family(name: str) -> Report | None:
    """What operators are, by which --only and conventions select them; and the operators that are so."""
    if name not in FAMILIES:
        return None
    columns = (Column("operator", "operator", rank=0), Column("line", "", "prose", rank=0))
    rows = tuple((entry.name, entry.line) for entry in _operator_entries() if name in _traits(entry.name))
    return Report("archcalc/family/1", (Table("operators", columns, rows),), (f"{name}: {FAMILIES[name].meaning}",),
                  {"family": name}, title=name)


def _traits(kind: str) -> Set[str]:
    op = find(kind)
    return op.traits if op is not None else frozenset()


def _published(name: str) -> Report | None:
    """A figure that a file may say was published."""
    if name not in FIGURES:
        return None
    columns = (Column("key", "key", rank=0), Column("holds", "what stands under it", "prose", rank=0))
    rows = tuple((key, entry.holds) for key, entry in PUBLISHED_KEYS.items())
    return Report("archcalc/published-figure/1", (Table("keys", columns, rows),),
                  (f"A figure that a file may say was published: {{figure: {name}, printed: ..., where: ...}}.",),
                  {"figure": name}, title=name)


def _operator_entries() -> Iterator[IndexLine]:
    """Every operator under its family: the folder of its file, or the family that a plugin's operator tells."""
    found = []
    for kind in kinds():
        op = find(kind)
        assert op is not None
        told = next((family for family in FAMILIES if family in op.traits), "other")
        family = op.__module__.split(".")[-2] if kind in built_in() else told
        found.append(IndexLine(kind, _first_line(op.__doc__), family))
    yield from sorted(found, key=lambda entry: (entry.family, entry.name))


def _convention_entries() -> Iterator[IndexLine]:
    for name in conventions.NAMES:
        rules = conventions.NAMES.load(name).rules
        yield IndexLine(name, f"{', '.join(rules)}: {next(iter(rules.values())).rule}")


def _figure_entries() -> Iterator[IndexLine]:
    for name in ANALYSES:
        yield IndexLine(name, _first_line(ANALYSES.load(name).__doc__))


def _asked_entries() -> Iterator[IndexLine]:
    from archcalc.homework.questions.askable import FIGURES

    return (IndexLine(name, figure.question) for name, figure in FIGURES.items())


def _misconception_entries() -> Iterator[IndexLine]:
    from archcalc.homework.misconceptions import catalogue

    return (IndexLine(row.name, row.says) for row in catalogue())


def _first_line(text: str | None) -> str:
    return (text or "").partition("\n")[0]


SUBJECTS = (
    Subject("rules", "How an operator is written", "page", "extending", _operators,
            lambda: (IndexLine("operator", _first_line(_operators.__doc__)),)),
    Subject("operators", "Operators", "operator", "operators", _operator, _operator_entries,
            sorted_by="family"),
    Subject("families", "", "", "operators", _family, further=lambda: FAMILIES),
    Subject("blocks", "Building blocks", "block", "language", block_pages.block, block_pages.blocks,
            lambda: ("blocks",)),
    Subject("forms", "Forms", "form", "language", word_pages.form, word_pages.forms, also=True),
    Subject("ways", "Ways of writing", "way", "language", word_pages.way, word_pages.ways),
    Subject("functions", "Functions of expressions", "function", "language", word_pages.function, word_pages.functions,
            also=True),
    Subject("signs", "Signs, words and names of expressions", "sign", "language", word_pages.sign, word_pages.signs,
            lambda: word_pages.SPOKEN, also=True),
    Subject("kinds", "", "", "conventions", _kind, further=lambda: (*KINDS, *_KINDS)),
    Subject("figures", "Figures", "figure", "tables", _figure, _figure_entries, lambda: _FIGURES),
    Subject("conventions", "Conventions", "convention", "conventions", _convention, _convention_entries),
    Subject("misconceptions", "Misconceptions", "misconception", "homework", _misconception, _misconception_entries),
    Subject("keys", "Keys", "key", "language", word_pages.word, word_pages.keys, word_pages.words, also=True,
            sorted_by="of"),
    Subject("asked", "Figures that archcalc check and quiz ask for", "figure", "homework", _asked, _asked_entries),
    Subject("published", "Figures that a file may say were published", "figure", "claims", _published,
            further=lambda: FIGURES),
)
"""What may be called so, in the order in which a name is looked for."""
