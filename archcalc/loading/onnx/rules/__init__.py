"""ONNX's operators as archcalc's: one file for each family, whose `RULES` hold a function for each operator.

A rule takes a `NodeView` and says what its node gives; what it cannot say, it leaves with `NoRule`.
"""

from functools import lru_cache

from archcalc.base.registry import families
from archcalc.loading.onnx.node_view import Rule


@lru_cache
def rules() -> dict[str, Rule]:
    """Every rule, by ONNX's name of the operator."""
    return {name: rule for family in families(__name__, __file__) for name, rule in family.RULES.items()}
