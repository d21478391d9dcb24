"""The array surface of `forward`: what is documented is what arrays without values have, NumPy has, and CuPy has.

Every function and method is called on both; a new one wants a row in `CALLS`, or this file fails.
"""

import inspect
import json
import operator
import tracemalloc

import pytest
from places import ORACLE
from together import together

from archcalc.api import topics
from archcalc.base.errors import Refused
from archcalc.executor.outlines.arrays import OutlineArray
from archcalc.executor.outlines.memory import Meter
from archcalc.executor.outlines.namespace import Shared
from archcalc.operators.array_functions import AxisFunctions, OneValueFunctions, TwoValueFunctions
from archcalc.operators.array_methods import Array
from archcalc.operators.arrays import Arrays, Views
from archcalc.reports.operator_rules import members, plain_values

numpy = pytest.importorskip("numpy")

CUPY = json.loads((ORACLE / "cupy_surface.json").read_text("utf-8"))
FUNCTIONS, METHODS, VIEWS = ([member.name for member in members(surface)] for surface in (Arrays, Array, Views))
LANGUAGE = sorted({name for part in Array.__mro__ if getattr(part, "_is_protocol", False) for name, each in vars(part).items()
                   if name.startswith("__") and inspect.isfunction(each)} - {"__init__", "__subclasshook__", "__init_subclass__"})


def public(thing):
    return {name for name in dir(thing) if not name.startswith("_")}


def test_arrays_without_values_have_the_documented_surface_and_nothing_else():
    assert public(Shared) - {"lib", "meter", "rounds"} == {*FUNCTIONS, *plain_values(Arrays)}
    assert public(Shared.lib.stride_tricks) == set(VIEWS)
    inside = {"axes", "axis", "fresh", "memory", "order", "viewed"}
    refused = {"item", "tolist"}
    assert public(OutlineArray) - inside - refused == set(METHODS)
    assert set(LANGUAGE) <= {name for part in OutlineArray.__mro__[:-1] for name in vars(part)}


def test_numpy_and_cupy_have_it():
    for name in (*FUNCTIONS, *plain_values(Arrays)):
        assert hasattr(numpy, name), name
        assert name in CUPY["functions"], name
    for name in METHODS:
        assert hasattr(numpy.ndarray, name), name
        assert name in CUPY["methods"], name
    assert all(hasattr(numpy.lib.stride_tricks, name) and name in CUPY["views"] for name in VIEWS)


def words(function, own=0):
    """The parameters that can be given by name, but for the first: what is documented, and what is taken."""
    parameters = list(inspect.signature(function).parameters.values())[own:]
    return [each.name for each in parameters[1:] if each.kind not in (each.POSITIONAL_ONLY, each.VAR_POSITIONAL, each.VAR_KEYWORD)]


@together("name", FUNCTIONS)
def test_a_function_takes_the_documented_words(name):
    documented = words(getattr(Arrays, name), own=1)
    own = 1 if inspect.isfunction(inspect.getattr_static(Shared, name)) else 0
    ours = inspect.signature(getattr(Shared, name)).parameters
    assert any(each.kind is each.VAR_POSITIONAL for each in ours.values()) or set(documented) <= set(list(ours)[own:]) | {"a_min", "a_max"}
    recorded = CUPY["functions"][name]
    assert recorded is None or "kwargs" in recorded or set(documented) <= set(recorded), "CuPy has other words"
    try:
        theirs = set(inspect.signature(getattr(numpy, name)).parameters)
    except ValueError:
        return
    assert "kwargs" in theirs or set(documented) <= theirs | {"A"}, "NumPy has other words"


X, Y, ROW, TRUE, WHOLE = (2, 3, 4), (2, 3, 4), (4,), (2, 3, 4), (2, 3, 4)


def one(name):
    return [lambda xp, a: getattr(xp, name)(a.x), lambda xp, a: getattr(xp, name)(a.x.T)]


def two(name):
    call = lambda xp: getattr(xp, name)  # noqa: E731
    return [lambda xp, a: call(xp)(a.x, a.y), lambda xp, a: call(xp)(a.x, a.row), lambda xp, a: call(xp)(a.x, 2)]


