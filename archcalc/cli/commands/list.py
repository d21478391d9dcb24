"""archcalc list: what is bundled."""

from __future__ import annotations

from archcalc.cli import options
from archcalc.cli.output import answer
from archcalc.collection import listing

EXAMPLE = "archcalc list"


def command(columns: options.Columns = None, form: options.Format = None, output: options.Output = None) -> None:
    """List the bundled networks with year, parameters and MACs."""
    from archcalc.tables import with_columns

    answer(with_columns(listing(), columns), form, output)
