"""The classes that a network takes a picture for: those with the largest outputs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from archcalc.base import files
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.files import unreadable
from archcalc.base.report import Column, Table

MOST_BYTES = 2**20
_COLUMNS = (Column("image", "image", rank=0), Column("rank", "rank", "count", rank=0), Column("class", "class", rank=0),
            Column("share", "probability", "part", rank=0))


def labels(path: Path, count: int) -> list[str]:
    """The names of the classes: a JSON list, or one name a line. Raises ArchcalcError."""
    try:
        text = files.content(path, MOST_BYTES).decode("utf-8")
        names = json.loads(text) if path.suffix == ".json" else text.splitlines()
    except (ValueError, RecursionError) as error:
        raise unreadable(path, error) from None
    if not isinstance(names, list) or len(names) != count:
        found = f"{len(names):,} names" if isinstance(names, list) else "no list"
        raise ArchcalcError.of("labels", f"{quoted(path)} holds {found}, and the network has {count:,} classes",
                               expected="a JSON list with the name of every class, in order")
    if not all(isinstance(name, str | int | float) for name in names):
        raise ArchcalcError.of("labels", f"{quoted(path)} holds something else than names",
                               expected="a JSON list with the name of every class, in order")
    return [str(name) for name in names]


def probabilities(xp: Any, output: Any) -> Any:
    """Outputs (n, classes) as probabilities; those that do not add up to 1 go through a softmax.

    Raises ArchcalcError for volumes.
    """
    refuse_volume(output.shape)
    scores = output.astype(xp.float64)
    if not (scores.min() >= 0 and abs(scores.sum(axis=1) - 1).max() < 1e-3):
        scores = xp.exp(scores - scores.max(axis=1, keepdims=True))
        scores /= scores.sum(axis=1, keepdims=True)
    return scores


def refuse_volume(shape: Sequence[int]) -> None:
    """Refuse an answer (n, ...) that is no vector of classes. Raises ArchcalcError."""
    if len(shape) != 2:
        raise ArchcalcError.of("usage", f"the network answers with {tuple(shape[1:])}, no vector of classes",
                               hint="--image is for networks that classify; --features LAYER keeps any other volume")


def best(xp: Any, output: Any, images: Sequence[Path], count: int, names: Sequence[str] | None) -> Table:
    """The `count` most probable classes of every image; outputs that do not add up to 1 go through a softmax first."""
    scores = probabilities(xp, output)
    rows = []
    for image, row in zip(images, scores, strict=True):
        for rank, place in enumerate(xp.argsort(-row, kind="stable")[:count], 1):
            rows.append((image.name, rank, names[place] if names else f"class {place}", float(row[place])))
    return Table("top", _COLUMNS, tuple(rows), title="What the network takes it for")
