"""An NVIDIA GPU, by CuPy. Operators run as their rules are written, on the functions that NumPy and CuPy share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from archcalc.base.errors import ArchcalcError
from archcalc.executor.backends import Clock, Measurement, missing

NAME = "cupy"
FAST = SHARES = False
BLOCK = 512
"""CuPy's pool gives whole blocks of so many bytes: cupy/cuda/memory.pyx, `_allocation_unit_size`."""


def namespace() -> Any:
    """CuPy."""
    try:
        cupy = import_module("cupy")
    except ImportError:
        raise missing("CuPy", "gpu", ", or 'archcalc[gpu-cuda13]' for CUDA 13") from None
    if not _devices(cupy):
        raise ArchcalcError.of("missing-device", "CuPy finds no GPU", hint="--backend numpy runs on the processor")
    return cupy


def present() -> bool:
    """Whether CuPy is installed and finds a GPU."""
    if find_spec("cupy") is None:
        return False
    try:
        return _devices(import_module("cupy")) > 0
    except ImportError:
        return False


def _devices(cupy: Any) -> int:
    try:
        return int(cupy.cuda.runtime.getDeviceCount())
    except cupy.cuda.runtime.CUDARuntimeError:
        return 0


def free_bytes() -> int | None:
    """The device's free memory, and what CuPy's pool holds unused."""
    cupy = namespace()
    return int(cupy.cuda.Device().mem_info[0]) + int(cupy.get_default_memory_pool().free_bytes())


def clock() -> Clock:
    """Events that the device records as it comes to them, so that nobody waits for it between two steps."""
    cuda = namespace().cuda

    def now() -> Any:
        event = cuda.Event()
        event.record()
        return event

    def between(first: Any, second: Any) -> float:
        if not second.done:
            cuda.Device().synchronize()
        return float(cuda.get_elapsed_time(first, second)) / 1000

    return Clock(now, between)


@contextmanager
def metered() -> Iterator[Measurement]:
    """A hook on CuPy's pool counts every array that is taken from it and given back."""
    cupy = namespace()
    hook = _hook(cupy)
    with hook:
        yield Measurement(hook.begin, hook.resume, hook.pause, lambda: int(hook.peak))


def _hook(cupy: Any) -> Any:
    class Count(cupy.cuda.MemoryHook):  # type: ignore[misc]
        name = "archcalc"
        held = peak = 0
        counts = begun = False
        apart: set[int]
        """Memory that was taken between steps, for what is not the run's: values of the looks, and statistics."""

        def begin(self, arrays: Iterable[Any]) -> None:
            self.begun, self.apart, self.peak = True, set(), self.held

        def resume(self, arrays: Iterable[Any]) -> None:
            self.counts, self.peak = True, max(self.peak, self.held)

        def pause(self) -> None:
            self.counts = False

        def malloc_postprocess(self, **facts: Any) -> None:
            if self.begun and not self.counts:
                self.apart.add(facts["mem_ptr"])
                return
            self.held += facts["mem_size"]
            if self.counts:
                self.peak = max(self.peak, self.held)

        def free_postprocess(self, **facts: Any) -> None:
            if self.begun and facts["mem_ptr"] in self.apart:
                self.apart.remove(facts["mem_ptr"])
            else:
                self.held -= facts["mem_size"]

    return Count()


def taken(array: Any) -> Any:
    """A copy on the device."""
    return namespace().asarray(array)


def fetched(array: Any) -> Any:
    """A copy on the processor."""
    return namespace().asnumpy(array)
