"""Caffe's log."""

from archcalc.counting.convention import Doubt, Rule, Term
from archcalc.counting.conventions._terms import BATCH_NORM
from archcalc.counting.print_style import Style

TOPS = (Term("outputs", "outputs", but=frozenset({"reshape"})),
        Term("outputs of scale layers", "outputs", BATCH_NORM))

memory = Rule(
    rule="every top of every layer, those in place again; batch norm is two layers; copies where the network splits",
    source='BVLC Caffe, "Memory required for data"',
    terms=(*TOPS, Term("copies", "outputs_split")),
    style=Style("{}", ((1, "B"),), size=True),
    doubts=(Doubt("layers that work in place take no memory of their own (BVLC/caffe issue 3461)",
                  frozenset({"activation", "random", "norm"})),
            Doubt("copies share the memory of what they copy", frozenset({"merge"}))),
)
