"""torch-summary, the tool between torchsummary and torchinfo."""

from archcalc.counting.convention import Convention, Rule, Term
from archcalc.counting.conventions.profilers import torchinfo, torchsummary
from archcalc.counting.print_style import MEBIBYTES

memory = Rule(
    rule="twice the outputs of layers with parameters, as torchinfo, in units of 2^20",
    source="torch-summary 1.4.5: forward/backward pass size",
    terms=tuple(term._replace(value_bytes=4) for term in torchinfo.memory.terms),
    style=MEBIBYTES,
    copies=2,
)

params = torchsummary.params._replace(
    rule="the parameters of every module without parts",
    source="torch-summary 1.4.5: total params")

VARIANTS = {
    "torch-summary-total": Convention(memory=Rule(
        rule="the input, twice the outputs of layers with parameters, and the parameters",
        source="torch-summary 1.4.5: estimated total size",
        terms=(Term("outputs", "outputs", frozenset({"input"}), value_bytes=4),
               *(term._replace(factor=2) for term in memory.terms),
               *(term._replace(value_bytes=4) for term in params.terms)),
        style=MEBIBYTES,
    )),
}
