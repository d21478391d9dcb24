"""torchsummary's estimate of everything."""

from archcalc.conventions import torchsummary
from archcalc.counting import Rule, Term
from archcalc.styles import MEBIBYTES

memory = Rule(
    rule="the input, twice the outputs of modules and blocks, and the parameters",
    source="torchsummary 1.5.1: estimated total size",
    terms=(Term("outputs", "outputs", frozenset({"input"}), value_bytes=4),
           *(term._replace(factor=2) for term in torchsummary.memory.terms),
           *(term._replace(value_bytes=4) for term in torchsummary.params.terms)),
    style=MEBIBYTES,
)
