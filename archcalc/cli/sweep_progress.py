"""A sweep at the terminal: with a bar, and with what there is when it is interrupted."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.processes import processors
from archcalc.cli import endings
from archcalc.cli.output import complain
from archcalc.cli.progress import told
from archcalc.sweeps.report import Swept
from archcalc.sweeps.working import worked

if TYPE_CHECKING:
    from archcalc.sweeps.stored.streamed import Streamed


def streamed(swept: Swept, file: Path | None, *, resume: bool) -> Streamed | None:
    """The file that rows stream into, where one is wanted. Raises ArchcalcError for one that cannot be."""
    if file is None:
        return None
    from archcalc.sweeps.stored.streamed import Streamed

    stream = Streamed(file, swept, resume=resume)
    if resume:
        left = sum(map(len, stream.partial.left(swept.sweep.total)))
        complain(f"resumed: {swept.sweep.total - left:,} of {swept.total:,} points were there")
    return stream


def worked_out(swept: Swept, jobs: int | None, dask: str | None, stream: Streamed | None = None) -> int:
    """Work a sweep out, as far as Ctrl-C and what else may happen let it come; the exit code, 0 at the end.

    Raises ArchcalcError where there is nothing to show of it.
    """
    if dask is not None:
        from archcalc.sweeps.dask_cluster import cluster

        elsewhere = cluster(dask)
    else:
        elsewhere = None
    gc.enable()  # a command does without; a sweep may take hours
    work, code = worked(swept, jobs or processors(), elsewhere, stream), 0
    with told() as tell:
        try:
            for _ in work:
                tell(swept.done, swept.total, elsewhere.told() if elsewhere else "")
        except (endings.Ended, ArchcalcError) as ending:
            work.close()
            if not swept.done:
                raise
            code = ending.exit_code
            endings.in_order()  # what there is may take long to write, and can be broken off as well
            failure = ending.text if isinstance(ending, ArchcalcError) else ""
    if not code:
        return 0
    if failure:
        complain(failure)
    if not swept.is_whole:
        complain(f"interrupted: {swept.done:,} of {swept.total:,} points were worked out")
    if stream is not None:
        stream.partial.close()
        complain(f"their rows are kept in {quoted(stream.partial.path)}: --resume goes on")
    return code
