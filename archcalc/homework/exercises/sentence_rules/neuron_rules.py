"""Neurons, features and steps: what goes into layers and comes out of them, by rules on rows of tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archcalc.homework.exercises import said
from archcalc.homework.exercises.said import Said, value_of
from archcalc.homework.exercises.sentence_rules.amount_rules import statement, volume
from archcalc.homework.exercises.sentence_rules.asking_rules import Rule, picked
from archcalc.homework.exercises.sentence_words import SentenceWord

_READ = re.compile("unit|neuron|node|nœud|nodo|knoten|einheit|神经元|单元|节点|عصب|وحد", re.IGNORECASE)
"""What a layer stands on; it chooses over classes."""
_MOST_COUNTED = 100
"""So many fully connected layers a sentence may count."""


def features_in(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """128-dimensional inputs; on 16 channels; after a layer of 128 filters."""
    if any(token.code == "A" and token.data != "features" for token in tokens):
        return None
    if letters == "inU" and not _READ.search(tokens[-1].text):
        return None
    token = picked(tokens, letters, "n")
    return [Said(said.FEATURES, "", value_of(token), token)]


def padded_by(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """Pad a 5x5 image by 1."""
    if tokens[0].data != "padding":
        return None
    number = tokens[-1]
    return [*volume(tokens[1:-1], letters[1:-1]), Said(said.ATTRIBUTE, "padding", value_of(number), number)]


def square(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """An image 28 pixels on a side; an image with a side of 28 pixels."""
    token = picked(tokens, letters, "n")
    return [Said(said.INPUT, token.text, (value_of(token),) * 2, token)]


def widths(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """784-256-10: what goes in, and the neurons of every layer."""
    first, *rest = tokens[-1].data
    return [Said(said.FEATURES, "", first, tokens[-1]), *_neurons([(width, tokens[-1]) for width in rest])]


def widths_of_linear(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """784-256-10, fully connected."""
    return widths(tokens[:1], letters[:1]) if tokens[-1].data == "linear" else None


def widths_told(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """Two fully connected layers, 1024 -> 256 -> 10; layers of size 3, 5, 5, 1."""
    if any(token.code == "L" and token.data != "linear" for token in tokens):
        return None
    numbers = [(value_of(token), token) for token in tokens if token.code == "n"]
    if letters.startswith("n"):
        (count, _), *numbers = numbers
        if count != len(numbers) - 1:
            return None
    (first, token), *rest = numbers
    return [Said(said.FEATURES, "", first, token), *_neurons(rest)]


def several_neurons(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """Two hidden layers of 256 and 128 units; three layers of 100 units each."""
    numbers = [(value_of(token), token) for token in tokens if token.code == "n"]
    counted = "y" in letters
    widths = numbers[counted:]
    if counted and len(widths) == 1:
        widths = widths * numbers[0][0] if numbers[0][0] <= _MOST_COUNTED else []
    if not widths or (counted and len(widths) != numbers[0][0]):
        return None
    return _neurons(widths)


def _neurons(widths: Sequence[tuple[int, SentenceWord]]) -> list[Said]:
    """Fully connected layers, one after another."""
    return [
        each
        for width, token in widths
        for each in (
            Said(said.SEPARATOR, "strong", None, token),
            Said(said.LAYER, "linear", "implied", token),
            Said(said.ATTRIBUTE, "units", width, token),
        )
    ]


def images(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """64 images of 28x28; two 28x28 images; a batch of 32 3x32x32 images."""
    counts = [token for token in tokens if token.code == "n"]
    batch = [Said(said.BATCH, "", value_of(token), token) for token in counts]
    depth = [Said(said.DEPTH, "", token.data, token) for token in tokens if token.code == "g"][:1]
    sides = [Said(said.INPUT, token.text, token.data, token) for token in tokens if token.code == "z"]
    return [*batch, *sides, *depth]


def of_each(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """Each filter is 3x3."""
    window = [token for token in tokens if token.code in "nz"]
    return [Said(said.ATTRIBUTE, "kernel", value_of(token), token) for token in window]


def layers_counted(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """A model of two layers: so many have to follow."""
    return [Said(said.COUNT, "", value_of(tokens[0]), tokens[0])]


def time_steps(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """20 steps."""
    token = picked(tokens, letters, "n")
    return [Said(said.STEPS, "", value_of(token), token)]


def bias_vectors(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """One bias vector per gate; one bias per filter."""
    token = tokens[0]
    if {*"FKU"} & {*letters}:
        return [Said(said.ATTRIBUTE, "bias", True, token)] if value_of(token) == 1 else []
    return [Said(said.ATTRIBUTE, "biases", value_of(token), token)]


NEURONS: tuple[tuple[str, Rule], ...] = (
    ("p,?L(?=[.,:;QH]|$)", widths_of_linear), ("p", widths), ("I?n-|I-n", square),
    ("nLy?[:,]*n(?:>n)+|L[:,]*n(?:>n){2,}|y?sn(?:,n){2,}(?:,?&n)?", widths_told),
    (";|ny(?=[,:]*[cLh])", layers_counted),
    ("~", statement(said.BETWEEN)),
    ("<", statement(said.PER_IMAGE)),
    ("Ag*zg*In", padded_by),
    ("bs?[:=]?ng*@(?:s?[:=]?z)?|bs?n?g*zg*@|ng*z?g*@(?:s?[:=]?z)?", images),
    ("%s?[:=]?[nz]|%", of_each),
    ("nB[FKU]?", bias_vectors),
    ("ny[,w]*e?w*nUe?|nyw*n(?:,n)*,?&nU|n(?:,n)*,?&nU", several_neurons),
    ("[Ii]*nZ", time_steps),
    ("nAI|inA(?!I)|iA[:=]?n(?![FCULzAP])|in[CDU]|R+q*[LI]?w?n[FCU](?![^.]*[zKA])|R+nU|Iw+nU", features_in),
)
"""Rules by their patterns, before those of `amount_rules`."""
