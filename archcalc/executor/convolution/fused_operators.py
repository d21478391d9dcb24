"""The operators that are fused with a convolution: its prologue on the way in, its epilogue on the way out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from archcalc.base.named_tuples import NamedTuple

Activation = Callable[[Any, Any, Any], Any]
"""A function of one value, (xp, x, out), as in `archcalc.operators.kernels.activations`."""


class Prologue(NamedTuple):
    """Done to the input on its way in: times a factor, plus an addend, for each channel; an activation.

    Factor and addend are repeated along a row of places, (w, c): whole rows are done at once.
    """

    factor: Any = None
    addend: Any = None
    activation: Activation | None = None

    @property
    def is_identity(self) -> bool:
        """True where the input stays as it is."""
        return self.factor is None and self.activation is None

    def of_channels(self, some: slice) -> Prologue:
        """The same of some channels."""
        return self if self.factor is None else \
            self._replace(factor=self.factor[..., some], addend=self.addend[..., some])

    def apply(self, xp: Any, x: Any, out: Any) -> None:
        """Rows (rows, w, c) into `out`."""
        if self.factor is not None:
            x = xp.multiply(x, self.factor[:x.shape[-2]], out=out)
            x = xp.add(x, self.addend[:x.shape[-2]], out=out)
        if self.activation is not None:
            self.activation(xp, x, out)
        elif x is not out:
            out[...] = x


class Epilogue(NamedTuple):
    """Done to the output on its way out: plus a bias for each filter, plus another volume; an activation.

    The bias is repeated along a row of places, (w', filters).
    """

    bias: Any = None
    added: Any = None
    activation: Activation | None = None

    def of_channels(self, some: slice) -> Epilogue:
        """The same of some filters."""
        bias, added = (None if each is None else each[..., some] for each in (self.bias, self.added))
        return self._replace(bias=bias, added=added)

    def apply(self, xp: Any, tile: Any, out: Any, where: tuple[Any, ...]) -> None:
        """The tile (rows, w', filters) into `out`; `where` finds it in the volume (n, h', w', filters)."""
        if self.bias is not None:
            tile = xp.add(tile, self.bias, out=out)
        if self.added is not None:
            tile = xp.add(tile, self.added[where], out=out)
        if self.activation is not None:
            tile = self.activation(xp, tile, out)
        if tile is not out:
            out[...] = tile
