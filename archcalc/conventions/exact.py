"""Every trained parameter."""

from archcalc.counting import Rule, Term

params = Rule(
    rule="weights, biases, scale and shift of norms; running statistics are buffers",
    source="the definition: what training changes",
    terms=(Term("weights", "weights"), Term("biases", "biases"), Term("affine", "affine")),
)
