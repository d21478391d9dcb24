"""Facts about a network beside its layers: its paper, its training, the figures that were printed of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from archcalc.base.errors import quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import did_you_mean, one_of
from archcalc.language.diagnostics import Notes
from archcalc.language.grammar import ANYTHING, TEXT, Key, Keys
from archcalc.language.text.document import Value

DESCRIPTION: dict[str, Key] = {
    "title": Key("the network's name as people write it", TEXT),
    "year": Key("the year of its paper", {"type": "integer"}),
    "family": Key("the networks among which archcalc list shows it", ANYTHING),
    "task": Key("what the network is for: detection, segmentation, language ...; archcalc list --for finds it", TEXT),
    "source": Key("its paper: authors, title, url; archcalc about shows it", ANYTHING),
    "by": Key("who made this version, if not the paper's authors; new, results and training are not inherited", TEXT),
    "new": Key("what was new in it", ANYTHING),
    "results": Key("its errors as published; a variant's stand before those of its file", ANYTHING),
    "training": Key("how it was trained, on what hardware; where: the place that tells it", ANYTHING),
    "preprocessing": Key("how pictures become its input: resize, mean, std, channels", ANYTHING),
    "note": Key("what else is to be said of it", ANYTHING),
}
"""What a file tells of its network beside its layers."""

HISTORY = ("new", "results", "training")
"""What happened to a network, and not to those that others made of it; a fact ends with the [place] where it stands."""

_PLACED = r"(?s:(.*?)\s*\[([^\[\]]+)\])"

PREPROCESSING_KEYS = Keys("preprocessing", {
    "resize": Key("the length of a picture's shorter side before it is cut to the input's size", ANYTHING),
    "mean": Key("what is subtracted from each channel, of values from 0 to 1", ANYTHING),
    "std": Key("what each channel is divided by, of values from 0 to 1", ANYTHING),
    "channels": Key("the order of the channels: RGB, BGR or L", ANYTHING),
})

FIGURES = ("params", "memory", "macs", "weights", "output", "neurons", "layers", "depth", "operators", "modules",
           "filters", "receptive-field",
           "active-params", "cache",
           "params-share", "macs-share", "params-ratio", "memory-ratio", "macs-ratio", "layers-ratio", "fewer-macs")
"""What can be said to have been published; `counting.claims` computes each."""

_EXAMPLE = '{figure: params, printed: "138M", where: "table 2"}'
_WORDS = {"type": ["string", "number"]}
_COUNT = {"type": "integer", "minimum": 1}
PUBLISHED_KEYS = Keys("a published figure", {
    "figure": Key("the figure that was printed", {"enum": list(FIGURES)}, required=True),
    "printed": Key("the number as it was printed, with its unit", _WORDS, required=True),
    "where": Key("the place where it was printed", _WORDS, required=True),
    "convention": Key("the way of counting that was meant", _WORDS),
    "layer": Key("the layer that it is of; without it, the network", _WORDS),
    "tokens": Key("the context that a cache is for; without it, the network's input", _COUNT),
    "bytes": Key("the bytes of a value, where they are not those of the rest", _COUNT),
    "against": Key("the network that it compares this one with", _WORDS),
    "erratum": Key("what is wrong with it, where it is known to be", _WORDS),
})


class Published(NamedTuple):
    """A figure as somebody printed it: of the network, or of a layer, or against another network."""

    figure: str
    printed: str
    where: str
    convention: str = ""
    layer: str = ""
    against: str = ""
    erratum: str = ""
    tokens: str = ""
    bytes: str = ""


class Fact(NamedTuple):
    """One fact about a network: what it is of, what is told, and where it stands, or nothing."""

    name: str
    told: str
    where: str = ""


def facts(description: dict[str, Any], prefix: str = "", where: str = "") -> Iterator[Fact]:
    """Every fact of a description, one by one; `where` in a mapping holds for those that name no [place] of their own.

    >>> [*facts({"training": {"where": "section 5", "batch": 128, "duration": "six days [lecture]"}})]
    ... # doctest: +NORMALIZE_WHITESPACE
    [Fact(name='training batch', told='128', where='section 5'),
     Fact(name='training duration', told='six days', where='lecture')]
    """
    for key, value in description.items():
        name = f"{prefix} {key}".strip().replace("_", " ")
        if isinstance(value, dict):
            inside = {each: told for each, told in value.items() if each != "where"}
            yield from facts(inside, name, str(value.get("where", "")))
        elif value is not None:
            items = value if isinstance(value, list) else [value]
            yield from (_fact(name if i == 0 else "", str(item), where) for i, item in enumerate(items))


def _fact(name: str, text: str, where: str) -> Fact:
    placed = re.fullmatch(_PLACED, text)
    return Fact(name, placed[1], placed[2]) if placed else Fact(name, text, where)


class About(NamedTuple):
    """Facts about a network beside its layers."""

    name: str
    description: dict[str, Any] = {}
    published: tuple[Published, ...] = ()

    @property
    def title(self) -> str:
        """The network's name as people write it."""
        return str(self.description.get("title") or self.name)


def read_published(value: Value | None, notes: Notes) -> tuple[Published, ...]:
    """The published figures of a file or variant; what is wrong is noted."""
    if value is None or value.data is None:
        return ()
    items = notes.items(value, "a list of published figures", f"- {_EXAMPLE}")
    return tuple(figure for item in items if (figure := _published(item, notes)) is not None)


def _published(value: Value, notes: Notes) -> Published | None:
    if not isinstance(value.data, dict):
        notes.wrong_type(value, "figure, printed and where in braces", _EXAMPLE)
        return None
    notes.check_keys(value, PUBLISHED_KEYS, PUBLISHED_KEYS.of)
    texts = {key: item.text for key, item in value.data.items() if key in PUBLISHED_KEYS}
    if missing := [key for key in PUBLISHED_KEYS.required if key not in texts]:
        notes.refuse(value, "missing-key", f"a published figure wants {', '.join(missing)}",
                     f"write {_EXAMPLE}")
        return None
    if texts["figure"] not in FIGURES:
        notes.refuse(value.data["figure"], "unknown-figure", f"there is no figure {quoted(texts['figure'])}",
                     did_you_mean(texts["figure"], FIGURES), one_of(FIGURES))
        return None
    for key in ("tokens", "bytes"):
        if not re.fullmatch("[1-9][0-9]{0,8}|", texts.get(key, "")):
            notes.wrong_type(value.data[key], "a whole number of at least 1", f"{key}: 2")
            return None
    return Published(**texts)
