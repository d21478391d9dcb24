"""Layers in the order in which values pass them: a pooling after a convolution stands behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from archcalc.base.errors import quoted
from archcalc.homework.exercises.sentence_words import Amount, SentenceWord, refuse

TURNED = "turned"
"""What a separator stands for where the layers around it have changed places."""
_SENTENCE = re.compile(r"[^.]*\.?")
_LAYER = re.compile("[Lhc]")
_READS = re.compile(r"R+q*[LI]?w?n[FCU](?!.*[zKA])|R+nU")
"""A layer that is named only for the channels that it makes."""
_OF_EMBEDDING = frozenset({"entries", "features"})
_ASKS = re.compile(r"[QHOPsI:=][^Lhc]*$")
"""A question, or a size, between a layer and the word after: what is the output after a pooling?"""


def in_order(text: str, found: list[SentenceWord]) -> list[SentenceWord]:
    """The tokens with layers that stand before the one they follow put behind it. Raises ArchcalcError."""
    letters = "".join(token.code or " " for token in found)
    ordered: list[SentenceWord] = []
    for match in _SENTENCE.finditer(letters):
        ordered += _sentence(text, found[match.start():match.end()], match[0])
    return ordered


def with_meanings(found: Iterable[SentenceWord]) -> list[SentenceWord]:
    """The tokens with what words mean beside others of their sentence."""
    return with_embeddings(with_vectors(with_rates(with_units(list(with_than(found))))))


def with_than(found: Iterable[SentenceWord]) -> Iterator[SentenceWord]:
    """The tokens where que and qu'une mean than behind more and fewer, and nothing elsewhere."""
    compares = False
    for token in found:
        compares = (compares or token.code in "WM5") and token.code != "."
        if token.code != "`":
            yield token
        elif compares:
            yield token._replace(code="|")


def with_units(found: list[SentenceWord]) -> list[SentenceWord]:
    """The tokens with one of two: memory, in MB."""
    pairs = zip(found, [*found[1:], None], strict=False)
    return [token for token, after in pairs if not (token.code == "P" and token.data == "memory" and after is not None
                                                    and after.code == "P" and after.data == "bytes")]


def with_rates(found: list[SentenceWord]) -> list[SentenceWord]:
    """The tokens without dilated, where a rate is said besides."""
    letters = "".join(token.code or " " for token in found)
    rates = [i for i, token in enumerate(found) if token.code == "A" and token.data == "dilation"]
    told = [i for i in rates if re.match("A[:=]?n|A\\^", letters[i:])]
    if not told:
        return found
    named = {i for i in rates if i not in told and found[i].text.lower().startswith("dil")}
    return [token for i, token in enumerate(found) if i not in named]


def with_vectors(found: list[SentenceWord]) -> list[SentenceWord]:
    """The tokens where vectors of so many values go into a recurrent layer; an embedding makes them."""
    layers = {getattr(token.data, "kind", token.data) for token in found if token.code == "L"}
    if not layers & {"lstm", "gru", "rnn"} or "embedding" in layers:
        return found
    return [token._replace(code="D", data=None) if token.code == "A" and token.text.lower().startswith("vectors of")
            else token for token in found]


def with_embeddings(found: list[SentenceWord]) -> list[SentenceWord]:
    """The tokens where the dimension of an embedding is its features, and 32000x4096 its entries and features."""
    if not any(token.code == "L" and token.data == "embedding" for token in found):
        return found
    found = _with_entries(_led_by_embedding(found))
    made: list[SentenceWord] = []
    for i, token in enumerate(found):
        after = found[i + 1].code if i + 1 < len(found) else ""
        if token.code == "s" and after == "n" and token.text.lower() in {"dimension", "dimensions", "size", "width"}:
            made.append(token._replace(code="A", data="features"))
        elif token.code == "z" and len(token.data) == 2 and made and made[-1].data == "embedding":
            for name, number in zip(("entries", "features"), token.data, strict=True):
                made += [token._replace(code="A", data=name), token._replace(code="n", data=Amount(number))]
        else:
            made.append(token)
    return made


def _led_by_embedding(found: list[SentenceWord]) -> list[SentenceWord]:
    """The tokens with the one embedding in front of its numbers, where a sentence says them first."""
    places = [i for i, token in enumerate(found) if token.code == "L"]
    first = next((i for i, token in enumerate(found) if token.code == "A" and token.data in _OF_EMBEDDING), None)
    if len(places) != 1 or first is None or first > places[0]:
        return found
    before = first - 1 if first and found[first - 1].code == "n" else first
    place = places[0]
    return [*found[:before], found[place], *found[before:place], *found[place + 1:]]


def _with_entries(found: list[SentenceWord]) -> list[SentenceWord]:
    """The tokens where 30,522 tokens are the entries, if nothing else says how many there are."""
    others = any(token.data == "entries" or (token.code == "L" and token.data != "embedding") for token in found)
    if others:
        return found
    letters = "".join(token.code or " " for token in found)
    counted = [match.start() + 1 for match in re.finditer("nZ", letters)]
    if len(counted) != 1:
        return found
    return [token._replace(code="A", data="entries") if i == counted[0] else token for i, token in enumerate(found)]


def _sentence(text: str, found: list[SentenceWord], letters: str) -> list[SentenceWord]:
    i = letters.find("R")
    before, after = letters[:i], letters[i + 1:]
    if i < 0 or not _LAYER.search(before) or not _LAYER.search(after) or _READS.match(letters[i:]):
        return found
    if _ASKS.search(before):
        return found
    if "R" in after or "t" in letters or ">" in letters:
        refuse(text, found[i], f"{quoted(found[i].text)}: in which order?", "write then between two layers")
    end = len(found) - letters.endswith(".")
    return [*found[i + 1:end], found[i]._replace(code="t", data=TURNED), *found[:i], *found[end:]]
