"""What stands behind an error that nobody expected: the memory, an operator's rule, a plugin; or archcalc itself."""

from __future__ import annotations

from archcalc.base.errors import ArchcalcError


def behind(error: Exception) -> ArchcalcError | None:
    """The mistake that an error comes of; None where it is archcalc's own."""
    if isinstance(error, MemoryError):
        return ArchcalcError.of("memory", "the memory of this machine is not enough for it",
                                hint="try a smaller --input, --batch or --dtype")
    from archcalc.base.plugin_files import blamed
    from archcalc.operators import rule_errors

    found = rule_errors.behind(error) or blamed(error)
    return found if found is None or isinstance(found, ArchcalcError) else ArchcalcError([found])
