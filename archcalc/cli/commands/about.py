"""archcalc about: a network's paper, history and training recipe."""

from __future__ import annotations

from archcalc import build
from archcalc.cli import options
from archcalc.cli.output import answer
from archcalc.collection import about

EXAMPLE = "archcalc about alexnet"


def command(name: options.Name, form: options.Format = None, output: options.Output = None) -> None:
    """Tell of a network: its paper, what was new, how it was trained, and what was printed of it."""
    answer(about(build(name)), form, output)
