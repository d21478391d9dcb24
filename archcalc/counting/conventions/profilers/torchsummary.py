"""torchsummary."""

from archcalc.conventions._parts import MATRICES, NORMS, PARAMETERS, SOFTMAX
from archcalc.counting import Doubt, Rule, Term
from archcalc.styles import MEBIBYTES

_SEEN = frozenset({*MATRICES, *NORMS, "activation", "pooling", "dropout"})

memory = Rule(
    rule="twice the outputs of all modules, also ReLU and dropout, and of blocks with branches as a whole",
    source="torchsummary 1.5.1: forward/backward pass size",
    terms=(Term("outputs", "outputs", _SEEN, but=SOFTMAX, value_bytes=4),
           Term("outputs of blocks", "block_outputs", value_bytes=4)),
    style=MEBIBYTES,
    copies=2,
    doubts=(Doubt("what works in place is counted again (torchsummary issue 163)", frozenset({"activation"})),
            Doubt("a block is counted as a whole besides its parts", frozenset({"merge"}))),
)

params = Rule(
    rule="weight and bias of every module, at each call",
    source="torchsummary 1.5.1: total params",
    terms=tuple(term._replace(at=frozenset({*MATRICES, *NORMS, "prelu"})) for term in PARAMETERS),
    style=MEBIBYTES,
    doubts=(Doubt("attention, class token and positions are missed", frozenset({"attention", "token"})),),
)
