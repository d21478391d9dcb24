"""PyTorch's saved tensors for the backward pass, to the byte."""

from archcalc.counting.convention import Convention, Doubt, Rule, Term
from archcalc.counting.conventions._terms import LOSS_LEFT_OUT
from archcalc.counting.print_style import MEGABYTES

BESIDES = (Term("places of maxima", "maxima_saved", value_bytes=8), Term("parts", "parts_saved"))
DOUBTS = (
    LOSS_LEFT_OUT,
    Doubt("where one factor does not learn, PyTorch keeps that one alone, and here both count",
          frozenset({"merge"}), "products_with_fixed"),
    Doubt("the largest and smallest values of an axis are kept beside the input, which is not counted",
          frozenset({"reduction"})),
    Doubt("an LSTM on a CPU is one operator of oneDNN's, which keeps a workspace; counted is what its steps keep",
          frozenset({"lstm"})),
    Doubt("a norm by the root mean square of what does not learn keeps only what it scales", frozenset({"rms_norm"}),
          "outputs_of_fixed"),
    Doubt("the places of an embedding are taken for values of 4 bytes, and PyTorch's have 8",
          frozenset({"embedding"})),
    Doubt("where one of the volumes that are multiplied does not learn, PyTorch keeps less, and here all count",
          frozenset({"product", "scored"})),
    Doubt("places, conditions and deviations that are given are kept in bytes of their own, which are not counted",
          frozenset({"gather", "where", "standardize"})),
    Doubt("the places of samples in regions are not counted", frozenset({"roi_align"})),
)

memory = Rule(
    rule="what the backward pass needs, each array once, and 8 bytes for the place of each pooled maximum",
    source="PyTorch 2.13, saved_tensors_hooks, evaluation mode",
    terms=(Term("outputs", "saved"), *BESIDES, Term("statistics", "statistics_saved")),
    style=MEGABYTES,
    doubts=DOUBTS,
)

VARIANTS = {
    "autograd-train": Convention(memory=Rule(
        rule="as autograd, with batch norm's means and deviations, and dropout's output and mask",
        source="PyTorch 2.13, saved_tensors_hooks, training mode, CPU",
        terms=(Term("outputs", "saved_in_training"), *BESIDES,
               Term("statistics", "statistics_saved_in_training"), Term("masks", "masks_saved")),
        style=MEGABYTES,
        doubts=DOUBTS,
    )),
}
