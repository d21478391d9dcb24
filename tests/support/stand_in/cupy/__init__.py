"""A package `cupy` that is NumPy under that name, so that what a GPU would run is run where there is none.

`PYTHONPATH=tests/support/stand_in` puts it before the real one. Its meter sees nothing, as it has no pool of its own.
"""

from types import SimpleNamespace

import numpy
from numpy import *  # noqa: F403  # the namespace itself

__version__ = f"a stand-in by NumPy {numpy.__version__}"
lib = numpy.lib
max, min, sum, abs, any, all, round = numpy.max, numpy.min, numpy.sum, numpy.abs, numpy.any, numpy.all, numpy.round  # noqa: A001


class MemoryHook:
    """A hook that is never called."""

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None


class CUDARuntimeError(RuntimeError):
    """What the real one raises where there is no driver."""


def _device():
    return SimpleNamespace(mem_info=(2**33, 2**34), synchronize=lambda: None)


cuda = SimpleNamespace(
    MemoryHook=MemoryHook, Device=_device,
    runtime=SimpleNamespace(CUDARuntimeError=CUDARuntimeError, getDeviceCount=lambda: 1,
                            getDeviceProperties=lambda number: {"name": b"a stand-in"}))


def get_default_memory_pool():
    """The pool, which holds nothing unused."""
    return SimpleNamespace(free_bytes=lambda: 0)


def asnumpy(array):
    """A copy on the processor."""
    return numpy.array(array)
