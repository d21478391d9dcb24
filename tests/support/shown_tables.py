"""A table of a network in a format, presented as one asks."""

import archcalc
from archcalc.rendering.tables.presentation import Presentation


def shown(name, form="text", **choices):
    presentation = Presentation(**choices)
    report = archcalc.analyze(name, convention=presentation.convention, formulas=presentation.wants_formulas(form))
    return archcalc.render(presentation.shown(report, form), form, presentation.page())
