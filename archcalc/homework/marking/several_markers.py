"""A class marked by several processes at once: the same marks in the same order, whoever is done first."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable
from functools import lru_cache

from archcalc.base import plugins
from archcalc.base.processes import can_share, in_processes
from archcalc.homework import languages
from archcalc.homework.marking import whole_class
from archcalc.homework.marking.marking import Marker
from archcalc.homework.marking.whole_class import Class, Found, Outcome
from archcalc.homework.questions.networks import Networks

_FEWEST = 800
_FEWEST_APART = 5_000
"""A class of fewer sheets is not marked sooner by several: each alone works out what misconceptions lead to.

Of 60 answers a sheet that takes 3.6 s, as long as 1,600 sheets after that; where processes share it, it is done once.
"""
_FIRST = 400
"""So many sheets are marked before others share what came of it."""
_PORTIONS = 4
"""So many portions each process gets, so that none waits long for the last."""


def mark(found: list[Found], marker: Marker, jobs: int,
         progress: Callable[[list[Found]], Iterable[Found]] = iter) -> Class:
    """Every sheet marked, by this process alone or by `jobs` others. Raises ArchcalcError where one is killed."""
    shared = can_share()
    fewest, first = (_FEWEST, _FIRST) if shared else (_FEWEST_APART, 0)
    if jobs < 2 or len(found) < fewest:
        return whole_class.mark(found, marker, progress)
    given = _packed(found, marker)
    begun = _marked(given, 0, first)
    size = -(-(len(found) - first) // (jobs * _PORTIONS))
    parts = [range(start, min(start + size, len(found))) for start in range(first, len(found), size)]
    outcomes = dict(in_processes(jobs, _marked, given, parts, shared=shared))
    return whole_class.gathered(found, [*begun, *(each for part in parts for each in outcomes[part.start])])


def _packed(found: list[Found], marker: Marker) -> bytes:
    """A class and its marker as they travel to other processes, with the plugins that they may need."""
    sent = (found, marker.rubric, marker.networks.given, marker.hints_only, marker.language.code)
    return pickle.dumps((plugins.named(), pickle.dumps(sent)))


def _marked(given: bytes, start: int, stop: int) -> list[Outcome]:
    """A portion of a class: what another process does."""
    found, marker = _unpacked(given)
    return [whole_class.outcome(each, marker) for each in found[start:stop]]


@lru_cache(maxsize=1)
def _unpacked(given: bytes) -> tuple[list[Found], Marker]:
    # what `_packed` wrote, in the process that started this one
    named, rest = pickle.loads(given)  # noqa: S301
    if named:
        from archcalc.base import plugin_files

        plugin_files.load_again(named)
    found, rubric, graphs, hints_only, code = pickle.loads(rest)  # noqa: S301
    return found, Marker(rubric, Networks(graphs), hints_only=hints_only, language=languages.language(code))
