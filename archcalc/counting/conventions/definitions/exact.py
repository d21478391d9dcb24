"""Every trained parameter."""

from archcalc.conventions._parts import PARAMETERS
from archcalc.counting import Rule

params = Rule(
    rule="weights, biases, scale and shift of norms; running statistics are buffers",
    source="the definition: what training changes",
    terms=PARAMETERS,
)
