"""The kinds of shapes: tokens (n, t, d) or signals (n, c, l), images (n, c, h, w) or tokens in groups (n, g, t, d).

The numbers do not tell whether channels stand first or last, so the shapes of signals and of tokens in groups have
types of their own. They are equal to the tuple of their numbers, as an array's shape is. Every other shape is a plain
tuple: three numbers in it are tokens, four an image, five a volume. Some shapes nothing has decided yet.
"""

from __future__ import annotations

from collections.abc import Iterable

from archcalc.base.axis_order import Grouped, Signal
from archcalc.base.errors import Refused

Kind = type[tuple[int, ...]]
"""What a shape is: Signal, or tuple for tokens; Grouped, or tuple for an image or a volume."""


class PendingKind:
    """What is still to be decided of a layer's output: an input's, or of what moves values into two axes."""

    def __init__(self, layer: str, *, is_of_input: bool = False, has_channels_last: bool = False) -> None:
        self.layer, self.is_of_input = layer, is_of_input
        self.has_channels_last = has_channels_last
        """True of an image or a volume whose channels were moved behind its places."""
        self.is_asked = False
        """True once an expression was told a size by its meaning, as c_in: that of tokens, until it is decided."""


class Undecided(tuple[int, ...]):
    """Tokens, unless the first operator that wants one of the kinds wants a signal; an image, unless it wants groups.

    Where it `is_turned`, its two axes are those of the layer in the other order, so that it is of the other kind.
    """

    decision: PendingKind
    is_turned: bool

    def by(self, decision: PendingKind, *, is_turned: bool = False) -> Undecided:
        """The same numbers, to be decided with others."""
        made = Undecided(self)
        made.decision, made.is_turned = decision, is_turned
        return made

    def wanted(self, kind: Kind) -> Decides:
        """The answer of an operator that wants it to be of a kind."""
        return Decides(self.decision, other_kind(kind) if self.is_turned else kind)

    def decided(self, kind: Kind) -> tuple[int, ...]:
        """The shape, where the layer's output is of a kind."""
        return (other_kind(kind) if self.is_turned else kind)(self)


class Decides(Refused):
    """An operator wants a layer's output to be of a kind."""

    def __init__(self, decision: PendingKind, kind: Kind) -> None:
        super().__init__("shape", "nothing decides whether its two axes are tokens or a signal")
        self.decision, self.kind = decision, kind


def is_other_than_tokens(shape: object) -> bool:
    """True of a signal, and of what is one where its layer's output is tokens."""
    return isinstance(shape, Signal) or (isinstance(shape, Undecided) and shape.is_turned)


def other_kind(kind: Kind) -> Kind:
    """Tokens of a signal, a signal of tokens: what turning the two axes gives."""
    return tuple if kind is Signal else Signal


def marked_kind(shape: tuple[int, ...]) -> Kind:
    """The kind that a shape of so many axes is of if it is not what its numbers alone say."""
    return Signal if len(shape) == 3 else Grouped


def is_spatial(shape: tuple[int, ...]) -> bool:
    """True of channels over one, two or three axes: (n, c, l) of a signal, (n, c, h, w), (n, c, d, h, w)."""
    return (len(shape) in (4, 5) and not isinstance(shape, Grouped)) or isinstance(shape, Signal)


def is_tokens(shape: tuple[int, ...]) -> bool:
    """True of tokens (n, t, d)."""
    return len(shape) == 3 and not isinstance(shape, Signal)


def like(shape: tuple[int, ...], sizes: Iterable[int]) -> tuple[int, ...]:
    """Some sizes as a shape of the same kind as another.

    >>> like(Signal((1, 64, 100)), (1, 64, 50)), type(like(Signal((1, 64, 100)), (1, 64, 50))).__name__
    ((1, 64, 50), 'Signal')
    """
    made = tuple(sizes)
    if type(shape) is tuple or not 2 < len(made) < 6 or (len(made) == 3) != (len(shape) == 3):
        return made
    if isinstance(shape, Undecided):
        return Undecided(made).by(shape.decision, is_turned=shape.is_turned)
    return marked_kind(made)(made) if isinstance(shape, Signal | Grouped) else made


def one_image(shape: tuple[int, ...]) -> tuple[int, ...]:
    """A shape with its batch left out, of the same kind."""
    kind = Signal if isinstance(shape, Signal) else Grouped if isinstance(shape, Grouped) else tuple
    return kind(shape[1:])


def axes_undecided(sizes: Iterable[int], *, has_channels_last: bool = False) -> tuple[int, ...]:
    """Sizes that may be tokens in groups, if they are four or five, or tokens, a signal, if they are three."""
    shape = tuple(sizes)
    pending = PendingKind("", has_channels_last=has_channels_last)
    return Undecided(shape).by(pending) if 2 < len(shape) < 6 else shape


def axes_moved(shape: tuple[int, ...], order: tuple[int, ...]) -> tuple[int, ...]:
    """The sizes of an image, of a volume or of tokens in groups, with their axes in another order.

    >>> axes_moved((1, 96, 56, 56), (0, 2, 3, 1)).decision.has_channels_last
    True
    """
    moved = tuple(shape[axis] for axis in order)
    channels = len(shape) - 1 if isinstance(shape, Grouped) else 1
    if isinstance(shape, Undecided) or channels not in (order[1], order[-1]) or not 3 < len(shape) < 6:
        return axes_undecided(moved)
    if order[1] == channels:
        return moved
    return Grouped(moved) if isinstance(shape, Grouped) else axes_undecided(moved, has_channels_last=True)


def undecided(sizes: Iterable[int]) -> tuple[int, ...]:
    """Sizes of which three are of no kind yet; their layer is named where it is placed."""
    shape = tuple(sizes)
    return Undecided(shape).by(PendingKind("")) if len(shape) == 3 else shape


def turned(shape: tuple[int, ...], sizes: Iterable[int]) -> tuple[int, ...]:
    """The sizes of a shape whose two axes have changed places.

    A signal of tokens, or tokens of other features, as an MLP-Mixer has them: what reads it decides.

    >>> turned((1, 56, 300), (1, 300, 56)).__class__.__name__
    'Undecided'
    """
    if isinstance(shape, Undecided):
        return Undecided(sizes).by(shape.decision, is_turned=not shape.is_turned)
    return undecided(sizes)
