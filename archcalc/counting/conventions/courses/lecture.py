"""CS231n, lecture 7 (2016): the rows of its VGG table."""

from archcalc.counting.convention import Convention, Doubt, Rule, Term
from archcalc.counting.conventions._terms import CONVOLUTION
from archcalc.counting.print_style import MEGABYTES, Style

memory = Rule(
    rule="the input and the outputs of conv, pool, fc, LRN, attention and recurrent layers; ReLU, batch norm and add "
         "work in place, concat holds its branches",
    source="CS231n, lecture 7 (2016): rows of the VGG table",
    terms=(Term("outputs", "outputs", frozenset({"held"})),),
    style=MEGABYTES,
)

params = Rule(
    rule="weights alone, no biases",
    source='CS231n, lecture 7 (2016): "not counting biases"',
    terms=(Term("weights", "weights"),),
)

VARIANTS = {
    "lecture-total": Convention(memory=Rule(
        rule="the lecture's rows, and every convolution's input once more: gives the slide's 24M and 93MB, without a "
             "principle behind it",
        source="found by search; see cs231n.github.io issue 88",
        terms=(*memory.terms, Term("inputs again", "inputs", CONVOLUTION)),
        style=Style("{:.0f}MB", ((2**20, "MiB"),), size=True),
        doubts=(Doubt("no principle gives 24M or 93MB; the rows add up to what the convention lecture says"),),
    )),
}
