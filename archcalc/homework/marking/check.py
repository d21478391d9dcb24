"""Sheets and a rubric -> marks: what the command and the public function `check` share."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from archcalc.base import files
from archcalc.homework import sheets
from archcalc.homework.languages import ENGLISH, Language
from archcalc.homework.marking import rubrics
from archcalc.homework.marking.marking import Marker
from archcalc.homework.marking.rubrics import Rubric
from archcalc.homework.questions.networks import Networks
from archcalc.homework.sheets import Sheet
from archcalc.homework.sheets._nested import nested
from archcalc.language.text.characters import decode
from archcalc.language.text.document import parse
from archcalc.loading import library
from archcalc.network.builder import build
from archcalc.network.graph import Graph


def marker(rubric: Path | Mapping[str, object] | None = None, network: Graph | str | None = None, *,
           hints_only: bool = False, language: Language = ENGLISH) -> Marker:
    """A marker by a rubric's file, or by what one says, for questions about a network. Raises ArchcalcError.

    A graph is known to the sheets by its name; a name must be that of a bundled network, or in the rubric that of a
    file beside it.
    """
    read = read_rubric(rubric) if rubric else Rubric()
    own = own_network(read, rubric) if isinstance(rubric, Path) and network is None else None
    if own is not None:
        network = build(library.load(str(own)))
    if isinstance(network, Graph):
        return Marker(read._replace(network=network.about.name), Networks({network.about.name: network}),
                      hints_only=hints_only, language=language)
    return Marker(read._replace(network=network) if network else read, Networks(), hints_only=hints_only,
                  language=language)


def read_rubric(said: Path | Mapping[str, object]) -> Rubric:
    """A rubric from a file, or from its keys with their values. Raises ArchcalcError."""
    text = _text(said) if isinstance(said, Path) else json.dumps(dict(said), ensure_ascii=False)
    return rubrics.read(parse(text, str(said) if isinstance(said, Path) else "rubric", rubrics.BEGINNING))


def own_network(rubric: Rubric, path: Path) -> Path | None:
    """The file of a network beside its rubric, where the rubric names one: network.yaml."""
    return path.parent / rubric.network if rubric.network.endswith((".yaml", ".yml")) else None


def _text(rubric: Path) -> str:
    return decode(files.content(rubric, sheets.MOST_BYTES), str(rubric))


def sheet(answers: Mapping[str, object]) -> Sheet:
    """Answers by question, as a sheet."""
    return next(nested(dict(answers), "answers"))
