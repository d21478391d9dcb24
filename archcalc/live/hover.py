"""The answer to a place of a text: what stands there, and how its figures come about. Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from archcalc.api.topics import page
from archcalc.base.errors import ArchcalcError, Place, as_yaml, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.language.grammar import Keys
from archcalc.live.draft import NetworkDraft
from archcalc.live.text_names import TextNames
from archcalc.live.text_words import Role, TextWord
from archcalc.live.told_reports import as_markdown, bounded
from archcalc.network.graph import Graph
from archcalc.operators import find
from archcalc.rendering.formats.markdown import escaped
from archcalc.reports.explain import ANOTHER_LAYER, default, derived
from archcalc.reports.explain import operator as operator_page

_BETWEEN = "\n\n---\n\n"


class Hover(NamedTuple):
    """An answer in Markdown, and the place of the word that it is about."""

    text: str
    place: Place


def hover(draft: NetworkDraft, names: TextNames, line: int, column: int) -> Hover | None:
    r"""The answer to a place, counted from 1; None where nothing is to be said.

    >>> from archcalc.live import draft, text_names
    >>> text = "input: [3, 8, 8]\nlayers:\n- conv: {filters: 4, kernel: 3}"
    >>> read = draft.read(text, "net")
    >>> told = hover(read, text_names.names(read), 3, 4)
    >>> "(3\\*3\\*3)\\*4" in told.text or "(3*3*3)*4" in told.text
    True
    """
    word = names.word(line, column)
    told = _TOLD[word.role](draft, names, word) if word is not None else ""
    return Hover(told, word.place) if word is not None and told else None


def layers_at(graph: Graph, step: Place | None) -> tuple[str, ...]:
    """The full names of the layers or module calls of the step at a place, in order."""
    at = (step.source.name, step.line, step.column) if step is not None else None
    calls = [call.module for call in graph.modules if _at(call.place) == at]
    return tuple(calls or (node.name for node in graph.nodes if _at(node.place) == at)) if at is not None else ()


def _at(place: Place | None) -> tuple[str, int, int] | None:
    return (place.source.name, place.line, place.column) if place is not None else None


def _derivation(draft: NetworkDraft, step: Place | None) -> str:
    """How the figures of a step's layer come about; of several, those of the first."""
    found = layers_at(draft.graph, step) if draft.graph is not None else ()
    if draft.graph is None or not found:
        return ""
    try:
        told = as_markdown(derived(draft.graph, found[0], None, (), None))
    except ArchcalcError:
        return ""
    several = f"the first of {len(found)} layers of this step: {escaped(', '.join(found[:8]))}"
    return told if len(found) == 1 else f"*{several}{' ...' if len(found) > 8 else ''}*\n\n{told}"


def _joined(*parts: str) -> str:
    return bounded(_BETWEEN.join(filter(None, parts)))


def _operator(draft: NetworkDraft, names: TextNames, word: TextWord) -> str:
    op = find(word.name)
    return _joined(_derivation(draft, word.step), as_markdown(operator_page(op)) if op is not None else "")


def _module(draft: NetworkDraft, names: TextNames, word: TextWord) -> str:
    found = draft.spec.modules.get(word.name) if draft.spec is not None else None
    if found is None:
        block = page(word.name)
        return _joined(_derivation(draft, word.step), as_markdown(block) if block is not None else "")
    rows = [f"- `{name}`: {_given(value.data)}" for name, value in found.parameters.items()]
    head = f"### module {escaped(word.name)}\n\nreads {escaped(', '.join(found.inputs))}"
    told = "\n".join([head, "", *rows]) if rows else head
    return _joined("" if word.defines else _derivation(draft, word.step), told)


def _given(value: object) -> str:
    return "required" if value is None else f"`{as_yaml(value)}`" if not isinstance(value, list) else "a list"


def _attribute(draft: NetworkDraft, names: TextNames, word: TextWord) -> str:
    op = find(word.of) if word.of else None
    kind = op.fields.get(word.name) if op is not None else None
    if op is None or (kind is None and word.name != op.reads_also):
        return ""
    expected = kind.expected if kind is not None else ANOTHER_LAYER
    without = default(op, word.name) if kind is not None else "none"
    here = f"\n\nhere: {told}" if (told := _here(draft, word)) else ""
    return f"### {escaped(word.name)} of {escaped(word.of)}\n\n{escaped(expected)}\n\ndefault: {escaped(without)}{here}"


def _here(draft: NetworkDraft, word: TextWord) -> str:
    """The values that an attribute has in the layers of its step, in order."""
    if draft.graph is None:
        return ""
    at = _at(word.step)
    values = dict.fromkeys(str(node.op.attributes.get(word.name)) for node in draft.graph.nodes
                           if _at(node.place) == at and word.name in node.op.attributes)
    return escaped(", ".join([*values][:8]) + (" ..." if len(values) > 8 else ""))


def _value(draft: NetworkDraft, names: TextNames, word: TextWord) -> str:
    of, _, attribute = word.of.partition(" ")
    return _attribute(draft, names, word._replace(name=attribute, of=of))


def _layer(draft: NetworkDraft, names: TextNames, word: TextWord) -> str:
    return _joined(*dict.fromkeys(filter(None, (_derivation(draft, place) for place in _steps(names, word)))))


def _steps(names: TextNames, word: TextWord) -> Iterator[Place]:
    """The steps that give the layers that a word stands for."""
    if word.defines and word.step is not None:
        yield word.step
        return
    named = {each.place: each.step for each in names.words if each.defines and each.step is not None}
    yield from (named.get(given.place, given.place) for given in names.meant(word)[:4])


def _name(draft: NetworkDraft, names: TextNames, word: TextWord) -> str:
    """An option with its value, a parameter of a module, a variable of a loop."""
    options = draft.spec.options if draft.spec is not None else {}
    modules = draft.spec.modules if draft.spec is not None else {}
    if not word.scope and word.name in options:
        return f"### option {escaped(word.name)}\n\nis `{as_yaml(options[word.name])}` here; `--set {word.name}=...`"
    module = modules.get(word.scope)
    if module is not None and word.name in module.parameters:
        of = f"parameter {escaped(word.name)} of module {escaped(word.scope)}"
        return f"### {of}\n\ndefault: {_given(module.parameters[word.name].data)}"
    return f"### {escaped(word.name)}\n\na name that the loop at {word.scope} gives" if ":" in word.scope else ""


def _key(draft: NetworkDraft, names: TextNames, word: TextWord) -> str:
    for declared in Keys.declared:
        if declared.of == word.of and word.name in declared:
            key = declared[word.name]
            return f"### {escaped(word.name)} of {escaped(word.of)}\n\n{escaped(key.holds)}" + (
                "\n\nrequired" if key.required else "")
    return ""


def _page(draft: NetworkDraft, names: TextNames, word: TextWord) -> str:
    found = page(word.name)
    return as_markdown(found) if found is not None else ""


def _network(draft: NetworkDraft, names: TextNames, word: TextWord) -> str:
    return f"### {escaped(word.name)}\n\nthe network that this one changes: `archcalc show {quoted(word.name, '')}`"


_TOLD: Mapping[Role, Callable[[NetworkDraft, TextNames, TextWord], str]] = {
    Role.KEY: _key, Role.FORM: _page, Role.OPERATOR: _operator, Role.MODULE: _module, Role.ATTRIBUTE: _attribute,
    Role.VALUE: _value, Role.LAYER: _layer, Role.NAME: _name, Role.FUNCTION: _page, Role.INCOMING: _page,
    Role.NETWORK: _network,
}
