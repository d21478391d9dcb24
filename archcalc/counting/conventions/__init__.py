"""The ways of counting, one to a file; being there is being registered. A file defines memory, params or operations.

What the same people count besides stands in the same file, in `VARIANTS`: conventions by name, which begin with the
file's (torchinfo-total).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import ModuleType
from typing import Protocol, cast

from archcalc import operators
from archcalc.base.errors import ArchcalcError, Mistake, quoted
from archcalc.base.plugins import Plugin, remembered
from archcalc.base.registry import Registry, canonical
from archcalc.base.suggestions import did_you_mean, unknown
from archcalc.counting.convention import KINDS, Convention, Rule
from archcalc.counting.conventions._recorded import unrecorded
from archcalc.operators.traits import TRAITS, place_in

__all__ = ["DEFAULTS", "MEANT", "NAMES", "Conventions", "chosen", "load", "rule", "rules", "unrecorded"]

DEFAULTS = {"memory": "lecture", "params": "exact", "operations": "macs"}
MEANT = {
    "memory": ("lecture", "lecture-total", "convnet-burden", "eecs498", "caffe", "torchsummary", "torchinfo"),
    "params": ("exact", "weights", "keras"),
    "operations": ("macs", "conv-macs", "flops", "fvcore", "calflops"),
}
"""What a printed figure of each kind may mean where nothing is said, the likeliest first."""


class ConventionFile(Protocol):
    """The ways of counting of one tool or course: `memory`, `params` or `operations`, a Rule each; and `VARIANTS`."""

    __file__: str | None


class _Files(Registry[ConventionFile]):
    """The files of conventions; a plugin brings one where it has a rule, whatever that is called."""

    def takes(self, plugin: Plugin) -> bool:
        """True where a plugin brings a rule."""
        return "VARIANTS" in vars(plugin.module) or any(isinstance(each, Rule) for each in vars(plugin.module).values())

    def mistakes(self, plugin: Plugin) -> Iterator[Mistake]:
        """Everything that is wrong with the rules of a plugin."""
        from archcalc.counting.conventions._checks import unclear

        yield from super().mistakes(plugin)
        yield from unclear(plugin)


class Conventions:
    """Every convention by name. To find one, its file alone is read; to list them, all."""

    def __init__(self) -> None:
        self.files = _Files(__name__, __file__, "convention", KINDS)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, sorted, also those of plugins. Raises ArchcalcError."""
        return tuple(sorted(name for file in self.files.everything() for name in self._in(file)))

    def takes(self, plugin: Plugin) -> bool:
        """True where a plugin brings conventions."""
        return self.files.takes(plugin)

    def mistakes(self, plugin: Plugin) -> Iterator[Mistake]:
        """Everything that is wrong with them."""
        return self.files.mistakes(plugin)

    def called(self, plugin: Plugin) -> Iterator[str]:
        """Each of them in words, by its name."""
        return (f"convention {name}" for name in self._in(plugin.name))

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __contains__(self, name: str) -> bool:
        return self._find(canonical(name)) is not None

    def load(self, name: str) -> Convention:
        """The convention called `name`; an unknown one is answered with the nearest."""
        found = self._find(canonical(name))
        if found is None:
            raise unknown("convention", name, self.names)
        return found

    def _find(self, name: str) -> Convention | None:
        for files in self.files.further():
            begun = [file for file in files if name == file or name.startswith(f"{file}-")]
            if begun and (found := self._in(max(begun, key=len)).get(name)) is not None:
                return found
        return None

    def _in(self, file: str) -> Mapping[str, Convention]:
        return _of_module(cast("ModuleType", self.files.load(file)), file)


@cache
def _of_module(module: ModuleType, file: str) -> Mapping[str, Convention]:
    """The conventions of a file, by name."""
    own: dict[str, Rule] = {kind: getattr(module, kind) for kind in KINDS if hasattr(module, kind)}
    variants: Mapping[str, Convention] = getattr(module, "VARIANTS", {})
    found = {file: Convention(**own), **variants}
    _refuse_unknown(found.values(), module.__file__)
    return found


NAMES = Conventions()


@remembered
def rule(kind: str, name: str) -> Rule | None:
    """The rule that the convention `name` has for `kind`, if it has one."""
    return NAMES.load(name).rules.get(kind)


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
            choice |= dict.fromkeys(NAMES.load(name).rules, canonical(name))
        elif kind in KINDS:
            load(kind, only)
            choice[kind] = canonical(only)
        else:
            raise ArchcalcError.of("usage", f"there is no kind {quoted(kind)}", expected=f"one of: {', '.join(KINDS)}")
    return choice


def rules(choice: Mapping[str, str]) -> dict[str, Rule]:
    """The rule for each kind of a choice."""
    return {kind: load(kind, choice[kind]) for kind in KINDS}


def _refuse_unknown(found: Iterable[Convention], file: str | None) -> None:
    """Raise all operators and traits that conventions select by, and that do not exist: they would count nothing."""
    names = frozenset[str]().union(*(each.names for convention in found for each in convention.rules.values()))
    if names <= TRAITS.keys() | operators.built_in():
        return
    known = TRAITS.keys() | set(operators.kinds())
    if unknown := sorted(names - known):
        raise ArchcalcError([Mistake("convention", f"there is no operator or trait {quoted(name)}",
                                     place_in(file, name), did_you_mean(name, known)) for name in unknown])
