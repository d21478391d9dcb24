"""torchinfo's estimate of everything."""

from archcalc.conventions import torchinfo
from archcalc.conventions._parts import PARAMETERS
from archcalc.counting import Rule, Term
from archcalc.styles import MEGABYTES

memory = Rule(
    rule="the input, twice the outputs of layers with parameters, and the parameters",
    source="torchinfo 1.8.0: estimated total size",
    terms=(Term("outputs", "outputs", frozenset({"input"})),
           *(term._replace(factor=2) for term in torchinfo.memory.terms), *PARAMETERS),
    style=MEGABYTES,
)
