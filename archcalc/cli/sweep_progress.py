"""A sweep at the terminal: with a bar, and with what there is when it is interrupted."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from archcalc.base.atomic_files import refuse_to_replace, unwritable
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.processes import processors
from archcalc.cli import endings
from archcalc.cli.options import pairs
from archcalc.cli.output import chosen_format, complain
from archcalc.cli.progress import told
from archcalc.sweeps.parallel import portions
from archcalc.sweeps.report import Swept


def axis_values(words: Iterable[str] | None, option: str) -> dict[str, str]:
    """`KEY=A,B` words as a mapping; a key that comes twice would lose its first values."""
    given = list(words or ())
    found = pairs(given, option)
    if len(found) < len(given):
        names = [word.partition("=")[0].strip() for word in given]
        twice = next(name for name in names if names.count(name) > 1)
        raise ArchcalcError.of("usage", f"{option} {quoted(twice)} is given twice",
                               hint=f"write {option} {twice}=A,B with all values")
    return found


def check_output(form: str | None, file: Path | None, reads: Iterable[str]) -> None:
    """Raise now what would be raised after minutes of work: no such format, no such folder, a file that is read."""
    chosen_format(form, file)
    if file is not None:
        refuse_to_replace(file, reads)
        if not file.parent.is_dir():
            raise unwritable(file, "")


def worked_out(swept: Swept, jobs: int | None, dask: str | None) -> int:
    """Work a sweep out, as far as Ctrl-C lets it come; the exit code, 0 at the end. Raises ArchcalcError."""
    if dask is not None:
        from archcalc.sweeps.dask_cluster import cluster

        elsewhere = cluster(dask)
    else:
        elsewhere = None
    work, code = portions(swept.sweep, jobs or processors(), elsewhere), 0
    with told() as tell:
        try:
            for start, answers in work:
                swept.keep(start, answers)
                tell(swept.done, swept.sweep.total, "")
        except endings.Ended as ending:
            work.close()
            if not swept.done:
                raise
            code = ending.exit_code
            endings.in_order()  # what there is may take long to write, and can be broken off as well
    if swept.done == swept.sweep.total:
        return 0
    complain(f"interrupted: {swept.done:,} of {swept.sweep.total:,} points were worked out")
    return code
