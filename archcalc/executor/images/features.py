"""CNN codes: one layer's values for many images, written as they are made. Source: Razavian et al. 2014."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from math import prod
from pathlib import Path
from typing import Any

from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.standard_output import STANDARD_OUTPUT
from archcalc.executor.backends import Backend, backend
from archcalc.executor.images.growing_files import FoundRows, refuse_begun, written
from archcalc.executor.images.picture_stream import streaming
from archcalc.executor.npy_header import read_header
from archcalc.executor.run import RunSettings, Tell, silent
from archcalc.network.graph import Graph


class CodesFile(NamedTuple):
    """A .npy file (images, ...) of so many values of a type."""

    shape: tuple[int, ...]
    dtype: str

    def head(self) -> bytes:
        """The header, as NumPy writes it."""
        numpy, file = backend("numpy").namespace(), BytesIO()
        description = {"descr": numpy.lib.format.dtype_to_descr(numpy.dtype(self.dtype)), "fortran_order": False,
                       "shape": self.shape}
        numpy.lib.format.write_array_header_1_0(file, description)
        return file.getvalue()

    def turned(self, values: Any) -> Any:
        """The values themselves."""
        return values

    def rows(self, paths: Sequence[Path], values: Any) -> bytes:
        """The values of a few pictures, rows first."""
        found: bytes = values.tobytes()
        return found

    def found(self, path: Path) -> FoundRows | None:
        """The whole rows of a file of the same shape and type."""
        numpy = backend("numpy").namespace()
        kind, width = numpy.dtype(self.dtype), prod(self.shape[1:])
        with path.open("rb") as file:
            try:
                start, *told = read_header(file)
            except Exception:  # whatever a broken header makes NumPy stumble over
                return None
            if told != [self.shape, True, kind]:
                return None
            size = width * kind.itemsize
            count = min((path.stat().st_size - start) // size, self.shape[0])
            if count < 1:
                return FoundRows(0, start)
            file.seek(start + (count - 1) * size)
            last = numpy.frombuffer(file.read(size), kind).reshape(self.shape[1:])
        return FoundRows(count, start + count * size, last)


def write(graph: Graph, device: Backend, settings: RunSettings, layer: str, paths: Sequence[Path], file: Path,
          tell: Tell = silent, *, resume: bool = False) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The values of `layer` for every picture into a .npy file; its shape, (images, ...), and what to say of weights.

    As many pictures as the graph's batch are run at once; the network is run as far as the layer only. With `resume`
    it goes on with a file that was broken off. Raises ArchcalcError.
    """
    if file.suffix != ".npy" and file is not STANDARD_OUTPUT:
        raise ArchcalcError.of("usage", "features are written as NumPy's .npy", hint="name a file: -o codes.npy")
    if not resume:
        refuse_begun(file)
    with streaming(graph, device, settings, layer) as stream:
        shape = (len(paths), *stream.shape)
        done = written(stream, CodesFile(shape, settings.dtype), paths, file, tell, resume=resume)
    return shape, (*stream.notes, *([f"resumed: {done:,} of {len(paths):,} pictures were there"] if resume else []))
