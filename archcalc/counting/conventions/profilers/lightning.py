"""PyTorch Lightning's model summary."""

from archcalc.conventions._parts import PARAMETERS
from archcalc.counting import Rule
from archcalc.styles import Style

params = Rule(
    rule="all parameters, in units of 10^6 bytes",
    source="Lightning, ModelSummary",
    terms=PARAMETERS,
    style=Style("{:.3f} MB", ((10**6, "MB"),), size=True),
)
