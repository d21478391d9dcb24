"""Facts about a network beside its layers: its paper, its training, the figures that were printed of it."""

from __future__ import annotations

from typing import Any, NamedTuple

from archcalc.base.errors import quoted
from archcalc.base.suggestions import did_you_mean, one_of
from archcalc.language.diagnostics import Notes
from archcalc.language.text.document import Value

DESCRIPTION = ("title", "year", "family", "source", "new", "results", "training", "preprocessing", "note")
"""What a file tells of its network beside its layers."""

FIGURES = ("params", "memory", "macs", "weights", "output", "neurons", "layers", "depth", "operators", "modules",
           "params-share", "macs-share", "params-ratio", "memory-ratio", "macs-ratio", "layers-ratio", "fewer-macs")
"""What can be said to have been published; `counting.claims` computes each."""

_EXAMPLE = '{figure: params, printed: "138M", where: "table 2"}'
_PUBLISHED_KEYS = ("figure", "printed", "where", "convention", "layer", "against", "erratum")


class Published(NamedTuple):
    """A figure as somebody printed it: of the network, or of a layer, or against another network."""

    figure: str
    printed: str
    where: str
    convention: str = ""
    layer: str = ""
    against: str = ""
    erratum: str = ""


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
    notes.check_keys(value, _PUBLISHED_KEYS, "a published figure")
    texts = {key: item.text for key, item in value.data.items() if key in _PUBLISHED_KEYS}
    if missing := [key for key in _PUBLISHED_KEYS[:3] if key not in texts]:
        notes.refuse(value, "missing-key", f"a published figure wants {', '.join(missing)}",
                     f"write {_EXAMPLE}")
        return None
    if texts["figure"] not in FIGURES:
        notes.refuse(value.data["figure"], "unknown-figure", f"there is no figure {quoted(texts['figure'])}",
                     did_you_mean(texts["figure"], FIGURES), one_of(FIGURES))
        return None
    return Published(**texts)
