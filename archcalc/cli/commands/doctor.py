"""archcalc doctor: what is installed, and what would be gained."""

from typing import Annotated

import typer

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.cli import options
from archcalc.cli.output import answer

EXAMPLE = "archcalc doctor"
PAGE = "start"


def command(
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    form: options.Format = None,
    output: options.Output = None,
) -> None:
    """Tell which extras, programs, fonts and GPUs are there, and what the others would give."""
    from archcalc.cli.surroundings.doctor_report import report

    if as_json and form not in {None, "json"}:
        raise ArchcalcError.of("usage", f"--json beside --format {quoted(form, '')}: which of the two?",
                               hint="leave one out")
    answer(report(), "json" if as_json else form, output)
