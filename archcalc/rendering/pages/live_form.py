"""The fields of a page in which its reader changes a network: the input's sizes, the batch, the options."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archcalc.base.report import LiveCells, LiveOption
from archcalc.rendering.drawings.outputs.svg import text


def live_form(live: LiveCells, names: Sequence[str]) -> str:
    """The form; a script shows it, as nothing follows without one. `names` are those of the table's rows."""
    fields = [*_sizes(live, names), *(_option(live, option) for option in live.options)]
    return (f'<form class="live" hidden>{"".join(fields)} <button type="reset">as it was</button>'
            '<p role="status" aria-live="polite"></p></form>')


def _sizes(live: LiveCells, names: Sequence[str]) -> Iterator[str]:
    for row, key in live.inputs:
        yield _number(f"{names[row]} {key}", "size", row, key, live.values[row, key])
    if live.batch is not None:
        row, key = live.batch
        yield _number("batch", "batch", row, key, live.values[row, key])


def _number(words: str, kind: str, row: int, key: str, value: float) -> str:
    return (f'<label>{text(words)} <input type="number" min="1" step="1" required data-kind="{kind}" '
            f'data-pattern="{kind}" data-row="{row}" data-key="{key}" value="{value}"></label>')


def _option(live: LiveCells, option: LiveOption) -> str:
    """A field of an option; one that follows in this page has its cell."""
    pattern = "whole" if option.whole else "number"
    cell = f' data-pattern="{pattern}" data-row="{live.row_of_options}" data-key="{option.key}"' if option.key else ""
    return (f'<label>{text(option.name)} <input type="text" spellcheck="false" data-kind="option" '
            f'data-name="{text(option.name)}"{cell} value="{text(option.value)}"></label>')
