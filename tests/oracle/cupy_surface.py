"""Record what CuPy has of the array surface: python tests/oracle/cupy_surface.py (CuPy needs no GPU to be asked)."""

import inspect
import json
from pathlib import Path

import cupy

from archcalc.operators.array_methods import Array
from archcalc.operators.arrays import Arrays, Views
from archcalc.reports.operator_rules import members, plain_values

RECORD = Path(__file__).parent / "cupy_surface.json"


def words(function):
    """The names of a function's parameters, where it tells them."""
    try:
        return list(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        return None


def recorded():
    """Every name of the surface that CuPy has, with its parameters."""
    places = {"functions": (Arrays, cupy), "methods": (Array, cupy.ndarray), "views": (Views, cupy.lib.stride_tricks)}
    return {"cupy": cupy.__version__} | {
        where: {name: words(getattr(there, name)) for name in (*plain_values(surface), *(each.name for each in members(surface)))
                if hasattr(there, name)} for where, (surface, there) in places.items()}


if __name__ == "__main__":
    RECORD.write_text(json.dumps(recorded(), indent=1, sort_keys=True) + "\n", "utf-8")
