"""Renaming: a layer, a module or an option gets another name wherever it is called, and the network stays the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.language.expressions import INCOMING
from archcalc.language.expressions.parser import CALLED, WORDS
from archcalc.language.grammar import FORMS
from archcalc.language.spec import variants
from archcalc.live.draft import Asked, NetworkDraft, read
from archcalc.live.text_changes import TextChange, changed
from archcalc.live.text_names import NAMED, NamedThing, TextNames
from archcalc.live.text_words import Role, TextWord
from archcalc.network.graph import Graph
from archcalc.operators import find

_LAYER_NAME = re.compile(r"[A-Za-z0-9_][\w.-]*(?:/[\w.-]+)*")
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_PLAIN = re.compile(r"[A-Za-z_][\w/-]*", re.ASCII)
"""A name that YAML reads as a text without quotes."""
_NOT_PLAIN = frozenset({"true", "false", "null"})


def renamable(names: TextNames, line: int, column: int) -> TextWord:
    """The word at a place that can be renamed. Raises ArchcalcError, which says why there is none."""
    word = names.word(line, column)
    if word is None or word.role not in NAMED:
        raise _refused("nothing with a name of its own stands here", "layers, modules and options can be renamed")
    given = _given(names, word)
    if not given.named:
        raise _refused(f"{quoted(word.name)} is not written where it is given",
                       "the step makes it: write name: ... there first")
    if not any(each.defines and each.place == given.place for each in names.words):
        raise _refused(f"{quoted(word.name)} stands in another file", "rename it there")
    uses = names.uses(given)
    written = [*_written_out(uses, given)]
    if any(not any(_within(each, use) for each in written) for use in uses):
        raise _refused(f"{quoted(word.name)} is also called by a pattern", "write the names out first")
    return next((each for each in written if each.holds(line, column)), word)


def _written_out(uses: Iterable[TextWord], given: NamedThing) -> Iterator[TextWord]:
    """Those uses of a name that are the name, letter by letter; of a path, the part that is."""
    for use in uses:
        start = use.place.column - 1
        if use.place.source.line(use.place.line)[start: start + use.place.width] == given.name:
            yield use


def _within(inside: TextWord, word: TextWord) -> bool:
    one, other = inside.place, word.place
    return (one.line == other.line and other.column <= one.column
            and one.column + one.width <= other.column + other.width)


def rename(draft: NetworkDraft, names: TextNames, line: int, column: int, new: str,
           beside: Path | None = None) -> tuple[TextChange, ...]:
    """The changes of a text by which the thing at a place is called `new`, wherever it is called.

    The text is read again with them: what is then another network, or none, is refused. Raises ArchcalcError.
    """
    word = renamable(names, line, column)
    given = _given(names, word)
    if draft.graph is None:
        raise _refused("the text has mistakes", "mend them first: only then is it known that nothing else changes")
    _check(names, given, new)
    changes = tuple(TextChange(use.place, _written(use, new)) for use in _written_out(names.uses(given), given))
    _prove(draft, changed(draft.source.text, changes), beside)
    return changes


def _given(names: TextNames, word: TextWord) -> NamedThing:
    """The one thing that a word stands for."""
    found = names.meant(word)
    if len(found) != 1:
        kind = "a building block" if word.role is Role.MODULE and not found else "no one thing of this text"
        raise _refused(f"{quoted(word.name)} is {kind}", "what the text itself names once can be renamed")
    return found[0]


def _check(names: TextNames, given: NamedThing, new: str) -> None:
    """Refuse what is no name, and what is another's."""
    pattern = _LAYER_NAME if given.role is Role.LAYER else _NAME
    if not pattern.fullmatch(new):
        raise _refused(f"{quoted(new)} is no name", "letters, digits and _")
    scopes = {given.scope, ""} if given.role is Role.LAYER else {given.scope}
    if any((given.role, scope, new) in names.given for scope in scopes) or _is_word(given, new):
        raise _refused(f"{quoted(new)} is taken", "choose another name")


def _is_word(given: NamedThing, new: str) -> bool:
    """True of a name that the language has for something else."""
    if given.role is Role.LAYER:
        return new == "input"
    return (new in FORMS or new in INCOMING or new in CALLED or new in WORDS or new in {"and", "or", "in"}
            or (given.role is Role.MODULE and find(new) is not None))


def _written(use: TextWord, new: str) -> str:
    """The name as it stands where it is used; in quotes where YAML would read something else."""
    line = use.place.source.line(use.place.line)
    before = line[use.place.column - 2: use.place.column - 1]
    plain = use.role is not Role.LAYER or (_PLAIN.fullmatch(new) and new.lower() not in _NOT_PLAIN)
    return new if plain or before in {'"', "'"} else f'"{new}"'


def _prove(draft: NetworkDraft, text: str, beside: Path | None) -> None:
    """Refuse a text that says another network than the draft's, in any of its variants."""
    document = draft.document
    assert document is not None
    for variant in variants(document) or ("",):
        asked = Asked(variant)
        before = read(draft.source.text, draft.source.name, beside, asked)
        after = read(text, draft.source.name, beside, asked)
        if after.graph is None or before.graph is None or _shape(before.graph) != _shape(after.graph):
            told = after.mistakes[0].message if after.mistakes else "the layers would be others"
            where = f" in {quoted(variant)}" if variant else ""
            raise _refused(f"this name cannot be changed here{where}: {told}",
                           "an expression or a pattern makes it somewhere")


def _shape(graph: Graph) -> list[object]:
    """All of a network but its names."""
    places = {node.name: position for position, node in enumerate(graph.nodes)}
    return [(node.op, node.inputs, node.shape, [(each.weight, places.get(each.lender), each.transposed)
                                                for each in node.shared]) for node in graph.nodes]


def _refused(message: str, hint: str) -> ArchcalcError:
    return ArchcalcError.of("rename", message, hint=hint)
