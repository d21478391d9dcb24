"""Every trained parameter."""

from archcalc.counting import Params

params = Params(
    rule="weights, biases, and the scale and shift of norms; running statistics are buffers, not counted",
    source="the definition: what training changes",
    roles=("weight", "bias", "affine"),
)
