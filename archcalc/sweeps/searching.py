"""A search while it is on: points that it asks for are worked out once, and told how they stand."""

from __future__ import annotations

from collections.abc import Generator, Iterable

from archcalc.base.gc_pause import paused_briefly
from archcalc.sweeps.filters import excess
from archcalc.sweeps.parallel import Portion
from archcalc.sweeps.report import Swept
from archcalc.sweeps.search_plan import SearchPlan
from archcalc.sweeps.searches import NAMES, Standing
from archcalc.sweeps.space import space
from archcalc.sweeps.sweep import Answer, Calculation

_MOST_IN_VAIN = 1000
"""So often a search may ask for nothing new before it is taken to have seen what it can."""


def searched(swept: Swept, plan: SearchPlan, known: Iterable[Portion] = ()) -> Generator[Portion, None, None]:
    """The points that are tried, one by one, those that are `known` first of all looked up.

    The least of the target is looked for, among points that meet the bounds. Raises ArchcalcError.
    """
    answers = {start: found[0] for start, found in known}
    within, calculation = space(swept.sweep), Calculation(swept.sweep)
    from random import Random

    chance = Random(f"archcalc/{plan.seed}")  # noqa: S311 - the same search for the same seed, no secret
    most, in_vain = plan.most(swept.sweep), 0
    tried: dict[int, Standing] = {}
    tries = NAMES.load(plan.name).search(within, most, chance)
    asked = next(tries)
    while in_vain < _MOST_IN_VAIN:
        in_vain += 1
        for number in dict.fromkeys(asked):
            if number in tried:
                continue
            if len(tried) == most:
                plan.is_done = True
                return
            in_vain = 0
            answer = answers.get(number)
            if answer is None:
                with paused_briefly():
                    (point,) = swept.sweep.numbered(number)
                    answer = calculation.answer(point)
            tried[number] = _standing(swept, number, answer)
            yield number, [answer]
        asked = tries.send([tried[number] for number in asked])
    plan.is_done = True


def _standing(swept: Swept, number: int, answer: Answer) -> Standing:
    """The standing of a point. Raises ArchcalcError where a condition cannot be judged."""
    (row,) = swept.rows(number, [answer])
    if isinstance(row, str):
        return Standing(True, 0.0, 0.0)
    figures, best = dict(zip(swept.names, row, strict=True)), swept.choice.best
    assert best is not None
    bounds = [*swept.choice.bounds, *filter(None, (swept.choice.where,))]
    far = sum(excess(bound, figures) or 1e-9 for bound in bounds if not bound.holds(figures))
    return Standing(False, float(far), best.sign * figures[best.key])
