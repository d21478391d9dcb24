"""The operators, one to a file that bears its name; being there is being registered."""

import sys
from collections.abc import Collection, Set
from functools import lru_cache
from os import sep
from pathlib import Path

from archcalc.base import plugins
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.registry import modules_below
from archcalc.base.suggestions import did_you_mean
from archcalc.operators.operator import Op

_FOLDER = str(Path(__file__).parent)


@lru_cache
def _modules() -> dict[str, str]:
    """The module of every operator, by its name."""
    in_families = (module.partition(".") for module in modules_below(_FOLDER))
    return {stem: f"{__name__}.{family}.{stem}" for family, _, stem in in_families if stem and family != "kernels"}


def find(kind: str) -> type[Op] | None:
    """The operator that a specification calls `kind`, or None. Its file alone is read. Raises ArchcalcError."""
    module = _modules().get(kind)
    if module is not None:
        if kind not in Op.known or module not in sys.modules:
            plugins.imported(module)
        if kind not in Op.known:
            raise ArchcalcError.of("operator", f"{module} has no operator {quoted(kind)}",
                                   hint=f'a file bears its operator\'s name: kind = "{kind}"')
    elif kind not in Op.known:
        plugins.look()
    return Op.known.get(kind)


def reads_nothing(kind: str) -> bool:
    """True of what the network holds, or is given once, so that its step does not read what came before."""
    op = find(kind)
    return op is not None and op.inputs == (0, 0) and "batched" not in op.traits


def suggested(kind: str, names: Collection[str]) -> str:
    """A hint for an operator that there is not: what it is here, or that it is not, else the nearest of `names`."""
    from archcalc.operators.foreign_names import bare, told

    own = (name for name in names if bare(name) == bare(kind))
    here = next(own, None) or called_here(kind)
    if here in names:
        return f"did you mean {quoted(here)}?"
    return _functions().get(bare(kind)) or told(kind) or did_you_mean(kind, names)


def meant_attribute(name: str, allowed: Collection[str]) -> str | None:
    """The attribute of those allowed that other libraries call so, or else the nearest."""
    from archcalc.operators.attribute_names import meant

    return meant(name, allowed)


def attribute_hint(name: str, allowed: Collection[str]) -> str:
    """A hint for an attribute that there is not: the one that was meant, or why there is none."""
    from archcalc.operators.attribute_names import hint

    return hint(name, allowed)


def called_here(word: str) -> str | None:
    """The operator that papers or other libraries call so."""
    from archcalc.operators.foreign_names import bare

    return _elsewhere().get(bare(word))


@plugins.remembered
def _elsewhere() -> dict[str, str]:
    """The operators by what papers and other libraries call them. Every file is read."""
    from archcalc.operators.foreign_names import bare

    ops = (op for kind in kinds() if (op := find(kind)) is not None)
    return {bare(word): op.kind for op in ops for word in (op.keras, op.pytorch, *op.elsewhere, op.kind) if word}


@plugins.remembered
def _functions() -> dict[str, str]:
    """The functions that an operator takes by name, as steps: sqrt is elementwise: {function: sqrt}."""
    ops = (op for kind in kinds() if (op := find(kind)) is not None and "function" in op.fields)
    return {word: f"{op.kind}: {{function: {word}}}" for op in ops for word in op.fields["function"].words or ()}


def kinds() -> tuple[str, ...]:
    """The names of all operators, sorted, also those of plugins. Raises ArchcalcError."""
    plugins.look()
    return tuple(sorted({*built_in(), *Op.known}))


def file_of(kind: str) -> str:
    """The file of one of archcalc's own operators."""
    family, stem = _modules()[kind].split(".")[-2:]
    return f"{_FOLDER}{sep}{family}{sep}{stem}.py"


def built_in() -> Set[str]:
    """The names of archcalc's own operators."""
    return _modules().keys()
