"""The files of a course's folder: rubric, network, roster, sheet, key, hints, and a page of what to do each week."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from archcalc.homework.classes.bound_marker import BoundMarker
from archcalc.homework.classes.paper import Paper, paper
from archcalc.homework.classes.papers import markdown
from archcalc.homework.classes.roster import Enrolled
from archcalc.homework.classes.varied_networks import VariedNetworks
from archcalc.homework.courses import ReadyCourse
from archcalc.homework.languages import Language, unmarked
from archcalc.homework.languages.spoken import said
from archcalc.homework.marking import check, rubrics
from archcalc.homework.marking.choice_judging import ChoiceJudge
from archcalc.homework.marking.figure_hints import formula
from archcalc.homework.marking.marking import AnyJudge
from archcalc.homework.marking.rubrics import Rubric
from archcalc.homework.questions.worked_lines import shown
from archcalc.language.text.document import parse
from archcalc.rendering.formats.markdown import escaped

ROSTER = "name,id\nFirst Student,1001\nSecond Student,1002\nThird Student,1003\n"
"""A roster to be replaced by one's own."""
_PAGES = Path(__file__).parent
_NOBODY = Enrolled("", "")


def files(course: ReadyCourse, language: Language) -> dict[str, str]:
    """Every file of a new folder, by its name. Raises ArchcalcError."""
    teacher = check.marker(course.folder / "rubric.yaml", language=language)
    title = unmarked(language.text(said(course.rubric.title)))
    text = _translated((course.folder / "rubric.yaml").read_text("utf-8"), course.rubric, language)
    rubric = rubrics.read(parse(text, "rubric.yaml"))._replace(network=teacher.rubric.network)
    marker = BoundMarker(rubric, VariedNetworks(teacher.networks.given, {}, b"", title), language=language)
    sheet, keyed = (paper(marker, _NOBODY, keyed=keyed) for keyed in (False, True))
    made = {"rubric.yaml": text, "class.csv": ROSTER,
            "sheet.md": markdown.unsigned(sheet), "key.md": "\n".join(_key(keyed, marker)) + "\n",
            "hints.md": "\n".join(_hints(keyed, marker)) + "\n", "README.md": _page(title, language)}
    own = course.folder / "network.yaml"
    return {**made, own.name: own.read_text("utf-8")} if own.is_file() else made


def texts(rubric: Rubric) -> Iterator[str]:
    """The words of a ready-made rubric: its title, and its questions of choice."""
    yield rubric.title
    for asked in (terms.choice for terms in rubric.questions.values() if terms.choice is not None):
        yield from (asked.asks, asked.right, *(wrong for _, wrong in asked.wrong), asked.why, asked.hint)


def _translated(text: str, rubric: Rubric, language: Language) -> str:
    """A rubric's file with its words in a language."""
    for told in texts(rubric):
        own = json.dumps(unmarked(language.text(said(told))), ensure_ascii=False)
        text = text.replace(f"title: {told}\n", f"title: {own[1:-1]}\n").replace(json.dumps(told), own)
    return text


def _page(title: str, language: Language) -> str:
    """The page of what to do each week: in the language, or in English."""
    written = _PAGES / f"weeks.{language.code}.md"
    text = (written if written.is_file() else _PAGES / "weeks.en.md").read_text("utf-8")
    return text.replace("TITLE", escaped(title))


def _key(keyed: Paper, marker: BoundMarker) -> Iterator[str]:
    """The answers with their arithmetic, and what else is accepted."""
    yield f"# {escaped(keyed.title)}\n"
    for item, own in zip(keyed.items, marker.questions, strict=True):
        also = _also_accepted(marker.asked(own, _NOBODY), marker.language)
        yield f"1. `{item.key}`: **{escaped(item.right)}**. {escaped('; '.join([item.working, *also]))}"


def _also_accepted(judge: AnyJudge, language: Language) -> Iterator[str]:
    """The answers by other conventions that get all points."""
    if isinstance(judge, ChoiceJudge):
        return
    first, *others = judge.case.targets
    told = dict.fromkeys(str(shown(each)) for each in others if each.unit == first.unit and each.bare)
    told.pop(str(shown(first)), None)
    if told:
        yield unmarked(language.text(said("also accepted: {answers}", answers=", ".join(told))))


def _hints(keyed: Paper, marker: BoundMarker) -> Iterator[str]:
    """The formula of every question, without a number."""
    yield f"# {escaped(keyed.title)}\n"
    for own in marker.questions:
        judge = marker.asked(own, _NOBODY)
        hint = marker.language.text(judge.hint if isinstance(judge, ChoiceJudge) else formula(judge.case))
        yield f"1. `{own.key}`: {escaped(hint)}"
