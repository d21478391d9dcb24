"""The options of `archcalc run`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from archcalc import build, load
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.units import USUAL_DTYPE
from archcalc.cli.options import size
from archcalc.network.graph import Graph
from archcalc.network.number_type import number_type

if TYPE_CHECKING:
    from archcalc.executor.run import RunSettings

TOGETHER = 32
"""So many pictures at most are one batch, of which every volume is checked."""
_STREAMED = 8
"""So many are run at once where they stream."""


class RunOptions(NamedTuple):
    """The options of the command."""

    backend: str
    options: dict[str, str]
    input_size: str | None
    batch: int | None
    dtype: str | None
    weights: str
    seed: int
    save_weights: Path | None
    fuse: bool | None
    most: str | None
    trace: bool
    images: tuple[Path, ...]
    top: int | None
    labels: Path | None
    features: str | None
    threads: int
    library_model: str | None
    scores: Path | None = None
    resume: bool = False
    soft: bool | None = None
    notes: tuple[str, ...] = ()
    """What is to be said of the type of numbers."""

    @property
    def streams(self) -> bool:
        """True where pictures go through the network one batch after another, into a file."""
        return self.features is not None or self.scores is not None

    def with_pictures(self) -> RunOptions:
        """The options with every picture of folders. Raises ArchcalcError."""
        from archcalc.executor.images.preprocessing import listed

        return self._replace(images=listed(self.images)) if self.images else self

    def numbered(self, graph: Graph) -> RunOptions:
        """The options with the type of numbers that a network is run in. Raises ArchcalcError."""
        from archcalc.executor.outlines.dtypes import DTYPES

        numbers = number_type(graph, self.dtype, DTYPES)
        return self._replace(dtype=numbers.name, notes=numbers.notes)

    def settings(self) -> RunSettings:
        """Settings for the executor; pictures are run fused unless somebody says otherwise."""
        from archcalc.executor.run import RunSettings

        fuse = bool(self.images) if self.fuse is None else self.fuse
        return RunSettings(self.weights, self.seed, self.dtype or USUAL_DTYPE, fuse, self.trace,
                           size(self.most, "--max-memory"), self.threads, library_model=self.library_model)

    def graph(self, name: str) -> Graph:
        """The network; a few pictures are one batch, and many of them stream."""
        batch = self._at_once() if self.images else self.batch or 1
        return build(load(name, options=self.options, input_size=self.input_size), batch=batch)

    def _at_once(self) -> int:
        count = len(self.images)
        if self.streams or count > (self.batch or TOGETHER):
            return min(self.batch or _STREAMED, count)
        return count
