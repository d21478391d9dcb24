"""A student's score over several rounds, kept in a small JSON file."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

from archcalc.base import files
from archcalc.base.atomic_files import write
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple

SCHEMA = "archcalc/score/1"
_MOST_BYTES = 1 << 20
_MOST_ROUNDS, _MOST_NAMES, _MOST_ASKED = 500, 100, 10_000
"""So many rounds are kept, with so many misconceptions each; a round has at most so many questions."""


class Round(NamedTuple):
    """One round: what it was about, the questions asked, the points, the misconceptions that were met."""

    network: str
    seed: str
    asked: int
    points: Fraction
    misconceptions: tuple[str, ...] = ()


def read(path: Path) -> tuple[Round, ...]:
    """The rounds of a file; none where there is no file. Raises ArchcalcError for what is no such file."""
    if not files.is_there(path):
        return ()
    refusal = ArchcalcError.of("score", f"{quoted(path)} is no file of scores", expected=f"what {SCHEMA} says",
                               hint="name a new file: it is made")
    try:
        data = json.loads(files.content(path, _MOST_BYTES))
    except (ValueError, RecursionError):
        raise refusal from None
    rounds = data.get("rounds") if isinstance(data, dict) and data.get("schema") == SCHEMA else None
    if not isinstance(rounds, list) or not all(map(_is_round, rounds)):
        raise refusal
    return tuple(Round(each["network"], each["seed"], each["asked"], Fraction(str(each["points"])),
                       tuple(each["misconceptions"])) for each in rounds[-_MOST_ROUNDS:])


def _is_round(data: Any) -> bool:
    """True where a round has all that it is to have, within bounds."""
    if not isinstance(data, dict) or {*data} != {*Round._fields}:
        return False
    names, asked, points = data["misconceptions"], data["asked"], data["points"]
    texts = [data["network"], data["seed"], *names] if isinstance(names, list) else [names]
    numbers = type(asked) is int and type(points) in {int, float} and 0 <= points <= asked <= _MOST_ASKED
    return numbers and len(texts) <= _MOST_NAMES + 2 and all(isinstance(text, str) for text in texts)


def keep(path: Path, rounds: tuple[Round, ...]) -> None:
    """Write the latest rounds, whole or not at all."""
    kept = [{**each._asdict(), "points": float(each.points), "misconceptions": [*each.misconceptions[-_MOST_NAMES:]]}
            for each in rounds[-_MOST_ROUNDS:]]
    write(path, json.dumps({"schema": SCHEMA, "rounds": kept}, indent=1) + "\n")
