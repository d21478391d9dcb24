"""Questions about a network of the collection: how many parameters has VGG-16, what comes out of conv1 in AlexNet."""

from __future__ import annotations

import re
from collections.abc import Iterable

from archcalc.base import plugins, units
from archcalc.base.errors import quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.report import Report
from archcalc.homework.exercises import answers_asked, said
from archcalc.homework.exercises.exercise import Exercise
from archcalc.homework.exercises.said import Said
from archcalc.homework.exercises.scanner import tokens
from archcalc.homework.exercises.sentence_rules.statements import statements
from archcalc.homework.exercises.sentence_words import SentenceWord, blanked, folded, refuse
from archcalc.homework.exercises.vocabulary import meaning
from archcalc.homework.questions.networks import AskedNetwork, Networks
from archcalc.language.notation.heads import compact
from archcalc.loading import library

_WORD = re.compile(r"(?<![\w.])[A-Za-z][A-Za-z0-9_]*(?:[-.][A-Za-z0-9_]+)*(?: [0-9]{1,3}(?![\w.]))?")
_LAYER = re.compile(r"(?<![\w.])[A-Za-z][A-Za-z_]*[-_ ]?[0-9][A-Za-z0-9_/.-]*(?<![.])")
_BEFORE = re.compile(r"[A-Za-z]+ +\Z")
_SHORTEST = 4
"""Letters of the shortest name that a sentence may hold beside its other words."""
_BESIDE = frozenset({said.ASKED, said.INPUT, said.SEPARATOR, said.DEPTH})
_OF_A_PART = re.compile(
    r"\b(?:layers?|last|first|hidden|final|blocks?|stages?|largest|smallest|heads?|backbone|encoder|decoder|without|only|"
    r"couches?|schicht(?:en)?|capas?)\b|层|طبق", re.IGNORECASE)
"""Words for a part of a network that is not named."""


class _Named(NamedTuple):
    """A network that a sentence names, the layer of it if one is named, and the text without both."""

    network: AskedNetwork
    position: int | None
    token: SentenceWord
    rest: str


def is_named(text: str) -> bool:
    """True where a text names a network of the collection."""
    return _named(text) is not None


def told_in_full(text: str) -> str | None:
    """The text without a network's name, where it tells the layers itself; None where it names none."""
    named = _named(text)
    if named is None or not _IS_TOLD.search(folded(text)) or _CHANGES.search(text):
        return None
    before, after = text[:named.token.start], text[named.token.end:]
    if not (_LAYER_OF.search(before) or _ITS_LAYER.match(after)):
        return None
    return _unnamed(text, named.token.start, named.token.end)


def is_complete(notes: Iterable[str], asked: Iterable[str]) -> bool:
    """True where an answer assumes nothing that the network itself has otherwise: strides, padding, channels."""
    assumed = " ".join(note for note in notes if note.startswith("assumed:"))
    if "1 channel in" in assumed or "filter" in assumed:
        return False
    assumed = "" if "padding" not in assumed else assumed
    return not assumed or {*asked} <= _LEARNED or bool(_POOLING.search(" ".join(notes)))


_LEARNED = frozenset({"params", "weights", "biases"})
"""Figures that no stride and no padding changes."""
_POOLING = re.compile(r"read as: (?:AVG)?POOL[^>]*$")
"""One pooling alone, which the networks here leave without padding."""
_KINDS = (r"(?:(?:first|second|third|fourth|fifth|last|final|1st|2nd|3rd|conv|convolutional|convolution|pooling|"
          r"max|dense|"
          r"fully[- ]connected|fc|hidden|linear)[\s-]+)*(?:layer|convolution|conv|pooling)\b")
_LAYER_OF = re.compile(rf"\b{_KINDS}\s+(?:of|in|from)\s+(?:the\s+)?$|\bcase study\s*:\s*$", re.IGNORECASE)
_ITS_LAYER = re.compile(rf"(?:'s)?,?\s+(?:the\s+)?(?:{_KINDS}|(?:input\s+)?[0-9]+\s?x\s?[0-9]+(?:\s?x\s?[0-9]+)?\s+"
                        r"(?:input|image|volume|feature map)\b)|\s*的?第[一二三四五]层", re.IGNORECASE)
