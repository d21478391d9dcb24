"""What PyTorch saves for the backward pass, to the byte."""

from archcalc.counting import Rule, Term
from archcalc.styles import MEGABYTES

BESIDES = (Term("places of maxima", "maxima_saved", value_bytes=8), Term("parts", "parts_saved"))

memory = Rule(
    rule="what the backward pass needs, each array once, and 8 bytes for the place of each pooled maximum",
    source="PyTorch 2.13, saved_tensors_hooks, evaluation mode",
    terms=(Term("outputs", "saved"), *BESIDES, Term("statistics", "statistics_saved")),
    style=MEGABYTES,
)