def along(name):
    call = lambda xp: getattr(xp, name)  # noqa: E731
    one_axis = [lambda xp, a: call(xp)(a.x), lambda xp, a: call(xp)(a.x, axis=-1), lambda xp, a: call(xp)(a.x, axis=0)]
    if name in {"argmax", "argmin", "cumsum", "cumprod", "sort", "argsort"}:
        return one_axis[1 if name in {"sort", "argsort"} else 0:]
    several = [*one_axis, lambda xp, a: call(xp)(a.x, axis=(0, 2))]
    if name == "count_nonzero":
        return several[1:]
    return [*several, lambda xp, a: call(xp)(a.x, axis=1, keepdims=True), lambda xp, a: call(xp)(a.x, axis=(-1, 0), keepdims=True)]


CALLS = {
    **{member.name: one(member.name) for member in members(OneValueFunctions) if member.name != "clip"},
    **{member.name: two(member.name) for member in members(TwoValueFunctions) if member.name != "where"},
    **{member.name: along(member.name) for member in members(AxisFunctions)},
    "clip": [lambda xp, a: xp.clip(a.x, 0, 6), lambda xp, a: xp.clip(a.x, a.row, None), lambda xp, a: xp.clip(a.x, 0, 1, out=a.y)],
    "where": [lambda xp, a: xp.where(a.x > 0, a.x, 0), lambda xp, a: xp.where(a.true, 1.0, 0.0), lambda xp, a: xp.where(a.true, a.row, a.x)],
    "array": [lambda xp, a: xp.array([[1, 2, 3]]), lambda xp, a: xp.array([1, 2.5]), lambda xp, a: xp.array(a.x), lambda xp, a: xp.array([True])],
    "asarray": [lambda xp, a: xp.asarray([[1, 2, 3]]), lambda xp, a: xp.asarray(7.5), lambda xp, a: xp.asarray([1], dtype=xp.float32), lambda xp, a: xp.asarray(a.x, dtype="float64"),
                lambda xp, a: xp.asarray([[1, 2], [3, 4.5]])],
    "ascontiguousarray": [lambda xp, a: xp.ascontiguousarray(a.x.T), lambda xp, a: xp.ascontiguousarray(a.x)],
    "empty": [lambda xp, a: xp.empty((2, 3)), lambda xp, a: xp.empty(3, dtype=xp.float32), lambda xp, a: xp.empty((2,), a.x.dtype)],
    "zeros": [lambda xp, a: xp.zeros((2, 3)), lambda xp, a: xp.zeros([4, 1], dtype=xp.int32), lambda xp, a: xp.zeros(3, dtype=bool)],
    "ones": [lambda xp, a: xp.ones((2, 3)), lambda xp, a: xp.ones((2, 3), dtype=xp.bool_)],
    "full": [lambda xp, a: xp.full((2, 3), 7), lambda xp, a: xp.full(3, 0.5), lambda xp, a: xp.full((1,), xp.inf, dtype=xp.float16)],
    "empty_like": [lambda xp, a: xp.empty_like(a.x.T), lambda xp, a: xp.empty_like(a.x, shape=(7,))],
    "zeros_like": [lambda xp, a: xp.zeros_like(a.x.T), lambda xp, a: xp.zeros_like(a.x, dtype=xp.int64)],
    "ones_like": [lambda xp, a: xp.ones_like(a.x), lambda xp, a: xp.ones_like(a.whole)],
    "full_like": [lambda xp, a: xp.full_like(a.x, 3.0), lambda xp, a: xp.full_like(a.x.T, 0, shape=(5, 6, 7))],
    "arange": [lambda xp, a: xp.arange(7), lambda xp, a: xp.arange(1, 8, 3), lambda xp, a: xp.arange(0, 1, 0.25), lambda xp, a: xp.arange(4, dtype=xp.float32)],
    "linspace": [lambda xp, a: xp.linspace(0, 1), lambda xp, a: xp.linspace(0, 1, 5)],
    "eye": [lambda xp, a: xp.eye(3), lambda xp, a: xp.eye(3, 4, dtype=xp.float32)],
    "tril": [lambda xp, a: xp.tril(a.x), lambda xp, a: xp.tril(xp.ones((3, 3)), k=-1)], "triu": [lambda xp, a: xp.triu(a.x[0])],
    "matmul": [lambda xp, a: xp.matmul(a.x, a.x.transpose(0, 2, 1)), lambda xp, a: xp.matmul(a.x, a.row), lambda xp, a: xp.matmul(a.row, a.x.swapaxes(1, 2)),
               lambda xp, a: xp.matmul(a.row, a.row), lambda xp, a: xp.matmul(a.x, a.y[0].T, out=xp.empty((2, 3, 3), dtype=xp.float32))],
    "dot": [lambda xp, a: xp.dot(a.x[0], a.y[0].T), lambda xp, a: xp.dot(a.row, a.row), lambda xp, a: xp.dot(a.x, a.y.swapaxes(1, 2)), lambda xp, a: xp.dot(a.x, a.row)],
    "outer": [lambda xp, a: xp.outer(a.row, a.x)],
    "tensordot": [lambda xp, a: xp.tensordot(a.x, a.y, axes=3), lambda xp, a: xp.tensordot(a.x, a.y[0]), lambda xp, a: xp.tensordot(a.x, a.y, axes=((0, 2), (0, 2))), lambda xp, a: xp.tensordot(a.x, a.row, axes=1)],
    "einsum": [lambda xp, a: xp.einsum("nij,nkj->nik", a.x, a.y), lambda xp, a: xp.einsum("nij,j", a.x, a.row), lambda xp, a: xp.einsum("...j,j->...", a.x, a.row),
               lambda xp, a: xp.einsum("nij->jn", a.x), lambda xp, a: xp.einsum("nij,nij->", a.x, a.y), lambda xp, a: xp.einsum("i...->...i", a.x)],
    "reshape": [lambda xp, a: xp.reshape(a.x, (6, 4)), lambda xp, a: xp.reshape(a.x.T, (-1, 2))],
    "ravel": [lambda xp, a: xp.ravel(a.x), lambda xp, a: xp.ravel(a.x.T)],
    "transpose": [lambda xp, a: xp.transpose(a.x), lambda xp, a: xp.transpose(a.x, (2, 0, 1)), lambda xp, a: xp.transpose(a.x, axes=(0, -1, 1))],
    "swapaxes": [lambda xp, a: xp.swapaxes(a.x, 0, -1)], "moveaxis": [lambda xp, a: xp.moveaxis(a.x, 0, -1), lambda xp, a: xp.moveaxis(a.x, (0, 1), (1, 2))],
    "expand_dims": [lambda xp, a: xp.expand_dims(a.x, 1), lambda xp, a: xp.expand_dims(a.x, axis=(0, -1))],
    "squeeze": [lambda xp, a: xp.squeeze(a.x[:1]), lambda xp, a: xp.squeeze(a.x[:, None, :1], axis=(1, -2))],
    "broadcast_to": [lambda xp, a: xp.broadcast_to(a.row, (5, 4)), lambda xp, a: xp.broadcast_to(a.x[:, :1], (2, 3, 4))],
    "concatenate": [lambda xp, a: xp.concatenate((a.x, a.y)), lambda xp, a: xp.concatenate([a.x, a.y[:, :, :1]], axis=-1), lambda xp, a: xp.concatenate((a.x, a.whole), axis=1),
                    lambda xp, a: xp.concatenate((a.x, a.row), axis=None)],
    "stack": [lambda xp, a: xp.stack([a.x, a.y]), lambda xp, a: xp.stack((a.x, a.y, a.x), axis=-1)],
    "split": [lambda xp, a: xp.split(a.x, 2), lambda xp, a: xp.split(a.x, [1, 3], axis=2)],
    "repeat": [lambda xp, a: xp.repeat(a.x, 3), lambda xp, a: xp.repeat(a.x, 2, axis=-2)],
    "tile": [lambda xp, a: xp.tile(a.x, 2), lambda xp, a: xp.tile(a.row, (3, 2)), lambda xp, a: xp.tile(a.x, (2, 1))],
    "flip": [lambda xp, a: xp.flip(a.x), lambda xp, a: xp.flip(a.x, axis=(0, 2)), lambda xp, a: xp.flip(a.x, -1)],
    "roll": [lambda xp, a: xp.roll(a.x, 1), lambda xp, a: xp.roll(a.x, (1, -1), (0, 2)), lambda xp, a: xp.roll(a.x, 2, axis=1)],
    "pad": [lambda xp, a: xp.pad(a.x, 1), lambda xp, a: xp.pad(a.x, (1, 2)), lambda xp, a: xp.pad(a.x, ((0, 0), (1, 2), (3, 0)), constant_values=7), lambda xp, a: xp.pad(a.x, ((0, 1),) * 3, mode="edge")],
    "take": [lambda xp, a: xp.take(a.x, xp.asarray([0, 1, 1]), axis=1), lambda xp, a: xp.take(a.x, xp.asarray([[0], [5]])), lambda xp, a: xp.take(a.x, [0, 1], axis=-1)],
    "take_along_axis": [lambda xp, a: xp.take_along_axis(a.x, a.places[:, :, :2], axis=-1), lambda xp, a: xp.take_along_axis(a.x, a.places[:, :1], 1), lambda xp, a: xp.take_along_axis(a.x, a.places[0, 0], None)],
}
METHOD_CALLS = {
    **{name: [lambda xp, a, name=name: getattr(a.x, name)] for name in ("shape", "ndim", "size", "itemsize", "nbytes", "strides", "T")},
    "dtype": [lambda xp, a: (a.x.dtype.name, a.x.dtype.itemsize, a.x.dtype.kind, a.whole.dtype.kind, a.true.dtype.kind, a.x.dtype == xp.float32)],
    "reshape": [lambda xp, a: a.x.reshape(6, 4), lambda xp, a: a.x.reshape((2, -1)), lambda xp, a: a.x.T.reshape(-1)],
    "transpose": [lambda xp, a: a.x.transpose(), lambda xp, a: a.x.transpose(2, 0, 1), lambda xp, a: a.x.transpose((0, -1, 1))],
    "swapaxes": [lambda xp, a: a.x.swapaxes(-1, 1)], "ravel": [lambda xp, a: a.x.ravel()], "flatten": [lambda xp, a: a.x.T.flatten()],
    "squeeze": [lambda xp, a: a.x[:1].squeeze(), lambda xp, a: a.x[:, :1].squeeze(axis=1)], "repeat": [lambda xp, a: a.x.repeat(2, axis=0)],
    "take": [lambda xp, a: a.x.take([0, 2], axis=1)], "copy": [lambda xp, a: a.x.T.copy()],
    "astype": [lambda xp, a: a.x.astype("float64"), lambda xp, a: a.x.T.astype(xp.float16), lambda xp, a: a.x.astype(int), lambda xp, a: a.x.astype(a.x.dtype, copy=False), lambda xp, a: a.true.astype(float)],
    **{name: [lambda xp, a, name=name: getattr(a.x, name)(), lambda xp, a, name=name: getattr(a.x, name)(axis=-1, keepdims=True), lambda xp, a, name=name: getattr(a.x, name)(axis=(1, 2)),
              lambda xp, a, name=name: getattr(a.whole, name)(axis=0)] for name in ("sum", "prod", "mean", "var", "std", "max", "min", "any", "all")},
    **{name: [lambda xp, a, name=name: getattr(a.x, name)(axis=1), lambda xp, a, name=name: getattr(a.x, name)()] for name in ("argmax", "argmin", "cumsum", "cumprod")},
    "argsort": [lambda xp, a: a.x.argsort(), lambda xp, a: a.x.argsort(axis=0)], "sort": [lambda xp, a: a.x.sort(axis=0)],
    "clip": [lambda xp, a: a.x.clip(0, 6), lambda xp, a: a.x.clip(0, 6, out=a.y)], "round": [lambda xp, a: a.x.round(), lambda xp, a: a.x.round(2)],
    "dot": [lambda xp, a: a.x[0].dot(a.y[0].T), lambda xp, a: a.x[0].dot(a.row, a.x[0, :, 0].copy())], "fill": [lambda xp, a: a.x.fill(3)],
}
VIEW_CALLS = {
    "sliding_window_view": [lambda xp, a: xp.lib.stride_tricks.sliding_window_view(a.x, (2, 2), (1, 2)), lambda xp, a: xp.lib.stride_tricks.sliding_window_view(a.row, 3),
                            lambda xp, a: xp.lib.stride_tricks.sliding_window_view(a.x, 3, axis=-1)],
    "as_strided": [lambda xp, a: xp.lib.stride_tricks.as_strided(a.x, (3, 2), (4, 16)), lambda xp, a: xp.lib.stride_tricks.as_strided(a.x, shape=(2, 2), strides=(0, 4))],
}
ARITHMETIC = {
    **{name: [lambda xp, a, do=do: do(a.x, a.y), lambda xp, a, do=do: do(a.x, a.row), lambda xp, a, do=do: do(a.x.T, 2), lambda xp, a, do=do: do(0.5, a.x), lambda xp, a, do=do: do(a.whole, a.x),
              lambda xp, a, do=do: do(a.whole, 2), lambda xp, a, do=do: do(a.whole, 2.5)]
       for name, do in {"add": operator.add, "sub": operator.sub, "mul": operator.mul, "truediv": operator.truediv, "floordiv": operator.floordiv, "mod": operator.mod, "pow": operator.pow,
                        "eq": operator.eq, "ne": operator.ne, "lt": operator.lt, "le": operator.le, "gt": operator.gt, "ge": operator.ge}.items()},
    **{name: [lambda xp, a, do=do: do(a.true, a.x > 0), lambda xp, a, do=do: do(a.true, True), lambda xp, a, do=do: do(True, a.true), lambda xp, a, do=do: do(a.whole, 1)]
       for name, do in {"and": operator.and_, "or": operator.or_, "xor": operator.xor}.items()},
    **{f"i{name}": [lambda xp, a, do=do: do(a.x, a.row), lambda xp, a, do=do: do(a.x, 2)]
       for name, do in {"add": operator.iadd, "sub": operator.isub, "mul": operator.imul, "truediv": operator.itruediv, "floordiv": operator.ifloordiv, "mod": operator.imod, "pow": operator.ipow}.items()},
    **{f"i{name}": [lambda xp, a, do=do: do(a.true, True)] for name, do in {"and": operator.iand, "or": operator.ior, "xor": operator.ixor}.items()},
    "matmul": [lambda xp, a: a.x @ a.y.swapaxes(1, 2), lambda xp, a: a.row @ a.row],
    "neg": [lambda xp, a: -a.x], "pos": [lambda xp, a: +a.x.T], "abs": [lambda xp, a: abs(a.x)], "invert": [lambda xp, a: ~a.true],
    "len": [lambda xp, a: len(a.x)], "iter": [lambda xp, a: list(a.x), lambda xp, a: [row.T for row in a.x.T]],
    "getitem": [lambda xp, a: a.x[0], lambda xp, a: a.x[-1, :, 1:], lambda xp, a: a.x[..., None, ::2], lambda xp, a: a.x[:, ::-1], lambda xp, a: a.x[1, 2, 3], lambda xp, a: a.x[None],
                lambda xp, a: a.x[[0, 1, 1]], lambda xp, a: a.x[:, xp.asarray([0, 2])], lambda xp, a: a.x[xp.asarray([[0], [1]]), :, xp.asarray([0, 1])], lambda xp, a: a.x[:, xp.asarray([0, 1]), xp.asarray([2, 3])],
                lambda xp, a: a.x[slice(None), ..., 0]],
}


