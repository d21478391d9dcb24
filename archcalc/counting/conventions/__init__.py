"""The ways of counting, one to a file; being there is being registered. A file defines memory, params or operations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from archcalc.counting import KINDS, Rule
from archcalc.errors import ArchcalcError, quoted
from archcalc.registry import Registry

NAMES = Registry(__name__, __file__, "convention")
DEFAULTS = {"memory": "lecture", "params": "exact", "operations": "macs"}
MEANT = {
    "memory": ("lecture", "lecture-total", "convnet-burden", "eecs498", "caffe", "torchsummary", "torchinfo"),
    "params": ("exact", "weights", "keras"),
    "operations": ("macs", "conv-macs", "flops", "fvcore", "calflops"),
}
"""What a printed figure of each kind may mean where nothing is said, the likeliest first."""


def rule(kind: str, name: str) -> Rule | None:
    """The rule that the convention `name` has for `kind`, if it has one."""
    found = getattr(NAMES.load(name), kind, None)
    return found if isinstance(found, Rule) else None


def load(kind: str, name: str) -> Rule:
    """The rule that the convention `name` has for `kind`."""
    found = rule(kind, name)
    if found is None:
        raise ArchcalcError.of("convention", f"the convention {quoted(name)} does not say how to count {kind}",
                               hint="archcalc conventions NAME shows what each one counts")
    return found


def chosen(names: Iterable[str]) -> dict[str, str]:
    """The convention in force for each kind: `NAME` sets every kind that it defines, `memory=NAME` one."""
    choice = dict(DEFAULTS)
    for name in names:
        kind, equals, only = name.partition("=")
        if not equals:
            module = NAMES.load(name)
            choice |= {kind: _named(name) for kind in KINDS if hasattr(module, kind)}
        elif kind in KINDS:
            load(kind, only)
            choice[kind] = _named(only)
        else:
            raise ArchcalcError.of("usage", f"there is no kind {quoted(kind)}", expected=f"one of: {', '.join(KINDS)}")
    return choice


def rules(choice: Mapping[str, str]) -> dict[str, Rule]:
    """The rule for each kind of a choice."""
    return {kind: load(kind, choice[kind]) for kind in KINDS}


def _named(name: str) -> str:
    return name.lower().replace("_", "-")
