"""The least that a forward pass needs."""

from archcalc.counting.convention import Rule, Term
from archcalc.counting.print_style import MEGABYTES

memory = Rule(
    rule="the most that is alive at once, each array freed after its last use; activations in place",
    source="liveness: what is read, written, and still needed",
    terms=(Term("alive", "alive_at_peak"),),
    style=MEGABYTES,
)
