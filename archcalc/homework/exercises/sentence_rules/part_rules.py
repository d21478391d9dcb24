"""Words by which a part is asked of, or something that is not worked out: rules on rows of tokens, to refuse them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archcalc.homework.exercises import said
from archcalc.homework.exercises.said import Said, value_of
from archcalc.homework.exercises.sentence_rules.asking_rules import Rule
from archcalc.homework.exercises.sentence_words import OF_LAYERS, SentenceWord

_IMAGE = re.compile("image|imagen|bild|photo|picture|example|图像|图片|صورة", re.IGNORECASE)
_ONE = re.compile(r"\b(?:one|single|eine?[rnms]?|une?|un[ao]|sol[ao])\b|隐藏|输出", re.IGNORECASE)
_STORED = frozenset({"memory", "bytes", "neurons"})
_PARAMETERS = frozenset({"params", "weights", "biases"})


def part(kind: str) -> Rule:
    """A figure of a part: per gate, of each layer."""
    return lambda tokens, letters: [Said(kind, "", None, tokens[-1])]


def stored_parameters(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """How many of the parameters are biases; the memory that the weights take."""
    first, second, *unit = (token for token in tokens if token.code in "PB")
    if letters.endswith("&B"):
        unit = []
    if unit and unit[0].data != "bytes":
        return None
    names = {token.data or "biases" for token in (first, second)}
    if letters.endswith("&B") and not (names & {"memory", "bytes"} and second.data == "weights"):
        return None
    counted = {"params"} if letters.endswith("&B") else names & {"params", "weights"}
    if len(counted) == 1 and names & {"memory", "bytes"}:
        return [Said(said.ASKED, f"{counted.pop()}_bytes", None, second)]
    if first.data == "params" and names <= _PARAMETERS:
        return [Said(said.ASKED, second.data or "biases", None, second)]
    return None if len(names) == 1 or names <= _STORED else [Said(said.UNREAD, "", None, second)]


def of_each(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """A figure of each layer; where no layer is named, of each filter, or of input and output."""
    of_layers = any(OF_LAYERS.search(token.text) for token in tokens) or "y" in letters
    alone = any(_ONE.search(token.text) for token in tokens)
    return [Said((said.OF_SOME_LAYER if alone else said.OF_EACH) if of_layers else said.PART, "", None, tokens[-1])]


def of_one_input(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """The memory of one image, of a batch; the values of a feature map."""
    if letters[0] == "n" and value_of(tokens[0]) != 1:
        return None
    kind = said.PER_IMAGE if len(letters) > 1 and _IMAGE.search(tokens[-1].text) else said.PART
    return [Said(kind, "", None, tokens[-1])]


def of_a_filter(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """The weights of a filter, the values of one feature map."""
    several = letters[0] == "n" and value_of(tokens[0]) != 1
    return None if several else [Said(said.PART, "", None, tokens[-1])]


def described(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """A network with a hidden layer: what the layer is, its units say."""
    return []


PARTS: tuple[tuple[str, Rule], ...] = (
    ("!|(?<![:=A])S(?=[nz])", part(said.UNREAD)),
    ("[QH]*P[QH]*P&B", stored_parameters), ("[QH]*P[QH]*[PB]P(?![:=]?n|[:=]?z(?!q*L))", stored_parameters),
    ("[QH]*P[QH]*[PB](?![:=]?n|[:=]?z(?!q*L))", stored_parameters), ("(?<=[sOPI])R+e[yT]?|(?<=O)e[yT]?", of_each),
    ("(?<=P)e[yT]?|(?<=Py)e|(?<=PT)e", of_each),
    ("(?<=P)%(?!s?[:=]?[nz])", part(said.OF_ONE)),
    ("(?<!B)(?<!BF)%(?!s?[:=]?[nzCFU]|[QH]*P)", part(said.UNREAD)),
    ("(?<=P)[ne]?I(?![:=,s]*[gznCFU@])|(?<=HU)[ne]?I(?![:=,s]*[gznCFU@])", of_one_input),
    ("(?<=[.,:])I(?=[QH]+P)", part(said.PART)),
    ("[QH]+yw?(?=[Lcp.])(?!L?[zqAn])", part(said.UNREAD)),
    ("[e8][yT]?(?=[QH]+P)", of_each),
    (r"(?<=[PO])\$?[FK](?![:=,s]*[nz])(?!w)|(?<=P)n[FK](?![:=,s]*[nz])", of_a_filter),
    (r"(?<=[:.])s?I(?=\.?$)", part(said.UNREAD)),
    ("(?<=P)8|(?<=P[IO])8", part(said.OF_SOME_LAYER)),
    ("8|(?<=[UB])9", described),
    ("9", part(said.PART)),
)
"""Rules by their patterns, before those of `asking_rules`."""
