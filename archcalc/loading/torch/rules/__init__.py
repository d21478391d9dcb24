"""ATen's operators as archcalc's: one file for each family, whose `RULES` hold a function for each operator.

A rule takes a `CallView` and says what its call gives; what it cannot say, it leaves with `NoWords`.
"""

from functools import lru_cache

from archcalc.base.registry import families
from archcalc.loading.torch.call_view import CallRule


@lru_cache
def rules() -> dict[str, CallRule]:
    """Every rule, by ATen's name of the operator."""
    return {name: rule for family in families(__name__, __file__) for name, rule in family.RULES.items()}
