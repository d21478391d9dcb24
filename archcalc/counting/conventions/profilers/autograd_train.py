"""What PyTorch saves for the backward pass in training mode."""

from archcalc.conventions import autograd
from archcalc.counting import Rule, Term
from archcalc.styles import MEGABYTES

memory = Rule(
    rule="as autograd, with batch norm's means and deviations, and dropout's output and mask",
    source="PyTorch 2.13, saved_tensors_hooks, training mode, CPU",
    terms=(Term("outputs", "saved_in_training"), *autograd.BESIDES,
           Term("statistics", "statistics_saved_in_training"), Term("masks", "masks_saved")),
    style=MEGABYTES,
)
