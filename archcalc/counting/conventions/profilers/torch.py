"""PyTorch itself: the parameters of a module, and its FLOP counter."""

from archcalc.conventions import flops
from archcalc.conventions._parts import PARAMETERS
from archcalc.counting import Doubt, Rule
from archcalc.styles import counted

params = Rule(
    rule="all parameters(); running statistics are buffers",
    source="PyTorch 2.13, module.parameters()",
    terms=PARAMETERS,
)

operations = flops.operations._replace(
    rule="2 for each product, nothing else",
    source="PyTorch 2.13, FlopCounterMode; Lightning",
    style=counted("FLOPs", "{}"),
    doubts=(Doubt("on a CPU it misses attention that runs as one operator (pytorch issue 195460)",
                  frozenset({"attention"})),),
)
