"""What a volume, or a batch of them, takes by itself: bytes of 128 images of 3x32x32."""

from __future__ import annotations

from math import prod

from archcalc.base.errors import ArchcalcError
from archcalc.base.report import Column, Report, Table
from archcalc.base.units import USUAL_DTYPE, VALUE_BYTES, mebibytes, megabytes
from archcalc.homework.exercises.answers_asked import SCHEMA
from archcalc.homework.exercises.exercise import Exercise

ASKED = frozenset({"memory", "bytes", "neurons"})
"""The figures that a volume has without a layer."""


def is_one(exercise: Exercise) -> bool:
    """True of an exercise that asks what is stored, and names no layer."""
    said = exercise.unknown or exercise.limit or exercise.target or exercise.kept or exercise.fits
    return bool(exercise.input and exercise.asked and ASKED.issuperset(exercise.asked)) and not said


def can_be_compared(exercise: Exercise, figure: str) -> bool:
    """True of a volume by itself, of which such a figure can be compared with that of another."""
    return figure in ASKED and not exercise.layers and is_one(exercise._replace(asked=(figure,)))


def values(exercise: Exercise) -> tuple[int, ...]:
    """The factors of its values."""
    assert exercise.input is not None
    sides = exercise.input.sides
    if exercise.features and len(sides) < 3:
        sides = (*sides, exercise.features)
    return (exercise.batch, *sides) if exercise.batch > 1 else sides


def compared(exercise: Exercise) -> tuple[list[tuple[str, int, str]], tuple[str, ...]]:
    """The volumes, each with its figure and the arithmetic; and what is assumed of them."""
    several = (exercise, *exercise.others)
    dtypes = {each.number_type for each in several} - {""}
    if len(dtypes) > 1:
        raise ArchcalcError.of("exercise", "two types of numbers are said", hint="compare the values: how many values")
    dtype = next(iter(dtypes), USUAL_DTYPE)
    width = VALUE_BYTES[dtype] if exercise.compared == "bytes" else 1
    rows = []
    for each in several:
        factors = (*values(each), *([width] * (width > 1)))
        rows.append(("x".join(map(str, values(each))), prod(factors),
                     f"{'*'.join(f'{factor:,}' for factor in factors)} = {prod(factors):,}"))
    return rows, (dtype,) if width > 1 and not dtypes else ()


def report(exercise: Exercise) -> Report:
    """The values, and their bytes."""
    factors = values(exercise)
    count = prod(factors)
    dtype = exercise.number_type or USUAL_DTYPE
    size = count * VALUE_BYTES[dtype]
    scaled = f" ({megabytes(size)}, {mebibytes(size)})" if size > 1000 else ""
    rows = (
        ("values", f"{'*'.join(f'{each:,}' for each in factors)} = {count:,}"),
        ("bytes", f"{count:,} * {VALUE_BYTES[dtype]} = {size:,}{scaled}"),
    )
    columns = (Column("figure", "figure", rank=0), Column("answer", "answer", "prose", rank=0))
    found = {"memory": count, "neurons": count, "bytes": size}
    head = {"answers": {name: found[name] for name in exercise.asked} | {"bytes": size}}
    notes = () if exercise.number_type else (f"assumed: {dtype}",)
    return Report(SCHEMA, (Table("answers", columns, rows),), notes, head, title=exercise.text.strip())
