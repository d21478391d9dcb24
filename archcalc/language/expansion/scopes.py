"""Names and their values while a specification is expanded."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

from archcalc.base.axis_order import Grouped
from archcalc.base.errors import Place, Refused, quoted
from archcalc.base.suggestions import did_you_mean
from archcalc.language.expressions import INCOMING
from archcalc.language.expressions.volumes import ANY_VOLUME
from archcalc.language.flat_layers import Share
from archcalc.operators import find
from archcalc.operators.operator import Shape
from archcalc.operators.shape_kinds import Undecided, is_spatial
from archcalc.operators.sliding_window import axis_names

Volume = Callable[[str], Shape | None]
"""The output shape of a layer given out before; None where a mistake has left it unknown."""


class Unknown(Exception):
    """A volume was asked for that an earlier mistake has left unknown."""


class Frame:
    """One use of a module, or the network itself: what names mean inside."""

    def __init__(self, prefix: str, path: tuple[str, ...], values: dict[str, Any], parent: Frame | None = None,
                 place: Place | None = None) -> None:
        self.prefix, self.path, self.values, self.parent, self.place = prefix, path, values, parent, place
        self.names: dict[str, str] = {}
        self.taken: Collection[str] = ()
        """Full names that layers have which were not given out here."""
        self.shares: Share | None = None
        """The module call whose layers' weights those in here take."""
        self.counts: dict[str, int] = {}
        self.stems: dict[tuple[str, bool], str] = parent.stems if parent else {}
        self.depth: int = parent.depth + 1 if parent else 0

    def unnamed(self, kind: str, *, module: bool = False) -> str:
        """The next name of a kind: conv1, conv2, pool1, fc1."""
        stem = self.stems.get((kind, module))
        if stem is None:
            op = find(kind)
            stem = op.stem if op and op.stem and (op.stem_of_modules or not module) else kind
            self.stems[kind, module] = stem
        self.counts[stem] = number = self.counts.get(stem, 0) + 1
        name = f"{stem}{number}"
        return name if self.prefix + name not in self.taken else self.unnamed(kind, module=module)

    def in_own_file(self, place: Place) -> Place:
        """A place in here; of a module that stands in another file, such as a building block, that of its call."""
        if self.parent is None or self.place is None or self.place.source is place.source:
            return place
        return self.parent.in_own_file(self.place)

    def outwards(self) -> Iterator[Frame]:
        """The frame itself, then those around it."""
        frame: Frame | None = self
        while frame:
            yield frame
            frame = frame.parent

    def find(self, name: str) -> str | None:
        """The layer that `name` stands for here, or further out."""
        frame: Frame | None = self
        while frame:
            if name in frame.names:
                return frame.names[name]
            frame = frame.parent
        return None

    def visible(self) -> list[str]:
        """Every name that `from` could mean here."""
        return [*self.names, *(self.parent.visible() if self.parent else ())]


class Scope(dict[str, Any]):
    """Names and values of one place, with the incoming volume worked out when it is asked for.

    `incoming` is the layer that is read; `entered` the one that came before, which a step reads where it has no
    `from`. `named` gives the full name of a layer or module by the name that it has here.
    """

    def __init__(self, values: dict[str, Any], incoming: str, volume: Volume, entered: str = "",
                 named: Callable[[str], str | None] = lambda name: None) -> None:
        super().__init__(values)
        self.incoming, self.volume, self.entered, self.named = incoming, volume, entered, named

    def sides(self, layer: str) -> list[int]:
        """The output of a layer or module, or of what entered this step; channels first, without the batch."""
        full = (self.named(layer) or layer) if layer else self.entered
        if not full:
            raise Refused("expression", "volume() is not known: no one layer comes before this",
                          hint="name it: volume('left')")
        shape = self.volume(full)
        if shape is None and self.named(layer) is None and layer:
            raise Refused("expression", f"there is no layer {quoted(layer)} before this",
                          hint="a layer is named before its volume is asked for")
        if shape is None:
            raise Unknown
        return list(shape[1:])

    def __missing__(self, name: str) -> Any:
        if name == ANY_VOLUME:
            return self.sides
        if name not in INCOMING:
            raise Refused("unknown-name", f"there is no name {quoted(name)} here",
                          hint=did_you_mean(name, self) or f"options, and {', '.join(INCOMING)} of the incoming volume")
        if not self.incoming:
            raise Refused("expression", f"{name} is not known: nothing comes into an input",
                          hint="write the size itself, or an option's name")
        shape = self.volume(self.incoming)
        if shape is None:
            raise Unknown
        axis = _axes(shape).get(name)
        if axis is None:
            raise Refused("expression", f"{name} is not known: the incoming volume has no such axis",
                          hint="a vector has c_in alone, a signal and tokens l_in as well, an image h_in and w_in")
        if isinstance(shape, Undecided):
            shape.decision.is_asked = True
        return shape[axis]


def _axes(shape: Shape) -> dict[str, int]:
    """The axis of a shape that each name of the incoming volume stands for."""
    if not is_spatial(shape):
        last = len(shape) - 1
        in_rows = len(shape) == 3 or isinstance(shape, Grouped)
        return {"c_in": last, "h_in": last - 1, "l_in": last - 1} if in_rows else {"c_in": 1}
    names = (f"{axis[0]}_in" for axis in axis_names(len(shape) - 2))
    return {"c_in": 1, **{name: axis for axis, name in enumerate(names, 2)}}
