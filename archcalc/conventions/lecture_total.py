"""The count that reproduces the total under the lecture's VGG table: a match without a principle."""

from archcalc.conventions import lecture
from archcalc.counting import Rule, Term

memory = Rule(
    rule="the lecture's rows, and every convolution's input once more: reproduces the slide's 24M and 93MB, without a "
         "principle behind it",
    source="found by search; the slide's total does not follow from its rows (cs231n.github.io issue 88)",
    terms=(*lecture.memory.terms, Term("convolutions' inputs again", "inputs", frozenset({"convolution"}))),
)
