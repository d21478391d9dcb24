"""torchscan."""

from archcalc.conventions._parts import PARAMETERS
from archcalc.counting import Rule
from archcalc.styles import Style

params = Rule(
    rule="all parameters, in units of 2^20 bytes, which it calls Mb",
    source="torchscan 0.2.0",
    terms=PARAMETERS,
    style=Style("{:.2f} Mb", ((2**20, "MiB"),), size=True),
)
