"""The OpenBLAS that comes with NumPy, if it is one: how many threads it uses, and the kernels that it chose."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_BEGINNINGS, _ENDINGS = ("scipy_", ""), ("64_", "")
_AVX_512 = {b"SkylakeX", b"Cooperlake", b"SapphireRapids"}


def threads() -> int:
    """The number of threads that it uses; 1 where there is none that says so."""
    get = _function("openblas_get_num_threads")
    return get() if get else 1


def use_threads(count: int) -> None:
    """Let it use so many; another library keeps those that it has."""
    put = _function("openblas_set_num_threads")
    if put:
        put(count)


@cache
def takes_small_as_they_lie() -> bool:
    """True where matrices of a small product are multiplied where they are: by the kernels for AVX-512.

    All others lay out both matrices first, whatever they hold.
    """
    get: Any = _function("openblas_get_corename")
    if get is None:
        return False
    from ctypes import c_char_p

    get.restype = c_char_p
    return get() in _AVX_512


@cache
def _function(name: str) -> Callable[..., int] | None:
    from ctypes import CDLL

    names = [beginning + name + ending for beginning in _BEGINNINGS for ending in _ENDINGS]
    libraries = [CDLL(str(path)) for path in _files()]
    return next((getattr(library, each) for library in libraries for each in names if hasattr(library, each)), None)


def _files() -> Iterable[Path]:
    spec = find_spec("numpy")
    folder = Path(spec.origin).parent if spec and spec.origin else None
    return [*folder.parent.glob("numpy.libs/*openblas*"), *folder.glob(".dylibs/*openblas*")] if folder else []
