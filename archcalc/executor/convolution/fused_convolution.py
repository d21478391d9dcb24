"""A convolution with its prologue and epilogue, ready to run: its method, its weights laid out, norms folded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.executor.convolution.fused_operators import Activation, Epilogue, Prologue
from archcalc.executor.convolution.geometry import Geometry
from archcalc.executor.convolution.method_choice import Method, Rounding, chosen
from archcalc.executor.convolution.tiles import Scheduler, Tile
from archcalc.executor.fusion import FusedStep
from archcalc.network.graph import Graph


class FusedConvolution(NamedTuple):
    """A convolution by one of the fast methods, with weights as the method wants them."""

    geometry: Geometry
    method: Method
    weights: Any
    prologue: Prologue
    epilogue: Epilogue
    tokens: bool = False
    """True where it is a product of tokens (n, t, d), all of which are an image of width 1."""

    @classmethod
    def of(cls, xp: Any, graph: Graph, step: FusedStep, weights: Mapping[int, Mapping[str, Any]],
           often: bool = True) -> FusedConvolution:
        """The convolution of a step that runs `often`, or once; a norm after it is folded into its weights and bias."""
        main = graph.nodes[step.main]
        geometry, own = Geometry.of(main), weights[step.main]
        method, weight, bias = chosen(geometry), own["weight"], own.get("bias")
        if step.norm is not None:
            factor, addend = graph.nodes[step.norm].op.channel_factors(xp, **weights[step.norm])
            weight = weight * factor.reshape(-1, *(1,) * (len(weight.shape) - 1))
            bias = addend if bias is None else bias * factor + addend
        prologue = Prologue(activation=activation_of(graph, step.prologue_activation))
        if step.prologue_norm is not None:
            wide = len(weight.shape) > 3 and not method.planar
            width = main.input_shapes[0][-1] if wide else 1
            factor, addend = graph.nodes[step.prologue_norm].op.channel_factors(xp, **weights[step.prologue_norm])
            prologue = Prologue(along_rows(xp, factor, width), along_rows(xp, addend, width), prologue.activation)
        along = None if bias is None else along_rows(xp, bias, 1 if method.planar else geometry.size[1])
        epilogue = Epilogue(along, None, activation_of(graph, step.activation))
        laid_out = method.prepare(xp, weight if method.whole else of_images(weight), geometry, often)
        return cls(geometry, method, laid_out, prologue, epilogue, "plain-product" in main.op.traits)

    @property
    def rounding(self) -> Rounding:
        """How its method rounds."""
        return self.method.rounding

    def run(self, xp: Any, arrays: list[Any], destination: Any, schedule: Scheduler) -> Any:
        """(n, c, h, w), and what is added, to (n, filters, h', w'); the same of signals, volumes and tokens.

        Written into `destination`, (n, h', w', filters), where one is given.
        """
        axes = len(arrays[0].shape)
        x, *added = (_rows(array) if self.tokens else _channels_last(array) for array in arrays)
        epilogue = self.epilogue._replace(added=added[0]) if added else self.epilogue
        out = self._empty(xp, x) if destination is None else destination
        if self.geometry.depth is not None and not self.method.whole:
            self._run_by_slices(xp, x, out, epilogue, schedule)
        else:
            schedule(self._tiles(xp, x, out, self.prologue, epilogue))
        if self.tokens:
            return out.reshape(*arrays[0].shape[:2], -1)
        made = out.transpose(0, -1, *range(1, len(out.shape) - 1))
        return made[..., 0] if axes == 3 else made

    def _empty(self, xp: Any, x: Any) -> Any:
        """A new volume (n, h', w', filters), which lies in memory as the method writes it."""
        depth, (h, w), filters = self.geometry.depth, self.geometry.size, self.geometry.filters
        sizes = (h, w) if depth is None else (depth.slices, h, w)
        if not self.method.planar:
            return xp.empty((x.shape[0], *sizes, filters), dtype=x.dtype)
        made = xp.empty((x.shape[0], filters, *sizes), dtype=x.dtype)
        return made.transpose(0, *range(2, len(sizes) + 2), 1)

    def _run_by_slices(self, xp: Any, x: Any, out: Any, epilogue: Epilogue, schedule: Scheduler) -> None:
        """(n, d, h, w, c) into `out` (n, d', h', w', filters), a slice of the output after the other."""
        depth = self.geometry.depth
        assert depth is not None
        if not self.prologue.is_identity:
            given, x = x, xp.empty(x.shape, dtype=x.dtype)
            self.prologue.apply(xp, given, x)
        elif depth.kernel > 1 and not self.method.reads_planes:
            x = xp.ascontiguousarray(x)  # each slice is read several times
        for image in range(x.shape[0]):
            for place in range(depth.slices):
                added = None if epilogue.added is None else epilogue.added[image, place][None]
                seen = self._seen(xp, x[image], depth.seen(place))
                schedule(self._tiles(xp, seen, out[image, place][None], Prologue(), epilogue._replace(added=added)))

    def _seen(self, xp: Any, x: Any, places: range) -> Any:
        """The slices (d, h, w, c) that one of the output sees, as an image (1, h, w, c * slices), group by group."""
        d, h, w, c = x.shape
        groups = self.geometry.groups
        if len(places) == 1 and 0 <= places[0] < d:
            return x[places[0]][None]
        parts = groups, len(places), c // groups
        if x.strides[2] < x.strides[3]:  # plane by plane, as what is seen of them then is, too
            image = xp.empty((*parts, h, w), dtype=x.dtype).transpose(3, 4, 0, 1, 2)
        else:
            image = xp.empty((h, w, *parts), dtype=x.dtype)
        for number, place in enumerate(places):
            image[:, :, :, number] = x[place].reshape(h, w, groups, c // groups) if 0 <= place < d else 0
        return image.reshape(1, h, w, c * len(places))

    def _tiles(self, xp: Any, x: Any, out: Any, prologue: Prologue, epilogue: Epilogue) -> Iterable[Tile]:
        return self.method.tiles(xp, x, self.weights, self.geometry, prologue, epilogue, out)


def _rows(x: Any) -> Any:
    """Tokens (n, t, d) as (1, n * t, 1, d)."""
    return x.reshape(1, -1, 1, x.shape[-1])


def _channels_last(x: Any) -> Any:
    """(n, c, h, w) as (n, h, w, c), a signal (n, c, l) as (n, l, 1, c), (n, c, d, h, w) as (n, d, h, w, c)."""
    if len(x.shape) == 3:
        return x.transpose(0, 2, 1)[:, :, None]
    return x.transpose(0, *range(2, len(x.shape)), 1)


def of_images(weight: Any) -> Any:
    """The weights (filters, c, ...) of a convolution of images: of a signal one column wide, of a volume of slices."""
    filters, c, *kernel = weight.shape
    if len(kernel) < 2:
        return weight.reshape(filters, c, *kernel, *(1,) * (2 - len(kernel)))
    if len(kernel) == 2:
        return weight
    return weight.transpose(0, 2, 1, 3, 4).reshape(filters, c * kernel[0], *kernel[1:])


def along_rows(xp: Any, vector: Any, width: int) -> Any:
    """One value for each channel, repeated along a row of places: (width, c)."""
    return xp.ascontiguousarray(xp.broadcast_to(vector, (width, *vector.shape)))


def activation_of(graph: Graph, position: int | None) -> Activation | None:
    """What an activation of a step does; None where there is none."""
    return None if position is None else graph.nodes[position].op.write