class Given:
    """The arrays that calls are tried on."""

    def __init__(self, xp):
        make = lambda shape, dtype: xp.empty(shape, dtype=dtype) if xp is not numpy else filled(shape, dtype)  # noqa: E731
        self.x, self.y, self.row = make((2, 3, 4), xp.float32), make((2, 3, 4), xp.float32), make((4,), xp.float32)
        self.true, self.whole, self.places = make((2, 3, 4), xp.bool_), make((2, 3, 4), xp.int64), make((2, 3, 4), xp.int64)


def filled(shape, dtype):
    return (numpy.arange(numpy.prod(shape)).reshape(shape) % 2 + 0.5 * (dtype == numpy.float32)).astype(dtype)


def told(made):
    """What is compared: shapes, types, and strides where they matter."""
    if isinstance(made, (list, tuple)) and made and hasattr(made[0], "dtype"):
        return [told(each) for each in made]
    if not hasattr(made, "dtype"):
        return made
    strides = [step for size, step in zip(made.shape, made.strides, strict=True) if size > 1]
    return tuple(made.shape), made.dtype.name, strides


def cases():
    for calls in (CALLS, METHOD_CALLS, VIEW_CALLS, ARITHMETIC):
        for name, several in calls.items():
            yield from (pytest.param(call, id=f"{name}{number}") for number, call in enumerate(several))


