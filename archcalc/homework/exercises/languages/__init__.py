"""The words of exercises, a file for each language; being there is being known.

A file's WORDS hold, by what a phrase means (archcalc.homework.exercises.vocabulary), the phrases that mean it, with |
between them; FIGURES, LAYERS and ATTRIBUTES those that stand for what is known by a name of archcalc's own.
"""

from __future__ import annotations

from archcalc.base.registry import modules_below

NAMES = tuple(sorted(name for name in modules_below(__path__[0]) if not name.startswith("_")))
