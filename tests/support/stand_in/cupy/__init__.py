"""A package `cupy` that is NumPy under that name, so that what a GPU would run is run where there is none.

`PYTHONPATH=tests/support/stand_in` puts it before the real one. Its meter sees nothing, as it has no pool of its own.
Its arrays are of a class of their own, so that WAITS counts whenever a program would wait for the device: for an array
or a value of one on the processor, for an event, for all that was asked for.
"""

from collections import Counter
from functools import wraps
from time import perf_counter
from types import SimpleNamespace

import numpy
from numpy import bool_, e, float16, float32, float64, inf, int32, int64, nan, pi  # noqa: F401

__version__ = f"a stand-in by NumPy {numpy.__version__}"
WAITS = Counter()


def _waits(why, name):
    ours = getattr(numpy.ndarray, name)

    @wraps(ours)
    def method(self, *given):
        WAITS[why] += 1
        return ours(self, *given)

    return method


class ndarray(numpy.ndarray):  # noqa: N801
    """An array on the device."""

    __float__, __int__, __bool__, __index__ = (_waits("value", name) for name in ("__float__", "__int__", "__bool__", "__index__"))
    item, tolist = _waits("value", "item"), _waits("array", "tolist")


def _on_device(function):
    """A function of NumPy's that gives arrays of the device."""
    @wraps(function)
    def ours(*given, **named):
        made = function(*given, **named)
        if isinstance(made, list):
            return [each.view(ndarray) for each in made]
        return numpy.asarray(made).view(ndarray) if isinstance(made, (numpy.ndarray, numpy.generic)) else made

    return ours


def __getattr__(name):
    """NumPy's function of that name."""
    found = globals()[name] = _on_device(getattr(numpy, name))
    return found


lib = SimpleNamespace(stride_tricks=SimpleNamespace(**{name: _on_device(getattr(numpy.lib.stride_tricks, name))
                                                       for name in ("as_strided", "sliding_window_view")}))


class MemoryHook:
    """A hook that is never called."""

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None


class CUDARuntimeError(RuntimeError):
    """What the real one raises where there is no driver."""


class _Event:
    """A moment, which has come once the device was waited for."""

    def record(self):
        self.at, self.waits = perf_counter(), WAITS["all"]

    @property
    def done(self):
        return WAITS["all"] > self.waits


def _elapsed(first, second):
    assert first.done, "the real one raises cudaErrorNotReady"
    assert second.done, "the real one raises cudaErrorNotReady"
    return 1000 * (second.at - first.at)


def _device():
    return SimpleNamespace(mem_info=(2**33, 2**34), synchronize=lambda: WAITS.update(["all"]))


cuda = SimpleNamespace(
    MemoryHook=MemoryHook, Device=_device, Event=_Event, get_elapsed_time=_elapsed,
    runtime=SimpleNamespace(CUDARuntimeError=CUDARuntimeError, getDeviceCount=lambda: 1,
                            getDeviceProperties=lambda number: {"name": b"a stand-in"}))


def get_default_memory_pool():
    """The pool, which holds nothing unused."""
    return SimpleNamespace(free_bytes=lambda: 0)


def asnumpy(array):
    """A copy on the processor."""
    WAITS["array"] += 1
    return numpy.array(array)