UNORDERED = ("sort", "argsort", "flip", "var", "std", "median", "cumsum", "cumprod", "take", "getitem", "einsum", "concatenate", "astype", "copy", "clip", "pos")
"""Whose strides NumPy chooses by rules of its own where arrays lie in another order than their axes."""


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("call", list(cases()))
def test_arrays_without_values_have_the_shape_and_the_type_of_numpys(call, request):
    xp = Shared(Meter())
    theirs, ours = told(call(numpy, Given(numpy))), told(call(xp, Given(xp)))
    name = request.node.callspec.id.rstrip("0123456789")
    if name in UNORDERED and isinstance(theirs, tuple) and len(theirs) == 3:
        theirs, ours = theirs[:2], ours[:2]
    assert ours == theirs
    assert xp.meter.held == 0


HELD = {
    "mean": lambda xp, x: xp.mean(x, axis=1, keepdims=True), "var": lambda xp, x: x.var(axis=-1), "std": lambda xp, x: xp.std(x, axis=(0, 1)), "median": lambda xp, x: xp.median(x, axis=2),
    "sort": lambda xp, x: xp.sort(x), "argsort": lambda xp, x: x.argsort(axis=0), "cumsum": lambda xp, x: x.cumsum(axis=1), "exp": lambda xp, x: xp.exp(x), "in place": lambda xp, x: xp.tanh(x, out=x),
    "softmax": lambda xp, x: (e := xp.exp(x - x.max(axis=-1, keepdims=True))) / e.sum(axis=-1, keepdims=True), "views": lambda xp, x: x.T[::2, None].swapaxes(0, 1), "where": lambda xp, x: xp.where(x > 0, x, 0.1 * x),
    "tensordot": lambda xp, x: xp.tensordot(x, x, axes=((1, 2), (1, 2))), "einsum": lambda xp, x: xp.einsum("nij,nij->ni", x, x), "matmul": lambda xp, x: x @ x.transpose(0, 2, 1), "roll": lambda xp, x: xp.roll(x, 1, axis=1),
    "pad": lambda xp, x: xp.pad(x, 3), "take": lambda xp, x: xp.take(x, [0, 1, 2], axis=1), "named": lambda xp, x: x[:, [3, 4]], "reshape": lambda xp, x: x.T.reshape(-1), "astype": lambda xp, x: x.astype(xp.float64),
    "concatenate": lambda xp, x: xp.concatenate([x, x], axis=1), "stack": lambda xp, x: xp.stack([x, x]), "repeat": lambda xp, x: x.repeat(2, axis=0), "tile": lambda xp, x: xp.tile(x, (1, 2, 1)),
}


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@together("name", HELD)
def test_arrays_without_values_count_what_numpy_allocates(name):
    x = numpy.ones((64, 64, 64), "float32")
    HELD[name](numpy, x)  # what NumPy imports at a function's first call is not of the function
    tracemalloc.start()
    try:
        made = HELD[name](numpy, x)
        theirs = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    xp = Shared(Meter())
    outline = xp.empty(x.shape, xp.float32)
    ours = HELD[name](xp, outline)
    assert abs(xp.meter.peak - outline.nbytes - theirs) <= 0.1 * x.nbytes  # NumPy reduces through buffers
    del made, ours


