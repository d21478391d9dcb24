"""Options that commands about a class share: its roster, and the secret of its course."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from archcalc.base.errors import ArchcalcError

RosterFile = Annotated[Path | None, typer.Option(
    "--roster", metavar="CSV", help="The class: a row a student, with name and id.")]
SecretFile = Annotated[Path | None, typer.Option(
    "--secret", metavar="FILE", help="The course's secret; without it, course.secret beside the roster.")]


def refuse_without(roster: Path | None, said: Mapping[str, object]) -> None:
    """Refuse options that say nothing without a roster. Raises ArchcalcError."""
    for option, value in said.items():
        if roster is None and value is not None:
            raise ArchcalcError.of("usage", f"{option} says nothing without --roster", hint="--roster class.csv")
