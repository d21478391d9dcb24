"""The layers of Keras as archcalc's operators, one to a file that bears the layer's name; being there is being known.

A file has a rule `translate`, which takes a `LayerView`. Layers that have one rule stand in `families`. Functions of
keras.ops, which stand in models like layers, have theirs in `functions`.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pathlib import Path

from archcalc.base import registry
from archcalc.base.registry import modules_below
from archcalc.loading.keras.layer_view import Rule
from archcalc.loading.keras.model_records import LayerRecord
from archcalc.operators.foreign_names import bare

_FOLDER = Path(__file__).parent
_FUNCTIONS, _FAMILIES = "functions.", "families."


def rule_of(record: LayerRecord) -> Rule | None:
    """The rule for a layer or function; None where it has none, or is of somebody's own."""
    if not record.is_known:
        return None
    module = _modules(is_function=record.is_function).get(bare(record.kind))
    if module is None:
        return _of_families().get(f"keras.ops.{record.kind}" if record.is_function else record.kind)
    rule: Rule = import_module(f"{__name__}.{module}").translate
    return rule


@lru_cache
def _modules(*, is_function: bool) -> dict[str, str]:
    """The modules by the names of what they are for, in small letters alone."""
    modules = (module for module in modules_below(str(_FOLDER)) if "." in module)
    return {bare(module): module for module in modules
            if module.startswith(_FUNCTIONS) == is_function and not module.startswith(_FAMILIES)}


@lru_cache
def _of_families() -> dict[str, Rule]:
    """The rules that several layers or functions share, by Keras's names: CutMix, keras.ops.Relu."""
    package = f"{__name__}.{_FAMILIES}".rstrip(".")
    # the package has a subpackage `families`, which would hide a function of that name once it is imported
    found = registry.families(package, str(_FOLDER / _FAMILIES.rstrip(".") / "__init__.py"))
    return {name: rule for family in found for name, rule in family.RULES.items()}
