"""torchscan."""

from archcalc.counting.convention import Rule
from archcalc.counting.conventions._terms import PARAMETERS
from archcalc.counting.print_style import Style

params = Rule(
    rule="all parameters, in units of 2^20 bytes, which it calls Mb",
    source="torchscan 0.2.0",
    terms=PARAMETERS,
    style=Style("{:.2f} Mb", ((2**20, "MiB"),), size=True),
)
