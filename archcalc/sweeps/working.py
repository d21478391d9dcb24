"""A sweep worked out to the end: what a file has of it is taken from there, and the rest is written there first."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

from archcalc.sweeps.parallel import Elsewhere, Portion, portions
from archcalc.sweeps.report import Swept
from archcalc.sweeps.searching import searched

if TYPE_CHECKING:
    from archcalc.sweeps.stored.streamed import Streamed


def worked(swept: Swept, jobs: int = 1, elsewhere: Elsewhere | None = None,
           stream: Streamed | None = None) -> Generator[None, None, None]:
    """Work a sweep out; after every portion the caller can look at it, or leave. Raises ArchcalcError."""
    source = _source(swept, jobs, elsewhere, stream)
    try:
        for start, answers in source:
            if stream is not None:
                stream.add(start, answers)
            swept.keep(start, answers)
            yield
    finally:
        source.close()
    if stream is not None:
        stream.finish(swept)


def _source(swept: Swept, jobs: int, elsewhere: Elsewhere | None,
            stream: Streamed | None) -> Generator[Portion, None, None]:
    if swept.search is not None:
        return searched(swept, swept.search, stream.partial.portions() if stream is not None else ())
    if stream is None:
        return portions(swept.sweep, jobs, elsewhere)
    for start, answers in stream.partial.portions():
        swept.keep(start, answers)
    return portions(swept.sweep, jobs, elsewhere, stream.partial.left(swept.sweep.total))