"""A layer of the network, of which the exercise tells what it is."""
_CHANGES = re.compile(r"\b(?:replac|chang|swap|modif|remov|instead|adapt|fine-?tun|without the|drop)\w*", re.IGNORECASE)
_IS_TOLD = re.compile(r"[0-9] ?x ?[0-9]|\b[0-9]+ (?:filters|kernels|units|neurons|channels)\b", re.IGNORECASE)


def report(text: str) -> Report | None:
    """The answer to a question about a network of the collection; None where none is named. Raises ArchcalcError."""
    named = _named(text)
    if named is None:
        return None
    reference = named.network.reference
    hint = f"ask for a figure of it or of a layer: archcalc show {reference}"
    found = statements(text, tokens(named.rest))
    part = _OF_A_PART.search(named.rest) if named.position is None else None
    if part:
        refuse(text, SentenceWord("", part[0], *part.span()), f"which layer of {reference} is that?",
               f"its name: archcalc show {reference}")
    for each in found:
        if each.kind not in _BESIDE and not (each.kind == said.LOOSE and isinstance(each.value, tuple)):
            refuse(text, each.token, f"{quoted(each.token.text)} is not understood of {reference}, which is a network "
                   "of the collection", f"{hint}; or leave its name out, and say the layer")
    _check_input(text, found, named.network)
    names = tuple(dict.fromkeys(each.name for each in found if each.kind == said.ASKED))
    if not names:
        refuse(text, named.token, f"what is asked of {reference}?", hint)
    exercise = Exercise(text, asked=names)
    answers = answers_asked.of_network(exercise, named.network, named.position, names)
    if len(answers) != len(names):
        refuse(text, named.token, f"{reference} has no such figure", hint)
    return answers_asked.report(text, answers, (_read_as(named),))


def _read_as(named: _Named) -> str:
    """Of which layer, of which network, and with what going in."""
    graph, name = named.network.graph, named.network.reference
    size = units.volume(graph.nodes[0].volume)
    if named.position is None:
        return f"read as: {name} of the collection, on {size}: archcalc show {name}"
    layer = graph.nodes[named.position].name
    return f"read as: the layer {layer} of {name} of the collection, on {size}: archcalc explain {name} {layer}"


def _named(text: str) -> _Named | None:
    """The one network that a text names."""
    plain = folded(text)
    with plugins.without_looking():
        candidates = [match for match in _WORD.finditer(plain) if _is_strange(plain, match)]
    known = library.names() if candidates else {}
    for match in candidates:
        for word in dict.fromkeys((match[0], match[0].partition(" ")[0])):
            name = library.normalised(word)
            short = name.replace("_", "")
            if len(short) >= _SHORTEST and ({name, short} & known.keys()):
                end = match.start() + len(word)
                token = SentenceWord("", text[match.start():end], match.start(), end)
                return _with_layer(text, plain, Networks().find(name if name in known else short), token)
    return None


def _is_strange(plain: str, match: re.Match[str]) -> bool:
    """True of a word that is none of an exercise's: finding out what is in the collection takes a while."""
    word = match[0].partition(" ")[0].lower()
    if len(word) < _SHORTEST or "." in word:
        return False
    before = _BEFORE.search(plain, 0, match.start())
    with_it = f"{before[0].strip().lower()} {word}" if before else word
    return meaning(word) is None and meaning(with_it) is None and compact(word) is None


def _with_layer(text: str, plain: str, network: AskedNetwork, token: SentenceWord) -> _Named:
    """The network with a layer that is named by its name or as the lecture writes it."""
    rest = _unnamed(plain, token.start, token.end)
    for match in _LAYER.finditer(rest):
        if network.has(match[0]):
            position = network.position(match[0])
            return _Named(network, position, token, _unnamed(rest, *match.span()))
    return _Named(network, None, token, rest)


def _unnamed(text: str, start: int, end: int) -> str:
    """The text with blanks in the place of a name; a possessive goes too."""
    return blanked(text, start, end + 2 * (text[end:end + 2].lower() == "'s"))


def _check_input(text: str, found: list[Said], network: AskedNetwork) -> None:
    """Refuse an input that is not the one that the network has."""
    volume = network.graph.nodes[0].volume
    last = (*volume[1:], volume[0])
    for each in found:
        if each.kind in {said.INPUT, said.LOOSE} and each.value not in {volume, last, last[:-1]}:
            refuse(text, each.token, f"{network.reference} reads {units.volume(volume)} here",
                   f"archcalc show {network.reference} --input {each.token.text}")
