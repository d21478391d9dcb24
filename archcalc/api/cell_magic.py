"""The notebook's own command: %%archcalc over a network that stands in the cell, %archcalc before a name."""

from __future__ import annotations

import shlex
from typing import Any

from archcalc.api.arguments import COUNT
from archcalc.api.network import Network, load
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.suggestions import did_you_mean
from archcalc.network.graph import Graph

_OPTIONS = ("--batch", "--input", "--set")
_USAGE = "%%archcalc [--batch N] [--input SIZE] [--set key=value], and the network below"


def add_to(shell: Any) -> None:
    """Give a notebook's shell its command."""
    shell.register_magic_function(_answered, "line_cell", "archcalc")


def _answered(line: str, cell: str | None = None) -> Network | Graph:
    """Show the network of a cell, YAML or notation, or of a name; it stays in _ as every cell's answer does.

    A mistake is told as archcalc tells it, without the lines of Python that led to it, and ends the cell.
    """
    try:
        return answer(line, cell)
    except ArchcalcError as error:
        told = error.text.split("\n")
        error._render_traceback_ = lambda: told  # type: ignore[attr-defined] # IPython's own word
        raise


def answer(line: str, cell: str | None = None) -> Network | Graph:
    """The network that a cell's first line and the text under it ask for; with a batch, built. Raises ArchcalcError.

    >>> answer("--batch 4", "32x32x3 -> CONV3-64 -> POOL2").node("pool1").shape
    (4, 64, 16, 16)
    """
    names, said = _read(line)
    if (cell is None) != (len(names) == 1) or len(names) > 1:
        raise ArchcalcError.of("usage", "a cell holds one network, and %archcalc takes one name",
                               hint=f"{_USAGE}; or %archcalc alexnet")
    size = said["--input"][-1] if said["--input"] else None
    network = load(names[0] if cell is None else f"{cell}\n", options=said["--set"] or None, input_size=size)
    return network.build(batch=COUNT.value(said["--batch"][-1], "--batch")) if said["--batch"] else network


def _read(line: str) -> tuple[list[str], dict[str, list[str]]]:
    """The words of a line: those that stand alone, and the values of each option. Raises ArchcalcError."""
    try:
        words = shlex.split(line, comments=True)
    except ValueError:
        raise ArchcalcError.of("usage", f"a quotation mark is not closed in {quoted(line)}", hint=_USAGE) from None
    names, said = list[str](), {option: list[str]() for option in _OPTIONS}
    waiting = iter(words)
    for word in waiting:
        option, equals, value = word.partition("=")
        if not word.startswith("--"):
            names.append(word)
        elif option not in said:
            raise ArchcalcError.of("usage", f"%%archcalc has no option {quoted(option)}",
                                   hint=did_you_mean(option, _OPTIONS) or _USAGE)
        else:
            given = value if equals else next(waiting, None)
            if given is None:
                raise ArchcalcError.of("usage", f"{option} wants a value", hint=_USAGE)
            said[option].append(given)
    return names, said
