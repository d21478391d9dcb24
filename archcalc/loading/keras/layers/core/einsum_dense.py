"""EinsumDense: sums of products with a learned array, over axes that letters name."""

from __future__ import annotations

from collections.abc import Generator
from math import prod

from archcalc.base.errors import quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.held_arrays import as_is
from archcalc.loading.keras.keras_values import KerasValue, Untranslatable, plain_order
from archcalc.loading.keras.layer_view import LayerView
from archcalc.loading.keras.layers.activation._base import activated, steps_of
from archcalc.operators.operator import Shape


class _Terms(NamedTuple):
    """The letters of the input, of the array and of the output."""

    x: str
    kernel: str
    y: str

    @property
    def summed(self) -> str:
        """The letters of the input over which is summed."""
        return "".join(letter for letter in self.x if letter not in self.y)

    @property
    def is_matrix(self) -> bool:
        """True where the last axes of the input become the last ones of the output by one matrix."""
        kept, new = self.x[:len(self.x) - len(self.summed)], self.y[len(self.x) - len(self.summed):]
        return bool(self.summed) and self.x == kept + self.summed and self.y == kept + new \
            and self.kernel == self.summed + new


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """linear where it is one matrix; elsewhere einsum with an array of its own. Then the bias, and its activation."""
    x, config = view.x, view.config
    terms = _terms(str(config.get("equation")), x.rank)
    biased = str(config.get("bias_axes") or "")
    sizes = _sizes(view, terms)
    steps = steps_of(config)
    new = [letter for letter in terms.y if letter not in terms.x]
    output = tuple([sizes[letter] for letter in terms.y])
    if terms.is_matrix and biased in ("", "".join(new)):
        y = yield from as_matrix(view, x, len(terms.summed), output, has_bias=bool(biased))
        return (yield from activated(view, y, steps))
    x = yield from view.plain(x)
    shape = tuple([sizes[letter] for letter in terms.kernel])
    array = yield from view.aside("module_array", shape=shape, learned=(shape,), weights={"weight1": as_is("kernel")})
    y = yield from view.add("einsum", x, array, equation=f"{terms.x},{terms.kernel}->{terms.y}",
                            order=plain_order(len(terms.y)), is_signal=False)
    if biased:
        bias = tuple([sizes[letter] if letter in biased else 1 for letter in terms.y[1:]])
        y = yield from view.aside("arithmetic", y, function="add", learned=bias,
                                  weights={"operand": lambda arrays: arrays["bias"].reshape(bias)})
    return (yield from activated(view, y, steps))


def as_matrix(view: LayerView, x: KerasValue, summed: int, output: Shape, *, has_bias: bool, path: str = "",
              ) -> Generator[Layer, None, KerasValue]:
    """The last `summed` axes of a value by one matrix, which makes an output of them; `path` is where it stands."""
    kept = x.rank - summed
    inputs, units = prod(x.shape[kept:]), prod(output[kept:])
    arrays = {"weight": lambda given: given[f"{path}kernel"].reshape(inputs, units).T}
    if has_bias:
        arrays["bias"] = lambda given: given[f"{path}bias"].reshape(-1)
    rows = (x.shape[0], prod(x.shape[1:kept]), inputs) if kept > 1 else (x.shape[0], inputs)
    x = yield from (view.plain(x) if x.shape == rows else view.reshaped(x, rows))
    y = yield from (view.aside if path else view.add)("linear", x, units=units, bias=has_bias, weights=arrays)
    return y if y.shape == output else (yield from view.reshaped(y, output))


def _terms(equation: str, rank: int) -> _Terms:
    """The letters of an equation; those before `...` are filled in."""
    left, arrow, y = equation.replace(" ", "").partition("->")
    x, comma, kernel = left.partition(",")
    if not arrow or not comma:
        raise Untranslatable(f"its equation is {quoted(equation)}")
    free = [letter for letter in "ABCDEFGHIJKLMNOP" if letter not in equation]
    missing = "".join(free[:max(0, rank - len(x.replace("...", "")))])
    x, y = (term.replace("...", missing) for term in (x, y))
    whole = all(term.isalpha() and len(set(term)) == len(term) for term in (x, kernel, y))
    if not whole or len(x) != rank or not set(y) <= set(x + kernel) or x[0] != y[0]:
        raise Untranslatable(f"its equation is {quoted(equation)}")
    return _Terms(x, kernel, y)


def _sizes(view: LayerView, terms: _Terms) -> dict[str, int]:
    """The size of every letter: of the input's axes, and of the output as the layer has it."""
    sizes = dict(zip(terms.x, view.x.shape, strict=True))
    given = view.config.get("output_shape")
    stated = list(given) if isinstance(given, (list, tuple)) else [given]
    stated = [None] * (len(terms.y) - len(stated)) + stated
    for letter, size in zip(terms.y, stated, strict=True) if len(stated) == len(terms.y) else ():
        if type(size) is int and size > 0 and letter not in sizes:
            sizes[letter] = size
    if not set(terms.y + terms.kernel) <= sizes.keys():
        raise Untranslatable("the sizes of its output are not told")
    return sizes
