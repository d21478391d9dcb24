"""torch-summary, the tool between torchsummary and torchinfo."""

from archcalc.conventions import torchinfo, torchsummary
from archcalc.counting import Rule
from archcalc.styles import MEBIBYTES

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
