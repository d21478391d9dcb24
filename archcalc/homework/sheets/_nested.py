"""Mappings and lists, as JSON and YAML have them -> a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.homework.sheets import Entry, Sheet

_HEAD = ("network", "student", "answers", "title")
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
    answers = value.get("answers", {key: item for key, item in value.items() if key not in _HEAD})
    entries = _listed(answers) if _is_list_of_questions(answers) else _mapped(answers, "", 0)
    yield Sheet(_text(head.get("student", "")), _text(head.get("network", "")), tuple(entries))


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
