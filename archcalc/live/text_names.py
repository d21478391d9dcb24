"""Names of a text: where each is given, and where it is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase

from archcalc.base.errors import Place
from archcalc.base.named_tuples import NamedTuple
from archcalc.language.expansion.names import WILD
from archcalc.live import document_words
from archcalc.live.draft import NetworkDraft
from archcalc.live.text_words import Role, TextWord, at
from archcalc.network.graph import Graph

NAMED = frozenset({Role.MODULE, Role.LAYER, Role.NAME})
"""Words that stand for something that the text gives a name to."""
_MOST_DEPTH = 16
_At = tuple[str, int, int]
"""A place without its text: the name of its file, line and column."""


class NamedThing(NamedTuple):
    """A layer, a module or an option as the text gives it: the place of its name, or of its step where it has none."""

    role: Role
    name: str
    place: Place
    scope: str = ""
    kind: str = ""
    """The operator or module of a layer."""
    named: bool = True
    """False of a layer whose step does not name it."""


class TextNames(NamedTuple):
    """The words of a text, and what its names stand for; `layers` are those of each module, by their names in it."""

    words: tuple[TextWord, ...]
    given: Mapping[tuple[Role, str, str], tuple[NamedThing, ...]]
    """By role, scope and name: a layer may be given several times, once for each value of an option."""

    def word(self, line: int, column: int) -> TextWord | None:
        """The word at a place."""
        return at(self.words, line, column)

    def meant(self, word: TextWord) -> tuple[NamedThing, ...]:
        """The things that a word stands for, or gives the name to."""
        if word.role is Role.LAYER and not word.defines:
            return tuple(dict.fromkeys(self._layers(word.name, word.scope, _MOST_DEPTH)))
        scope = word.scope if word.role in {Role.LAYER, Role.NAME} else ""
        found = self.given.get((word.role, scope, word.name), ())
        return tuple(each for each in found if each.place == word.place) or found if word.defines else found

    def uses(self, given: NamedThing) -> tuple[TextWord, ...]:
        """Every word that stands for a thing, with that which names it."""
        return tuple(word for word in self.words if word.role is given.role and given in self.meant(word))

    def layer_names(self, scope: str) -> list[str]:
        """The names by which a step of a module, or of the network itself, may read layers; inputs first."""
        found = (name for role, of, name in self.given if role is Role.LAYER and of in {scope, ""})
        return list(dict.fromkeys([*(["input"] if scope else []), *found]))

    def _layers(self, name: str, scope: str, depth: int) -> Iterator[NamedThing]:
        """Layers by a name, a path or a pattern, in a module or outside of it."""
        for known in dict.fromkeys((scope, "")):
            found = [*self._in(name, known, depth)]
            if found:
                yield from found
                return

    def _in(self, name: str, scope: str, depth: int) -> Iterator[NamedThing]:
        yield from self.given.get((Role.LAYER, scope, name), ())
        wild = not WILD.isdisjoint(name)
        if depth and (wild or "/" in name):
            head, _, rest = name.partition("/")
            for (role, of, own), several in self.given.items():
                if role is Role.LAYER and of == scope and "/" not in own and fnmatchcase(own, head):
                    for each in several:
                        yield from self._in(rest, each.kind, depth - 1) if rest and each.kind else (
                            () if rest or own == name else (each,))


def names(draft: NetworkDraft) -> TextNames:
    """The names of a text that could be read as a document; with its graph, those of unnamed layers as well."""
    if draft.document is None:
        return TextNames((), {})
    above = (draft.spec.modules, draft.spec.options) if draft.spec is not None else ()
    words = document_words.words(draft.document, *above)
    found: dict[tuple[Role, str, str], list[NamedThing]] = {}
    kinds = _kinds(draft.graph)
    for each in (*_written(words, kinds), *(_unnamed(draft.graph, words) if draft.graph is not None else ())):
        several = found.setdefault((each.role, each.scope, each.name), [])
        if each.place not in {other.place for other in several}:
            several.append(each)
    for each in _entrances(words):
        found.setdefault((Role.LAYER, each.scope, each.name), [each])
    return TextNames(words, {key: tuple(several) for key, several in found.items()})


def _written(words: Iterable[TextWord], kinds: Mapping[_At, str]) -> Iterator[NamedThing]:
    for word in words:
        if word.defines:
            scope = "" if word.role is Role.MODULE else word.scope
            kind = kinds.get(_at(word.step), word.of) if word.step is not None else word.of
            yield NamedThing(word.role, word.name, word.place, scope, kind)


def _kinds(graph: Graph | None) -> dict[_At, str]:
    """The modules that are called, by the places of the calls."""
    calls = graph.modules if graph is not None else ()
    return {_at(call.place): call.kind for call in calls if call.place is not None}


def _at(place: Place) -> _At:
    return place.source.name, place.line, place.column


def _entrances(words: Iterable[TextWord]) -> Iterator[NamedThing]:
    """What enters each module that does not name its inputs, at the module's head."""
    named = {word.scope for word in words if word.of == "input"}
    for word in words:
        if word.role is Role.MODULE and word.defines and word.name not in named:
            yield NamedThing(Role.LAYER, "input", word.place, word.name, "input", named=False)


def _unnamed(graph: Graph, words: Iterable[TextWord]) -> Iterator[NamedThing]:
    """Layers and module calls whose names the text does not write, such as conv1 or s${i}, at their steps."""
    steps_named = (word.step for word in words if word.defines and word.role is Role.LAYER)
    written = {_at(step) for step in steps_named if step is not None}
    calls = {call.module: call for call in graph.modules}
    scopes = {name: call.kind for name, call in calls.items()}
    steps = [(node.name, node.op.kind, node.place) for node in graph.nodes]
    steps += [(name, call.kind, call.place) for name, call in calls.items()]
    for full, kind, place in steps:
        if place is None or _at(place) in written:
            continue
        frame = _frame(full, scopes)
        yield NamedThing(Role.LAYER, full[len(frame) + bool(frame):], place, scopes.get(frame, ""), kind, named=False)


def _frame(full: str, scopes: Mapping[str, str]) -> str:
    """The innermost module call in which a layer stands, by its full name."""
    frame = full.rpartition("/")[0]
    while frame and frame not in scopes:
        frame = frame.rpartition("/")[0]
    return frame

