"""torchsummary."""

from archcalc.counting.convention import Convention, Doubt, Rule, Term
from archcalc.counting.conventions._terms import LOSS_LEFT_OUT, MODULES, PARAMETERS, RARE_RESIZING, RECURRENT
from archcalc.counting.print_style import MEBIBYTES

_SEEN = MODULES | {"activation", "pooling", "random", "lrn", "resize", "pixel_shuffle"}
_EITHER = frozenset({"elementwise", "clip", "flatten", "pad", "identity", "channel_shuffle", "glu", "standardize",
                     "max_unpool"})
"""Operators with a module of their own, which are as often written as functions."""

memory = Rule(
    rule="twice the outputs of all modules, also ReLU and dropout, and of blocks with branches as a whole",
    source="torchsummary 1.5.1: forward/backward pass size",
    terms=(Term("outputs", "outputs_before_loss", _SEEN, but=_EITHER, value_bytes=4),
           Term("outputs of blocks", "block_outputs", value_bytes=4)),
    style=MEBIBYTES,
    copies=2,
    doubts=(Doubt("what works in place is counted again (torchsummary issue 163)", frozenset({"activation"})),
            Doubt("a block is counted as a whole besides its parts", frozenset({"merge"})),
            Doubt("of a recurrent layer the state counts as well, for the two images that it tries; it cannot read an "
                  "LSTM", RECURRENT),
            Doubt("what is written as a function is not seen: flatten, pad and the like are taken for functions",
                  _EITHER),
            LOSS_LEFT_OUT, RARE_RESIZING),
)

params = Rule(
    rule="weight and bias of every module, at each call",
    source="torchsummary 1.5.1: total params",
    terms=tuple(term._replace(at=MODULES, but=RECURRENT) for term in PARAMETERS),
    style=MEBIBYTES,
    doubts=(Doubt("attention, class token and positions are missed", frozenset({"attention", "token"})),
            Doubt("a recurrent layer's parameters are missed: none is called weight or bias", RECURRENT)),
)

VARIANTS = {
    "torchsummary-total": Convention(memory=Rule(
        rule="the input, twice the outputs of modules and blocks, and the parameters",
        source="torchsummary 1.5.1: estimated total size",
        terms=(Term("outputs", "outputs", frozenset({"input"}), value_bytes=4),
               *(term._replace(factor=2) for term in memory.terms),
               *(term._replace(value_bytes=4) for term in params.terms)),
        style=MEBIBYTES,
    )),
}
