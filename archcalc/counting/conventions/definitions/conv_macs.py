"""Multiply-accumulates of convolutions, as some papers print them of networks that end in fully connected layers."""

from archcalc.counting.convention import Rule, Term
from archcalc.counting.conventions._terms import CONVOLUTION
from archcalc.counting.print_style import counted

operations = Rule(
    rule="multiplies with their adds, in convolutions only",
    source="VGG-16's 15.3 billion in the ResNet and MobileNet papers",
    terms=(Term("products", "macs", CONVOLUTION),),
    style=counted("MACs"),
)
