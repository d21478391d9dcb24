"""The count that reproduces the total under the lecture's VGG table: a match without a principle."""

from archcalc.conventions import lecture
from archcalc.conventions._parts import CONVOLUTION
from archcalc.counting import Doubt, Rule, Term
from archcalc.styles import Style

memory = Rule(
    rule="the lecture's rows, and every convolution's input once more: gives the slide's 24M and 93MB, without a "
         "principle behind it",
    source="found by search; see cs231n.github.io issue 88",
    terms=(*lecture.memory.terms, Term("inputs again", "inputs", CONVOLUTION)),
    style=Style("{:.0f}MB", ((2**20, "MiB"),), size=True),
    doubts=(Doubt("no principle gives 24M or 93MB; the rows add up to what the convention lecture says"),),
)
