"""Volumes that go in, and windows with their padding, in further words: rules on rows of tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import prod

from archcalc.homework.exercises import said
from archcalc.homework.exercises.said import Said, value_of
from archcalc.homework.exercises.sentence_rules.asking_rules import Rule, features_to, from_to, picked
from archcalc.homework.exercises.sentence_rules.layer_rules import counted_layers
from archcalc.homework.exercises.sentence_rules.part_rules import stored_parameters
from archcalc.homework.exercises.sentence_words import SentenceWord

_UNIT = re.compile("[kmg]i?b|(?:kilo|mega|giga|kibi|mebi)bytes", re.IGNORECASE)
_MAPS = re.compile("map|karte|carte|mapa|特征图|خرائط", re.IGNORECASE)
_KEPT = {"S": "same", "V": 0}


def input_of_layer(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """The input of a convolutional layer has dimensions 16x16x8."""
    size, layer = tokens[-1], picked(tokens, letters, "L")
    if len(size.data) < 3 and not {"s", "o"} & {*letters}:
        return None
    modifiers = [Said(said.MODIFIER, each.data, None, each) for each in tokens if each.code == "q"]
    return [Said(said.INPUT, size.text, size.data, size), Said(said.LAYER, layer.data, None, layer), *modifiers]


def goes_in(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """Turns a 7x7x512 volume into a vector of so many."""
    token = picked(tokens, letters, "z")
    return [Said(said.INPUT, token.text, token.data, token)]


def made_from(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """Yields 13x13x384 from 13x13x256."""
    made, read = (token for token in tokens if token.code == "z")
    return [Said(said.TARGET, made.text, made.data, made), Said(said.INPUT, read.text, read.data, read)]


def frames(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """A clip of 16 frames of 112x112."""
    count, size = picked(tokens, letters, "n"), picked(tokens, letters, "z")
    if picked(tokens, letters, "P").text.lower() not in {"frames", "frame"} or len(size.data) != 2:
        return None
    channels = [token for token in tokens if token.code == "n"][1:]
    return [Said(said.INPUT, size.text, (value_of(count), *size.data, *map(value_of, channels)), size)]


def channels_of_input(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """If the number of channels of the input is 3."""
    count = picked(tokens, letters, "n")
    return [Said(said.FEATURES, "", value_of(count), count)]


def last_volume(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """The output volume of the last conv layer is 7x7x512: what goes into those that follow."""
    size = tokens[-1]
    return [Said(said.INPUT, size.text, size.data, size)] if len(size.data) == 3 else None


def vector_to_volume(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """Maps a 100-dimensional vector to 4x4x512: as many neurons as the volume has values."""
    if "A" in letters and picked(tokens, letters, "A").data != "features":
        return None
    count, size = picked(tokens, letters, "n"), tokens[-1]
    return [Said(said.FEATURES, "", value_of(count), count), Said(said.ATTRIBUTE, "units", prod(size.data), size)]


def maps(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """Reads 64 feature maps of 28x28; a batch of 4 feature maps of 28x28."""
    count, size = picked(tokens, letters, "n"), picked(tokens, letters, "z")
    if not _MAPS.search(picked(tokens, letters, "F").text):
        return None
    kind = said.BATCH if "b" in letters else said.FEATURES
    return [Said(said.INPUT, size.text, size.data, size), Said(kind, "", value_of(count), count)]


def vocabulary(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """A vocabulary of 8000 tokens."""
    name, count, _ = tokens
    return [Said(said.ATTRIBUTE, "entries", value_of(count), count)] if name.data == "entries" else None


def window_padded(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """A 3x3 same convolution; a 3x3 valid one."""
    window, kind = tokens if letters[0] == "z" else reversed(tokens)
    padding = Said(said.ATTRIBUTE, "padding", _KEPT[kind.code], kind)
    return [Said(said.ATTRIBUTE, "kernel", window.data, window), padding]


def counted_padded(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """Four unpadded 3x3 convolutions."""
    kind = tokens[1]
    counted = counted_layers([tokens[0], *tokens[2:]], letters[0] + letters[2:])
    return counted and [*counted, Said(said.ATTRIBUTE, "padding", _KEPT[kind.code], kind)]


def stored_in_unit(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """The memory that its weights take in float32, in MB."""
    unit = tokens[-1]
    if unit.data != "bytes" or not _UNIT.fullmatch(unit.text):
        return None
    end = letters.index(",") - ("d" in letters)
    stored = stored_parameters(tokens[:end], letters[:end])
    types = [Said(said.NUMBER_TYPE, token.data, token.data, token) for token in tokens if token.code == "d"]
    return stored and [*stored, *types]


def told_apart(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """How many parameters (weights and biases)."""
    all_of_them, part = (token for token in tokens if token.code == "P")
    if all_of_them.data != "params" or part.data != "weights":
        return None
    return [Said(said.ASKED, "params", None, all_of_them)]


def counted_together(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """How many weights and biases: each, and both together."""
    if picked(tokens, letters, "P").data != "weights":
        return None
    return [Said(said.ASKED, name, None, tokens[-1]) for name in ("weights", "biases", "params")]


def filters_applied(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """Applies 256 5x5 filters to 96 channels."""
    count, *_, channels = (token for token in tokens if token.code == "n")
    window = [Said(said.ATTRIBUTE, "kernel", token.data, token) for token in tokens if token.code == "z"]
    filters = Said(said.ATTRIBUTE, "filters", value_of(count), count)
    return [filters, *window, Said(said.FEATURES, "", value_of(channels), channels)]


VOLUMES: tuple[tuple[str, Rule], ...] = (
    ("[QH]*P[QH]*Pd?,P(?=\\.)", stored_in_unit), ("[QH]*PP&B", told_apart),
    ("[QH]+P&B(?![:=]?[nz01N])", counted_together),
    ("I[oif]?q*Ls?[:=]?z(?![FKqL])", input_of_layer), ("fn[o>]n[UO]U?(?!z)", features_to("units")),
    ("fn[o>]nF(?!s?z)", features_to("filters")),
    ("GI?z[o>]I(?=[QH]+[PsO])", goes_in), ("GO?zI?fI?zI?", made_from),
    ("ig*zg*Io[zn](?![FKUCALP])", from_to),
    ("nz?F(?:s?z)?on(?:CI?|IC)", filters_applied),
    ("[QH]*CI[:=]?n(?![FUKLzAC])", channels_of_input), (r"O\$q*L=?z(?![FKqL])", last_volume),
    ("GnAI?oz", vector_to_volume), ("GnIoz", vector_to_volume), ("AnZ", vocabulary),
    ("I?nP[wo]?zI?(?:[&,]nC)?(?![FKL])", frames),
    ("[iI]nFs?z|bs?[:=]?nFs?z", maps),
    ("z[SV](?=q*L)|Vz(?=q*L)", window_padded), ("n[SV]zq*Ly?", counted_padded),
)
"""Rules by their patterns, before all others."""
