"""Figures as tools print them: unit and digits. `printed` is theirs, `unit` is the right name."""

from __future__ import annotations

from archcalc.base.named_tuples import NamedTuple

Steps = tuple[tuple[int, str], ...]
"""Scales with their units, largest first."""


class Style(NamedTuple):
    """A figure is divided by the first scale that it reaches, and put into `form` together with the scale's unit.

    >>> Style("{:.2f} MB", ((2**20, "MiB"),), size=True).printed(229408576)
    '218.78 MB'
    """

    form: str
    steps: Steps
    size: bool = False
    """True where bytes are printed, not a count."""

    def printed(self, number: int) -> str:
        """The figure as the tool writes it."""
        scale, unit = self._step(number)
        return self.form.format(number / scale if scale > 1 else number, unit)

    def unit(self, number: int) -> str:
        """The unit, by its right name."""
        return self._step(number)[1]

    def _step(self, number: int) -> tuple[int, str]:
        return next((step for step in self.steps if number >= step[0]), self.steps[-1])


def counted(unit: str, form: str = "{:,}") -> Style:
    """Every digit."""
    return Style(form, ((1, unit),))


PLAIN = counted("values")
MEGABYTES = Style("{:.2f} MB", ((10**6, "MB"),), size=True)
MEBIBYTES = Style("{:.2f} MB", ((2**20, "MiB"),), size=True)
"""2^20 bytes, which most tools call MB."""
