"""torch-summary's estimate of everything."""

from archcalc.conventions import torch_summary
from archcalc.counting import Rule, Term
from archcalc.styles import MEBIBYTES

memory = Rule(
    rule="the input, twice the outputs of layers with parameters, and the parameters",
    source="torch-summary 1.4.5: estimated total size",
    terms=(Term("outputs", "outputs", frozenset({"input"}), value_bytes=4),
           *(term._replace(factor=2) for term in torch_summary.memory.terms),
           *(term._replace(value_bytes=4) for term in torch_summary.params.terms)),
    style=MEBIBYTES,
)
