"""torchlens."""

from archcalc.counting.convention import Doubt, Rule, Term
from archcalc.counting.conventions._terms import LOSS_LEFT_OUT, PARAMETERS, STATE_BESIDE
from archcalc.counting.print_style import Style

_SIZE = Style("{:.1f} {}", ((2**30, "GB"), (2**20, "MB"), (2**10, "KB"), (1, "B")), size=True)

memory = Rule(
    rule="every operation's output, also in place; running statistics twice; the network's output again",
    source="torchlens 2.36.1: rows of a trace (its total leaves out the last)",
    terms=(Term("outputs", "outputs_before_loss"), Term("running statistics", "buffers", factor=2),
           Term("sums on the way", "outputs_between", frozenset({"sum"})),
           Term("results", "results"), STATE_BESIDE._replace(factor=2)),
    style=_SIZE,
    doubts=(Doubt("the parts of an attention are operations of their own, which are not counted here",
                  frozenset({"attention"})), LOSS_LEFT_OUT,
            Doubt("what is written in several steps (tokens, patches, norms over channels) has the outputs of each",
                  frozenset({"merge_patches", "to_tokens", "class_token", "embedding", "layer_norm", "glu",
                             "rotary"}))),
)

params = Rule(
    rule="all parameters, shared ones once",
    source="torchlens 2.36.1: total_param_memory",
    terms=PARAMETERS,
    style=_SIZE,
)
