"""archcalc new: a copy to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from archcalc.base import files
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.standard_output import STANDARD_OUTPUT
from archcalc.cli import options
from archcalc.cli.output import complain, put
from archcalc.loading import library

EXAMPLE = "archcalc new my.yaml --from vgg16"
PAGE = "language"


def command(
    file: Annotated[Path, typer.Argument(metavar="FILE", parser=options.target, help="The file to make; it must not be "
                                         "there yet.")],
    start: Annotated[str, typer.Option("--from", metavar="NAME", help="The network to copy.",
                                       autocompletion=options.network_names)] = "lenet5",
) -> None:
    """Make a specification of your own from a bundled one."""
    from archcalc.base.atomic_files import write

    if file is STANDARD_OUTPUT:
        put(library.copied(start))
        return
    if files.is_there(file):
        raise ArchcalcError.of("output", f"{quoted(file)} is there already", hint="choose another name")
    write(file, library.copied(start))
    complain(f"wrote {file}; archcalc {file} shows its table")
