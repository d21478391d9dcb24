"""Layers by their names, and how many there are: rules on rows of tokens, as letters of `vocabulary.CODES`."""

from __future__ import annotations

from collections.abc import Sequence

from archcalc.homework.exercises import said
from archcalc.homework.exercises.said import Said, is_word, value_of
from archcalc.homework.exercises.sentence_rules.asking_rules import Rule, picked
from archcalc.homework.exercises.sentence_words import SentenceWord


def times(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """3 conv 8 5x5 layers."""
    return [Said(said.TIMES, "", value_of(tokens[0]), tokens[0])]


def counted_layers(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """Three 3x3 convolutions; 64 3x3 conv is a layer of 64 filters."""
    count, layer = picked(tokens, letters, "n"), picked(tokens, letters, "L")
    window = [Said(said.ATTRIBUTE, "kernel", token.data, token) for token in tokens if token.code == "z"]
    many = letters.endswith("y") or (layer.text.lower().endswith("s") and not layer.text.isupper())
    modifiers = [Said(said.MODIFIER, token.data, None, token) for token in tokens if token.code == "q"]
    begun = [Said(said.LAYER, layer.data, None, layer), *modifiers, *window]
    if many or is_word(count):
        return [Said(said.TIMES, "", value_of(count), count), *begun]
    if window:
        return [*begun[:1], *modifiers, Said(said.ATTRIBUTE, "filters", value_of(count), count), *window]
    return None


def counted_windows(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """One 7x7: a convolution."""
    if not is_word(tokens[0]):
        return None
    return [
        Said(said.TIMES, "", value_of(tokens[0]), tokens[0]),
        Said(said.LAYER, "conv", "implied", tokens[1]),
        Said(said.ATTRIBUTE, "kernel", tokens[1].data, tokens[1]),
    ]


def one_volume(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """A single 7x7x512 volume."""
    return [] if is_word(tokens[0]) and value_of(tokens[0]) == 1 else None


def layer(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """A layer's name, with what kind of one it is."""
    token = picked(tokens, letters, "Lh")
    modifiers = [Said(said.MODIFIER, each.data, None, each) for each in tokens if each.code == "q"]
    return [Said(said.LAYER, token.data, None, token), *modifiers]


def flattened(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """A flattened 8x8x128 volume, which a fully connected layer flattens anyhow."""
    if tokens[0].data != "flatten":
        return None
    return [Said(said.INPUT, tokens[1].text, tokens[1].data, tokens[1])]


def said_otherwise(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """Transposed convolution (deconvolution)."""
    first, second = tokens
    return layer([second], "L") if first.data == second.data and second.start - first.end <= _BESIDE else None


_BESIDE = 2
"""Characters between a word and the same in other words: a space and a bracket."""

NAMED: tuple[tuple[str, Rule], ...] = (
    ("n(?=q*L[nzAwaFKs=]*y)", times),
    ("nz?q*Ly?", counted_layers),
    ("n(?=zg*[IO])", one_volume), ("nz(?![FKIO])", counted_windows),
    ("(?<!R)Lzg*I", flattened),
    ("LL", said_otherwise),
    ("q*[Lh]", layer),
)
"""Rules by their patterns, among those of `amount_rules`."""
