"""Bootstrap intervals of an accuracy: the images drawn anew, with replacement, as many as there are.

How many of n drawn images are right, where r of n are, is binomial: n tries with r / n each. So it is that number
which is drawn, from its exact distribution, and not the images one by one: the same interval, whatever n is. The
interval goes from the 2.5 % quantile of the resampled accuracies to the 97.5 % quantile, each the nearest rank.
Source: Efron and Tibshirani 1993, "An Introduction to the Bootstrap", section 13.3, the percentile interval.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from math import ceil, exp, lgamma, log, sqrt
from random import Random

from archcalc.base.named_tuples import NamedTuple

LEVEL = 0.95
_FAR = 12
"""Standard deviations around the mean that are looked at: what is beyond has less than 1e-30."""


class Resampling(NamedTuple):
    """So many resamples, drawn from a seed."""

    resamples: int
    seed: int = 0

    @property
    def words(self) -> str:
        """What was done, for a note."""
        return (f"interval: {100 * LEVEL:.0f} % by bootstrap, {self.resamples:,} resamples of the images, seed "
                f"{self.seed}: the percentiles of the resampled accuracies, each model by itself")


def interval(right: int, images: int, resampling: Resampling) -> tuple[float, float]:
    """The ends of the interval of an accuracy.

    >>> interval(80, 100, Resampling(1000)), interval(5, 5, Resampling(1000))
    ((0.72, 0.87), (1.0, 1.0))
    """
    least, sums = _distribution(right, images)
    chance = Random(resampling.seed)  # noqa: S311 - resamples are no secrets
    last = len(sums) - 1
    counts = sorted(least + min(last, bisect_left(sums, chance.random() * sums[-1]))
                    for _ in range(resampling.resamples))
    low, high = (max(1, ceil(part * len(counts))) - 1 for part in ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    return counts[low] / images, counts[high] / images


def _distribution(right: int, images: int) -> tuple[int, list[float]]:
    """The least count that may be drawn, and the sums of the probabilities from it on."""
    if right in {0, images}:
        return right, [1.0]
    share = right / images
    spread = ceil(_FAR * sqrt(images * share * (1 - share))) + 1
    least, most = max(0, right - spread), min(images, right + spread)
    whole = lgamma(images + 1)
    logs = (whole - lgamma(count + 1) - lgamma(images - count + 1) + count * log(share)
            + (images - count) * log(1 - share) for count in range(least, most + 1))
    return least, list(accumulate(map(exp, logs)))
