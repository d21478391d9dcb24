"""What an exam says that its own notation means: CONVx-N denotes a convolution with N filters of size x, padding 2."""

from __future__ import annotations

import re
from typing import Any

from archcalc.base.errors import quoted
from archcalc.homework.exercises.exercise import Exercise
from archcalc.homework.exercises.sentence_words import SentenceWord, blanked, folded, refuse

_MEANS = r"\s*(?:denotes?|is|means|stands\s+for|represents?|refers?\s+to|describes|indicates|:|=)\s+"
_KEY = re.compile(rf"(?:(?<=[.:;,\n])|\A|\band)\s*(?:where\s+|here,?\s+)?(?P<head>(?P<kind>conv|pool|maxpool|fc)[-_]?"
                  rf"(?:(?:[0-9]+|[a-z])[-_x])?[a-z0-9]+)(?P<told>{_MEANS}(?:an?|"
                  rf"the)\s+[^.;\n]*[.;\n]?)", re.IGNORECASE)
_LETTERS = re.compile(r"(?:conv|maxpool|pool|fc)[-_]?(?:(?P<kernel>[0-9]+|[a-z])[-_x])?(?P<last>[a-z]|[0-9]+)",
                      re.IGNORECASE)
_AFTER = re.compile(r"\s*(?:the\s+)?(?P<told>(?:padding|pad|stride|all|they|every|both)\b[^.\n]*[.\n])", re.IGNORECASE)
"""A sentence that goes on with it: padding is 2, and stride is 1."""
_SIDES = re.compile(r"\b(?:pad(?:ding)?\s+and\s+strides?(?:\s+parameters)?\s+(?:are|"
                    r"is)\s+(?:always\s+)?(?P<p>[0-9]+)\s+and\s+"
                    r"(?P<s>[0-9]+)(?:,?\s+respectively)?"
                    r"|(?:zero[- ])?pad(?:ding)?\s*(?:is|of|=)?\s*(?P<padding>[0-9]+|same)\b"
                    r"|(?P<before>[0-9]+|no)\s+(?:zero[- ])?pad(?:ding)?\b|(?P<same>same)\s+padding\b"
                    r"|strides?\s*(?:is|of|=)?\s*(?P<stride>[0-9]+|[a-z])\b)", re.IGNORECASE)
_WORDS = re.compile(
    r"(?:with|and|of|an?|the|is|are|always|both|each|them|one|has|have|having|that|filters?|kernels?|size|height|width|spatial|"
    r"dimensions?|output|channels?|neurons?|units?|nodes|outputs?|layers?|conv|convolutional|convolution|fully[- "
    r"]connected|dense|"
    r"max|pooling|pool|max-?pooling|window|where|depth|at|previous|activation|volume|input|in|denotes|using|uses|respectively|\.|"
    r"they|all|every|these|for|by|x|[\s,()\-])*", re.IGNORECASE)


def found(text: str, rest: str) -> tuple[str, dict[str, dict[str, Any]]]:
    """The text without the sentences that tell its notation, and what they say of each kind. Raises ArchcalcError."""
    plain = folded(rest)
    keys: dict[str, dict[str, Any]] = {}
    for match in _KEY.finditer(plain):
        letters = _LETTERS.fullmatch(match["head"])
        if letters is None or (not letters["last"].isalpha() and match["kind"].lower() != "pool"):
            continue
        end = match.end()
        told = match["told"]
        if goes_on := _AFTER.match(plain, end):
            told, end = told + goes_on["told"], goes_on.end()
        kind = {"conv": "conv", "fc": "linear"}.get(match["kind"].lower(), "max_pool")
        token = SentenceWord("", text[match.start("head"):match.end("head")], *match.span("head"))
        keys[kind] = _meant(text, token, kind, letters, told)
        rest = blanked(rest, match.start("head"), end - told.endswith(("\n", ".")))
    return rest, keys


def _meant(text: str, token: SentenceWord, kind: str, letters: re.Match[str], told: str) -> dict[str, Any]:
    """Padding and stride as a sentence tells them; the numbers of a head are read as it names them."""
    names: dict[str, Any] = {}
    for side in _SIDES.finditer(told):
        padding = side["p"] or side["padding"] or side["same"] or side["before"]
        if padding:
            names["padding"] = 0 if padding.lower() == "no" else int(padding) if padding.isdigit() else "same"
        if stride := side["s"] or side["stride"]:
            names["stride"] = int(stride) if stride.isdigit() else stride.lower()
    own = {each.lower() for each in (letters["kernel"], letters["last"]) if each}
    left = _SIDES.sub(" ", told)
    left = re.sub(rf"\b(?:{'|'.join([*own, 'd'])})\b(?:\s*x\s*(?:{'|'.join([*own, 'd'])})\b)*|"
                  rf"[0-9]+\s*x\s*[0-9]+(?:\s*x\s*d\b)?",
                  " ", left, flags=re.IGNORECASE)
    left = re.sub(_MEANS, " ", left, count=1)
    if not _WORDS.fullmatch(left.rstrip(" .;\n")) or not _is_as_read(kind, letters, told, names):
        refuse(text, token, f"{quoted(token.text)}: what it stands for is not read",
               "kernel first, then filters: CONV5-10; POOL2 has stride 2 and no padding")
    return {} if kind != "conv" else names


def _is_as_read(kind: str, letters: re.Match[str], told: str, names: dict[str, Any]) -> bool:
    """True where the numbers of a head stand in the order in which they are read here."""
    last = letters["last"].lower()
    if kind == "max_pool":
        sides = {last, *re.findall(r"([0-9]+)\s*x\s*[0-9]+", told)} - {"n", "k", "x"}
        return str(names.get("stride", last)) in {last, *sides} and len(sides) < 2 and names.get("padding", 0) == 0
    what = "neurons|units|nodes|outputs|output" if kind == "linear" else "filters|kernels|output|channels"
    return type(names.get("stride", 1)) is int and bool(re.search(rf"\b{last}\s+(?:{what})", told, re.IGNORECASE))


def applied(exercise: Exercise, keys: dict[str, dict[str, Any]]) -> Exercise:
    """The exercise with what its notation leaves unsaid as it is told."""
    layers = [layer._replace(attributes=keys.get(layer.kind, {}) | layer.attributes,
                             places=dict.fromkeys(keys.get(layer.kind, {}), layer.token) | layer.places)
              for layer in exercise.layers]
    return exercise.varied(layers)
