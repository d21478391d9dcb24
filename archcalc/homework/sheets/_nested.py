"""Mappings and lists, as JSON and YAML have them -> a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.homework.languages.spoken import said
from archcalc.homework.questions.askable import is_asked
from archcalc.homework.sheets import Entry, Left, Sheet
from archcalc.homework.sheets._leftover import MOST_TOLD
from archcalc.homework.sheets._tabular import tabular

_HEAD = ("network", "student", "answers", "title")
_WORKSHEET = "worksheet"
"""Under which a worksheet has its rows."""
_OF_QUESTION = frozenset({"question", "answer", "given", "unit"})
MOST_LEVELS = 4


def nested(value: Any, name: str) -> Iterator[Sheet]:
    """The sheet in a value: answers by question, or a list of questions with their answers. Raises ArchcalcError.

    >>> [sheet.entries[0].given for sheet in nested({"network": "vgg16", "conv1_1.params": "1792"}, "a.json")]
    ['1792']
    """
    if isinstance(value, list):
        value = {"answers": value}
    if not isinstance(value, dict):
        raise ArchcalcError.of("sheet", f"{quoted(name)} holds no answers by question",
                               hint="for example conv1: {params: 1216, output: 55x55x96}")
    head = {key: item for key, item in value.items() if key in _HEAD and key != "answers"}
    under = next((key for key in ("answers", _WORKSHEET) if key in value), "")
    answers: Any = value[under] if under else {key: item for key, item in value.items() if key not in _HEAD}
    if _is_table(answers):
        columns = list(dict.fromkeys(key for row in answers for key in row))
        rows = ([_text(row.get(key)) for key in columns] for row in answers)  # none, if columns are too many
        for sheet in tabular(chain([[str(key) for key in columns]], rows)):
            student, about = _text(head.get("student", "")), _text(head.get("network", "")).partition("#")[0]
            yield sheet._replace(student=sheet.student or student, network=sheet.network or about,
                                 left=(*_beside(value, under), *sheet.left))
        return
    listed = _is_list_of_questions(answers)
    entries = _listed(answers) if listed else _mapped(answers, "", 0)
    left = (*_beside(value, under), *(_untold(answers) if listed else ()))
    yield Sheet(_text(head.get("student", "")), _text(head.get("network", "")), tuple(entries), left)


def _beside(value: dict[str, Any], under: str) -> Iterator[Left]:
    """What stands beside the answers: of a title it is said that it tells, of all else that it is not marked."""
    beside = [key for key in value if key not in {*_HEAD, under}] if under else []
    for key in beside[:MOST_TOLD]:
        asked = isinstance(value[key], (dict, list)) or is_asked(str(key).rpartition(".")[2])
        yield Left(said("the key {key}", key=quoted(key)),
                   said("it stands beside {key}, and not in it", key=quoted(under)), told=not asked)
    if len(beside) > MOST_TOLD:
        yield Left(said("{count} more keys", count=len(beside) - MOST_TOLD),
                   said("they stand beside {key}, and not in it", key=quoted(under)))
    if value.get("title"):
        yield Left(said("the title {title}", title=quoted(_text(value["title"]))),
                   said("it tells what the sheet is"), told=True)


def _untold(answers: list[dict[str, Any]]) -> Iterator[Left]:
    """Keys of questions that hold no answer."""
    others = dict.fromkeys(str(key) for item in answers for key in item if key not in _OF_QUESTION)
    for key in [*others][:MOST_TOLD]:
        yield Left(said("the key {key} of the questions", key=quoted(key)),
                   said("an answer stands under answer, or given"), told=True)
    if any("answer" in item and item.get("given") not in {None, "", item["answer"]} for item in answers):
        yield Left(said("the key {key} of the questions", key=quoted("given")), said("the one under answer is marked"))


def _is_table(answers: Any) -> bool:
    """True of rows with the names of columns, as pandas and archcalc write a table."""
    return (isinstance(answers, list) and bool(answers) and all(isinstance(row, dict) for row in answers)
            and not any("question" in row for row in answers))


def _is_list_of_questions(answers: Any) -> bool:
    return isinstance(answers, list) and all(isinstance(item, dict) and "question" in item for item in answers)


def _listed(answers: list[dict[str, Any]]) -> Iterator[Entry]:
    for item in answers:
        unit = _text(item.get("unit", ""))
        given = _text(item.get("answer", item.get("given", "")))
        yield Entry(_text(item["question"]), f"{given} {unit}" if given and unit else given)


def _mapped(answers: Any, prefix: str, level: int) -> Iterator[Entry]:
    """Questions by key, also one mapping inside another: {vgg16: {conv1_1: {params: 1792}}}."""
    if not isinstance(answers, dict) or level > MOST_LEVELS:
        raise ArchcalcError.of("sheet", "expected answers by question", hint="for example conv1_1.params: 1792")
    for key, item in answers.items():
        name = f"{prefix}.{key}" if prefix else str(key)
        if isinstance(item, dict):
            yield from _mapped(item, name, level + 1)
        else:
            yield Entry(name, _text(item))


def _text(value: Any) -> str:
    """An answer as it would be typed: a list is a volume."""
    if isinstance(value, list):
        return f"[{', '.join(map(_text, value[:20]))}]"
    if value is None or isinstance(value, dict):
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
