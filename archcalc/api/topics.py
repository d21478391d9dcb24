"""Topics that need no network: what is called so, the index of everything that has a page, and the nearest name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from archcalc.api.subjects import SUBJECTS
from archcalc.base import plugins
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.report import Column, Report, Table
from archcalc.base.suggestions import did_you_mean
from archcalc.loading import library
from archcalc.operators import attribute_names, called_here, suggested


@contextmanager
def or_network(name: str | None) -> Iterator[None]:
    """Where `name` turns out to be no network either, every word is looked through for the nearest."""
    try:
        yield
    except ArchcalcError as error:
        first = error.mistakes[0]
        if name is None or first.code != "unknown-network" or first.place is not None or first.expected:
            raise
        raise unknown(name) from None


def beside(error: ArchcalcError, name: object, what: str) -> ArchcalcError:
    """The answer where `what` was asked of a name: a word that has a page, and is no network, has no layers."""
    if not isinstance(name, str) or error.mistakes[0].code != "unknown-network" or page(name) is None:
        return error
    also = f", archcalc explain {quoted(what, '')} the other" if page(what) is not None else ""
    return ArchcalcError.of("unknown-network", f"there is no network {quoted(name)}, of which a layer is wanted",
                            hint=f"archcalc explain {quoted(name, '')} tells of that word{also}")


def answer(name: str | None) -> Report | None:
    """The page of a name; without one, the index; None where it can only be a network."""
    return index() if name is None else page(name)


def page(name: str) -> Report | None:
    """The page of what is called so, if there is anything; what archcalc itself has comes before what plugins bring."""
    if name == "-":  # standard input, from which a network is read
        return None
    with plugins.without_looking():
        found = _first(name)
    return found or _first(name)


def _first(name: str) -> Report | None:
    found: Report | None = None
    manuals: dict[str, None] = {}
    for subject in SUBJECTS:
        if (found is None or subject.also) and (told := subject.page(name)) is not None:
            found = told if found is None else found._replace(tables=(*found.tables, *told.tables),
                                                              notes=(*found.notes, *told.notes))
            manuals[f"manual: archcalc manual {subject.manual}"] = None
    return found and found._replace(notes=(*found.notes, *manuals))


def index() -> Report:
    """Everything that has a page, a line each: operators by family, forms, functions, conventions and so on."""
    plugins.look()
    tables = []
    for subject in SUBJECTS:
        entries = tuple(subject.entries())
        columns = (Column("name", subject.noun, rank=0), Column("line", "", "prose", rank=0),
                   Column("family", subject.sorted_by, rank=0))
        table = Table(subject.name, columns, entries, title=subject.title)
        if entries:
            tables.append(table.selected(("family", "name", "line") if subject.sorted_by else ("name", "line")))
    return Report("archcalc/index/1", tuple(tables),
                  ("archcalc explain NAME has a page on each, and on every attribute of an operator",), {},
                  title="What archcalc explains")


def names() -> set[str]:
    """Everything that has a page, and the bundled networks."""
    told = {name for subject in SUBJECTS for name in (*(entry.name for entry in subject.entries()), *subject.further())}
    return told | set(library.names())


def unknown(word: str) -> ArchcalcError:
    """The answer to a word that names nothing: what it is here, where another library has it, else the nearest name."""
    known = names()
    attributes = attribute_names.ELSEWHERE.get(word.lower(), "").split()
    attributes += [word.rpartition(".")[2]]  # lstm.state: an attribute has a page by its own name
    here = called_here(word) or next((name for name in attributes if name in known), None)
    if here is not None:
        hint = f"did you mean {quoted(here)}? {quoted(word, '')} is {quoted(here, '')} here"
    else:
        hint = attribute_names.why_not(word) or suggested(word, ()) or did_you_mean(word, known) \
            or did_you_mean(attributes[-1], known)
    return ArchcalcError.of("unknown-word", f"there is no network and no word {quoted(word)}",
                            hint=hint or "archcalc explain lists the words, archcalc list the networks")
