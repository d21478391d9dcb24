"""Self-attention within windows."""

from math import prod

from archcalc.base.errors import Refused
from archcalc.operators.attention._base import MultiHeadAttention
from archcalc.operators.attributes import Flag, NaturalPair, Pair
from archcalc.operators.kernels.attention import Matrices
from archcalc.operators.kernels.shifted_windows import attend_in_windows, rolled
from archcalc.operators.matrices import Matrix
from archcalc.operators.operator import Array, Arrays, Cost, Shape, Weight, Window
from archcalc.operators.reading import ALL, MOST_PHASES, UNKNOWN, Along, Reads, Taps
from archcalc.operators.saved_for_backward import Circumstances, Saved
from archcalc.operators.shapes import image
from archcalc.operators.sliding_window import axis_names, rounded_up, shown_sizes


class WindowAttention(MultiHeadAttention):
    """Every place looks at all places of its window, in `heads` ways at once; windows of `size` do not overlap.

        input          (n, c, h, w)
        output         the same
        qkv            (3c, c)   qkv_bias (3c)              queries, keys, values; the biases with `bias`
        proj           (c, c)    proj_bias (c)              joins the heads
        position_bias  (2*size - 1, 2*size - 1, heads)      added to the scores
        macs           h' * w' * (c * 3c + c * c + 2 * size * size * c),  h' = h rounded up to whole windows

    Zeros below and on the right fill the image up to whole windows, and take part. Before the windows are cut, the
    image is rolled by `shift` up and to the left, afterwards back; places that the roll has brought together do not
    see each other. Along an axis with one window only nothing is rolled. A place in row i and column j of its window
    adds entry (i - k + size - 1, j - l + size - 1) of `position_bias` to its scores for the place in row k, column l.
    All else is as in `attention`.
    Source: Liu et al. 2021 (Swin Transformer), section 3.2 and equation 4.

    >>> op = WindowAttention(heads=3, bias=True, size=(7, 7), shift=(3, 3))
    >>> op.output((1, 96, 56, 56)), op.weights((1, 96, 56, 56))["position_bias"].shape
    ((1, 96, 56, 56), (13, 13, 3))
    """

    kind, traits = "window_attention", {"written-out"}
    elsewhere = ("shiftedwindowattention",)

    bias: Flag = True
    size: Pair
    shift: NaturalPair = (0, 0)

    def torch_functions(self, x: Shape) -> tuple[str, ...]:
        return ("linear",)

    def output(self, x: Shape) -> Shape:
        self.divide(image("window_attention", x)[1])
        for axis, size, shift in zip(axis_names(2), self.size, self.shift, strict=True):
            if shift >= size:
                raise Refused("window", f"window_attention: a shift of {shift} along the {axis} is not smaller than "
                                        f"the window's {size}", hint=f"half a window is {size // 2}")
        return x

    def filled(self, x: Shape) -> tuple[int, int]:
        """Height and width, filled up to whole windows."""
        h, w = (rounded_up(axis, size) * size for axis, size in zip(x[2:], self.size, strict=True))
        return h, w

    def matrices(self, x: Shape) -> dict[str, Matrix]:
        c, (h, w) = x[1], self.filled(x)
        places = x[0] * (h * w)
        return {"qkv": Matrix(3 * c, c, places, biased=self.bias), "proj": Matrix(c, c, places, None, self.bias)}

    def weights(self, x: Shape) -> dict[str, Weight]:
        h, w = self.size
        return {**self.learned(self.matrices(x)), "position_bias": Weight((2 * h - 1, 2 * w - 1, self.heads))}

    def cost(self, output: Shape, x: Shape) -> Cost:
        h, w = self.filled(x)
        places = x[0] * (h * w)
        products = self.products(self.matrices(x), places * prod(self.size), x[1])
        return products._replace(adds=products.adds + places * prod(self.size) * self.heads)

    def saved(self, when: Circumstances, output: Shape, x: Shape) -> Saved:
        """Queries, keys, values, mixtures and scores; of one window alone, also what queries were before scaling.

        Under autocast scores are float32, as the biases are that are added to them, and mixed in 16 bits.
        """
        places = x[0] * prod(self.filled(x))
        scores = places * prod(self.size) * self.heads
        parts = 4 * x[1] * places + scores + (prod(output) if places == prod(self.size) else 0)
        return Saved(parts=parts, statistics=scores if when.autocast else 0)

    def forward(self, xp: Arrays, x: Array, qkv: Array, proj: Array, position_bias: Array,
                qkv_bias: Array | None = None, proj_bias: Array | None = None) -> Array:
        return attend_in_windows(xp, x, self.heads, Matrices(qkv, qkv_bias, proj, proj_bias), position_bias, self.size,
                                 self.shift, self.filled(x.shape))

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        counts = tuple(filled // size for filled, size in zip(self.filled(x), self.size, strict=True))
        return ((Along(0), ALL, *map(_block, (2, 3), self.size, rolled(self.shift, (counts[0], counts[1])))),)

    def window(self, x: Shape) -> Window:
        h, w = self.size
        return Window(self.size, padding=((h - 1) // 2, (w - 1) // 2))

    def summary(self, x: Shape) -> str:
        shifted = f", shifted by {shown_sizes(self.shift)}" if any(self.shift) else ""
        return f"{self.heads} heads in {self.size[0]}x{self.size[1]} windows{shifted}"


def _block(axis: int, size: int, shift: int) -> Along:
    """The block that each place of an axis is in: blocks begin `shift` places after multiples of their size.

    >>> _block(2, 3, 1).taps.places
    (range(-2, 1), range(1, 4), range(1, 4))
    """
    if size > MOST_PHASES:
        return UNKNOWN
    starts = ((place - shift) // size * size + shift for place in range(size))
    return Along(axis, Taps(tuple(range(start, start + size) for start in starts), size))