def test_every_documented_name_is_called():
    assert set(CALLS) == set(FUNCTIONS)
    assert set(METHOD_CALLS) == set(METHODS)
    assert set(VIEW_CALLS) == set(VIEWS)
    reflected = {name for name in LANGUAGE if name.startswith("__r")} | {"__setitem__"}
    assert {f"__{name}__" for name in ARITHMETIC} == set(LANGUAGE) - reflected


REFUSED = [
    ("if x.max() > 0: x = -x", lambda xp, a: bool(a.x.max() > 0), "asked an array for a value"),
    ("float(x.mean())", lambda xp, a: float(a.x.mean()), "asked an array for a value"), ("x.tolist()", lambda xp, a: a.x.tolist(), "asked an array for a value"),
    ("x[x > 0]", lambda xp, a: a.x[a.true], "makes a shape depend on values"), ("x + y", lambda xp, a: a.x + a.x.T, r"\[2, 3, 4\] and \[4, 3, 2\] do not fit together"),
    ("x += y", lambda xp, a: a.x.__iadd__(xp.ones((5, 2, 3, 4))), r"\[5, 2, 3, 4\] do not fit into \[2, 3, 4\]"), ("x @ y", lambda xp, a: a.x @ a.y, "cannot be multiplied"),
    ("x[:, 0] = y", lambda xp, a: a.x.__setitem__(0, a.x), "do not fit into"), ("x[5]", lambda xp, a: a.x[5], "place 5 is asked for of an axis of 2"),
    ("x[0, 0, 0, 0]", lambda xp, a: a.x[0, 0, 0, 0], "4 axes are indexed"), ("x.reshape(5)", lambda xp, a: a.x.reshape(5), "cannot be seen as"), ("x.sum(3)", lambda xp, a: a.x.sum(3), "there is no axis 3"),
    ("x.transpose(0, 0, 1)", lambda xp, a: a.x.transpose(0, 0, 1), "the order"), ("x.squeeze(0)", lambda xp, a: a.x.squeeze(0), "are left out"), ("x.astype('int7')", lambda xp, a: a.x.astype("int7"), "there is no type"),
    ("xp.stack([x, y])", lambda xp, a: xp.stack([a.x, a.row]), "cannot be stacked"), ("xp.concatenate([x, y])", lambda xp, a: xp.concatenate([a.x, a.x.T]), "cannot stand one after another"),
    ("xp.split(x, 2)", lambda xp, a: xp.split(a.x, 2, axis=1), "does not split"), ("xp.broadcast_to(x)", lambda xp, a: xp.broadcast_to(a.x, (2, 1, 4)), "cannot be repeated"),
    ("windows", lambda xp, a: xp.lib.stride_tricks.sliding_window_view(a.x, (9,), (1,)), "do not fit"), ("letters", lambda xp, a: xp.einsum("ij,jk->ik", a.x, a.y), "names 2 axes"),
    ("sizes", lambda xp, a: xp.einsum("nij,nik->jk", a.x, a.y[:, :2]), "is 3 and 2"), ("arrays", lambda xp, a: xp.einsum("nij,nik->jk", a.x), "takes 2 arrays"),
    ("tensordot", lambda xp, a: xp.tensordot(a.x, a.y, axes=1), "cannot be multiplied"),
]


@together(("call", "message"), [pytest.param(call, message, id=label) for label, call, message in REFUSED])
def test_what_arrays_without_values_refuse(call, message):
    xp = Shared(Meter())
    with pytest.raises(Refused, match=message):
        call(xp, Given(xp))


def test_explain_operator_lists_the_surface():
    page = topics.page("operator")
    for table, names in (("functions", FUNCTIONS), ("methods", METHODS), ("views", VIEWS)):
        (found,) = [each for each in page.tables if each.name == table]
        assert found.column("name") == names
        assert all(does.endswith(".") for does in found.column("does"))
    (rules,) = [each for each in page.tables if each.name == "rules"]
    assert {"output", "weights", "cost", "forward"} <= set(rules.column("rule"))
    (values,) = [note for note in page.notes if note.startswith("values of xp: ")]
    assert values.removeprefix("values of xp: ").split(", ") == list(plain_values(Arrays))
