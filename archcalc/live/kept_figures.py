"""Figures of the last text that could be read, beside the lines of the present one that are as they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archcalc.live.line_figures import LineFigures


def kept(figures: Mapping[int, LineFigures], before: Sequence[str], now: Sequence[str]) -> dict[int, LineFigures]:
    """The figures of lines that have not changed, where these stand now; lines count from 1.

    Lines above the first that differs are as they were, and so are those below the last one.

    >>> figures = {1: LineFigures(("a",), (), 1, 0), 3: LineFigures(("c",), (), 3, 0)}
    >>> sorted(kept(figures, ["a", "b", "c"], ["a", "b", "new", "c"]))
    [1, 4]
    """
    most = min(len(before), len(now))
    above = next((i for i in range(most) if before[i] != now[i]), most)
    below = next((i for i in range(most - above) if before[-1 - i] != now[-1 - i]), most - above)
    moved = len(now) - len(before)
    return {line if line <= above else line + moved: found for line, found in figures.items()
            if line <= above or line > len(before) - below}
