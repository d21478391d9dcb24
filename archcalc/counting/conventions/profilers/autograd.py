"""PyTorch's saved tensors for the backward pass, to the byte."""

from archcalc.counting.convention import Convention, Rule, Term
from archcalc.counting.print_style import MEGABYTES

BESIDES = (Term("places of maxima", "maxima_saved", value_bytes=8), Term("parts", "parts_saved"))

memory = Rule(
    rule="what the backward pass needs, each array once, and 8 bytes for the place of each pooled maximum",
    source="PyTorch 2.13, saved_tensors_hooks, evaluation mode",
    terms=(Term("outputs", "saved"), *BESIDES, Term("statistics", "statistics_saved")),
    style=MEGABYTES,
)

VARIANTS = {
    "autograd-train": Convention(memory=Rule(
        rule="as autograd, with batch norm's means and deviations, and dropout's output and mask",
        source="PyTorch 2.13, saved_tensors_hooks, training mode, CPU",
        terms=(Term("outputs", "saved_in_training"), *BESIDES,
               Term("statistics", "statistics_saved_in_training"), Term("masks", "masks_saved")),
        style=MEGABYTES,
    )),
}
