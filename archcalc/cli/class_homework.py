"""Homework of a class: its questions, its roster, its secret, as options name them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from archcalc.base import files
from archcalc.base.errors import quoted
from archcalc.cli.grade_output import marker
from archcalc.cli.output import complain
from archcalc.homework.classes import course_secret
from archcalc.homework.classes import roster as rosters
from archcalc.homework.classes.bound_marker import BoundMarker
from archcalc.homework.classes.roster import Roster
from archcalc.homework.classes.varied_networks import VariedNetworks
from archcalc.homework.languages import Language
from archcalc.homework.marking import check


class Homework:
    """The questions to a class: the rubric and the networks, as options name them."""

    def __init__(self, rubric: Path | None, network: str | None, settings: Mapping[str, object],
                 input_size: str | None) -> None:
        self.rubric, self.network, self.settings, self.input_size = rubric, network, settings, input_size

    def marker(self, secret: bytes, *, hints_only: bool, language: Language) -> BoundMarker:
        """A marker of everybody's own papers. Raises ArchcalcError for a rubric without questions."""
        teacher = marker(self.rubric, self.network, self.settings, self.input_size, hints_only=hints_only,
                         language=language)
        own = bool(self.settings or self.input_size)
        beside = check.own_network(check.read_rubric(self.rubric), self.rubric) if self.rubric else None
        source = self.network or (str(beside) if beside else None)
        sources = {} if own or source is None else dict.fromkeys(teacher.networks.given, source)
        networks = VariedNetworks(teacher.networks.given, sources, secret, teacher.rubric.title)
        return BoundMarker(teacher.rubric, networks, secret, hints_only=hints_only, language=language)


def read_roster(path: Path) -> Roster:
    """A roster; columns that are not used are named."""
    roster = rosters.read(path)
    if roster.unused:
        complain(f"{quoted(path)}: not used: {', '.join(quoted(name) for name in roster.unused[:20])}")
    return roster


def secret_to_bind(secret: Path | None, roster: Path) -> bytes:
    """The secret of a course; where there is none yet, one is made, and said to be."""
    path = secret or roster.parent / course_secret.FILE_NAME
    if files.is_there(path):
        return course_secret.read(path)
    made = course_secret.make(path)
    complain(f"made {quoted(path)}, the secret of the course: keep it, papers are marked with it")
    return made


def secret_to_check(secret: Path | None, roster: Path) -> bytes:
    """The secret of a course; nothing where none is named and none lies beside the roster."""
    path = secret or roster.parent / course_secret.FILE_NAME
    if secret is None and not files.is_there(path):
        return b""
    return course_secret.read(path)
