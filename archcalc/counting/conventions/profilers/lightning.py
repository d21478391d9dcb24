"""PyTorch Lightning's model summary."""

from archcalc.counting.convention import Rule
from archcalc.counting.conventions._terms import PARAMETERS
from archcalc.counting.print_style import Style

params = Rule(
    rule="all parameters, in units of 10^6 bytes",
    source="Lightning, ModelSummary",
    terms=PARAMETERS,
    style=Style("{:.3f} MB", ((10**6, "MB"),), size=True),
)
