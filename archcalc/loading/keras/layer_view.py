"""A layer's call as its rule sees it: what it reads, its configuration, and the layers that it becomes.

A rule is a generator: it gives archcalc's layers one after another, each placed before it goes on, so that shapes are
known, and returns the values that the call gives. What cannot be said in archcalc's operators is left with
`Untranslatable` before the first layer is given.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Set
from typing import Any

from archcalc.base.errors import Refused, quoted
from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import (
    Arrays,
    KerasValue,
    LayerPlace,
    Untranslatable,
    channels_first,
    flat,
    plain_order,
)
from archcalc.loading.keras.layer_config import LayerConfig
from archcalc.loading.keras.model_context import ModelContext
from archcalc.loading.keras.model_records import LayerRecord
from archcalc.operators import find
from archcalc.operators.operator import Shape
from archcalc.operators.shape_kinds import is_other_than_tokens

Answer = KerasValue | tuple[KerasValue | None, ...]
Steps = Generator[Layer, None, KerasValue]
"""The layers by which one value comes about."""
Rule = Callable[["LayerView"], Generator[Layer, None, Answer]]


class LayerView:
    """One call of one layer."""

    def __init__(self, context: ModelContext, record: LayerRecord, place: LayerPlace, arguments: tuple[Any, ...],
                 keywords: Mapping[str, Any], used: Set[int] = frozenset({0})) -> None:
        self.context, self.record, self.place = context, record, place
        self.config = LayerConfig(record.config)
        self.arguments, self.keywords = arguments, keywords
        self.read_keywords: set[str] = set()
        self.used = used
        """The outputs that are read, or given out."""
        self.stated: Mapping[int, Shape] = {}
        """The shapes that the model states of what the call gives, as far as they are known."""
        self.made = 0
        self.traits: set[str] = set()
        """Those of the operators that were made."""
        self.is_named = False

    @property
    def x(self) -> KerasValue:
        """The first value that it reads. Raises Untranslatable."""
        return self.xs[0]

    @property
    def xs(self) -> list[KerasValue]:
        """The values of its first argument, one or several. Raises Untranslatable."""
        first = self.argument(0, "inputs")
        several = first if isinstance(first, list) else [first]
        if not several or not all(isinstance(each, KerasValue) for each in several):
            raise Untranslatable("what it reads depends on no input, or has no shape")
        return several

    def argument(self, place: int, name: str, default: Any = None) -> Any:
        """An argument by its place or by its name."""
        self.read_keywords.add(name)
        return self.arguments[place] if place < len(self.arguments) else self.keywords.get(name, default)

    def value(self, place: int, name: str) -> KerasValue | None:
        """An argument that is a value; None where it is left out."""
        found = self.argument(place, name)
        if found is not None and not isinstance(found, KerasValue):
            raise Untranslatable(f"its argument {name} is no value of the model")
        return found

    def reads(self) -> list[KerasValue]:
        """Every value among its arguments."""
        return list(flat([*self.arguments, *self.keywords.values()]))

    def part(self, key: str) -> LayerRecord:
        """The layer inside that stands under a key. Raises Untranslatable."""
        parts = self.record.parts.get(key, ())
        self.config.get(key)
        if len(parts) != 1:
            raise Untranslatable(f"its {key} is not told")
        return parts[0]

    def check_built(self, x: KerasValue, *axes: int) -> None:
        """Refuse a value of other sizes along some axes than those for which the layer's arrays were made."""
        built = self.record.built
        stated = built if isinstance(built, (list, tuple)) and len(built) == x.rank else ()
        for axis in axes if stated else ():
            if type(stated[axis]) is int and stated[axis] != x.shape[axis]:
                raise Refused("shape", f"it was built for {stated[axis]:,} along axis {axis}, and reads "
                                       f"{x.shape[axis]:,}", hint="its weights fit the input's size that the model has")

    def add(self, kind: str, *reads: KerasValue, order: tuple[int, ...] | None = None, is_signal: bool | None = None,
            weights: Mapping[str, Arrays] | None = None, **attributes: Any) -> Steps:
        """One more layer; the first has the name of Keras's. Without an order, its axes lie as those of its first."""
        name = self.place.name if not self.is_named else f"{self.place.name}/{kind}"
        self.is_named = True
        return self._placed(name, kind, reads, order, is_signal, weights or {}, attributes)

    def aside(self, kind: str, *reads: KerasValue, order: tuple[int, ...] | None = None, is_signal: bool | None = None,
              weights: Mapping[str, Arrays] | None = None, **attributes: Any) -> Steps:
        """A layer beside the one that has the name."""
        return self._placed(f"{self.place.name}/{kind}", kind, reads, order, is_signal, weights or {}, attributes)

    def _placed(self, wish: str, kind: str, reads: tuple[KerasValue, ...], order: tuple[int, ...] | None,
                is_signal: bool | None, weights: Mapping[str, Arrays], attributes: dict[str, Any]) -> Steps:
        name = self.context.new_name(wish, kind)
        path = (*self.place.path, self.place.name.rpartition("/")[2])
        number, self.made = self.made, self.made + 1
        self.traits |= getattr(find(kind), "traits", set())
        share = self.context.share(self.record, self.place, number, name)
        self.context.hold(name, self.record, weights, is_shared=share is not None)
        yield Layer(name, kind, attributes, tuple([each.layer for each in reads]), path, share=share)
        own = self.context.placed_shape(name)
        axes = order if order is not None else reads[0].order if reads else plain_order(len(own))
        shape = [0] * len(own)
        for size, axis in zip(own, axes, strict=True):
            shape[axis] = size
        signal = is_signal if is_signal is not None else len(own) == 3 and bool(reads) and reads[0].is_signal
        return KerasValue(name, tuple(shape), axes, signal or is_other_than_tokens(own))

    def transposed(self, x: KerasValue, turned: tuple[int, ...], order: tuple[int, ...]) -> Steps:
        """The layer that has the name: archcalc's axes in another order, and which of Keras's they are then."""
        self.is_named = True
        return self._placed(self.place.name, "transpose", (x,), order, False, {}, {"order": turned})

    def arranged(self, x: KerasValue, order: tuple[int, ...], *, is_signal: bool = False) -> Steps:
        """A value with its axes in an order; nothing is made where they are."""
        if x.order != order:
            turned = tuple(x.order.index(axis) for axis in order)
            x = yield from self._placed(f"{self.place.name}/transpose", "transpose", (x,), order, is_signal, {},
                                        {"order": turned})
        elif x.rank == 3 and x.is_signal != is_signal:
            x = yield from self.aside("reshape", x, is_signal=is_signal, shape=x.own_shape[1:])
        return x

    def plain(self, x: KerasValue) -> Steps:
        """A value with its axes as Keras has them."""
        return self.arranged(x, plain_order(x.rank))

    def each_plain(self, xs: Iterable[KerasValue]) -> Generator[Layer, None, list[KerasValue]]:
        """Values with their axes as Keras has them."""
        found = []
        for x in xs:
            found += [(yield from self.plain(x))]
        return found

    def spatial(self, x: KerasValue, channel: int) -> Steps:
        """A value as a signal, an image or a volume, whose channels are an axis of Keras's."""
        return self.arranged(x, channels_first(x.rank, channel), is_signal=x.rank == 3)

    def reshaped(self, x: KerasValue, shape: Shape, *, last: bool = False) -> Steps:
        """The same values, in Keras's order of axes, under another shape that begins with the same batch."""
        x = yield from self.flattenable(x)
        make = self.add if last else self.aside
        attributes: dict[str, Any] = {"shape": shape[1:]}
        kind = "reshape"
        if shape[:1] != x.shape[:1]:
            kind, attributes = "regroup", {"shape": shape}
        elif len(shape) == 2 and x.rank > 3:
            kind, attributes = "flatten", {}
        return (yield from make(kind, x, order=plain_order(len(shape)), is_signal=False, **attributes))

    def flattenable(self, x: KerasValue) -> Steps:
        """A value whose values lie in Keras's order, if not its axes: those of one place may lie anywhere."""
        long = [axis for axis in x.order if x.shape[axis] > 1]
        return (yield from self.plain(x)) if long != sorted(long) else x

    def inside(self, inner: LayerRecord, arguments: tuple[Any, ...], keywords: Mapping[str, Any], key: str
               ) -> LayerView:
        """The same place for a layer inside this one; what is made for it counts with what was made here."""
        place = self.place._replace(owner=(*self.place.owner, key or "layer"))
        view = LayerView(self.context, inner._replace(identity=None), place, arguments, keywords, self.used)
        view.made, view.is_named = self.made, self.is_named
        return view

    def take(self, own: LayerView) -> None:
        """Go on behind a layer inside this one."""
        self.made, self.is_named = own.made, own.is_named
        self.traits |= own.traits
        for key in own.config.unread():
            self.context.note(f"{quoted(key)} is not looked at", self.place.name)
