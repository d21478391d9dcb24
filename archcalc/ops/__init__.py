"""The operators, one to a file; being there is being registered. A file called *_table.py holds a family as rows."""

from functools import lru_cache
from importlib import import_module
from pathlib import Path

from archcalc.rules.operator import Op

_FOLDER = Path(__file__).parent


def find(kind: str) -> type[Op] | None:
    """The operator that a specification calls `kind`, or None. Only its file is read."""
    if kind not in Op.known:
        files = [_FOLDER / f"{kind}.py"] if kind.isidentifier() else []
        for path in [*files, *_FOLDER.glob("*_table.py")]:
            if path.exists() and kind not in Op.known:
                import_module(f"archcalc.ops.{path.stem}")
    return Op.known.get(kind)


@lru_cache
def kinds() -> tuple[str, ...]:
    """The names of all operators, sorted. Every file is read."""
    for path in _FOLDER.glob("[!_]*.py"):
        import_module(f"archcalc.ops.{path.stem}")
    return tuple(sorted(Op.known))
