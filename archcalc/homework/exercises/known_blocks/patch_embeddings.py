"""A patch embedding: a convolution whose stride is its window, with a filter for each feature of a patch."""

from __future__ import annotations

import re

from archcalc.homework.exercises import said
from archcalc.homework.exercises.said import Said
from archcalc.homework.exercises.sentence_words import SentenceWord, blanked, folded, refuse

_NAME = re.compile(r"\b(?:(?:vit|vision transformer) )?patch[ -]embeddings?(?: layer)?\b", re.IGNORECASE)
_PATCHES = re.compile(
    r"\b(?:([0-9]{1,4}) ?x ?([0-9]{1,4})(?: pixel)? patches"
    r"|patch(?:es of)? size (?:of |is |= ?)?([0-9]{1,4})(?: ?x ?([0-9]{1,4}))?"
    r"|patches of (?:size )?([0-9]{1,4}) ?x ?([0-9]{1,4}))(?!\w|\.[0-9])", re.IGNORECASE)
_WIDTH = re.compile(
    r"\b(?:embedding (?:dimension|dim|size)|embed_dim|hidden (?:dimension|size)|width|d_?model)"
    r"(?: of| is| ?=)? ?([0-9]{1,6})(?!\w|\.[0-9])"
    r"|\b([0-9]{1,6})[ -]dimensional(?: embeddings?| vectors?)?\b"
    r"|\bprojected (?:linearly )?(?:in)?to ([0-9]{1,6})(?: dimensions| features| channels)?\b", re.IGNORECASE)
_HINT = "for example: patch embedding with 16x16 patches and embedding dimension 768 on 224x224x3: parameters"


def found(text: str, rest: str) -> tuple[str, list[Said]]:
    """The text without what tells a patch embedding, and the convolution that it is. Raises ArchcalcError."""
    plain = folded(rest)
    named = _NAME.search(plain)
    if named is None:
        return rest, []
    token = SentenceWord("L", named[0], *named.span())
    patches, widths = list(_PATCHES.finditer(plain)), list(_WIDTH.finditer(plain))
    if len(patches) != 1 or len(widths) != 1:
        refuse(text, token, "a patch embedding has one size of patches and one embedding dimension", _HINT)
    sides = [int(side) for side in patches[0].groups() if side]
    window = (*sides, *sides)[:2]
    width = next(int(group) for group in widths[0].groups() if group)
    for match in (named, patches[0], widths[0]):
        rest = blanked(rest, *match.span())
    layer = Said(said.LAYER, "conv", None, token)
    size = SentenceWord("z", patches[0][0], *patches[0].span())
    filters = SentenceWord("n", widths[0][0], *widths[0].span())
    return rest, [
        layer,
        Said(said.ATTRIBUTE, "filters", width, filters),
        Said(said.ATTRIBUTE, "kernel", window, size),
        Said(said.ATTRIBUTE, "stride", window, size),
        Said(said.SEPARATOR, "sentence", None, token),
    ]
