"""Locally connected layers: windows of a convolution that share no weights, one set of them for every place."""

from __future__ import annotations

import re
from math import prod

from archcalc.base.errors import quoted
from archcalc.base.report import Column, Report, Table
from archcalc.homework.exercises.answers_asked import SCHEMA, answers
from archcalc.homework.exercises.build import Built, network
from archcalc.homework.exercises.exercise import Exercise
from archcalc.homework.exercises.exercise_text import read
from archcalc.homework.exercises.sentence_words import SentenceWord, folded, refuse
from archcalc.homework.questions.right_answers import held
from archcalc.network.graph import Node

_CALLED = re.compile(r"\b(?:(?:tf\.)?keras\.)?(?:layers\.)?LocallyConnected(?=[12]D\()")
_NAMED = re.compile(r"\blocally[- ]connected(?: (?:conv(?:olutional)? )?layers?)?\b|\bunshared "
                    r"conv(?:olution(?:al)?)?(?: layers?)?\b",
                    re.IGNORECASE)
_UNSHARED = re.compile(
    r",? ?\b(?:without|with no|no) (?:parameter|weight)[- ]sharing\b|,? ?\b(?:with )?unshared (?:weights|parameters)\b"
    r"|,? ?\bif (?:the )?(?:weights|parameters) (?:are|were) not shared\b"
    r"|,? ?\bif (?:the )?(?:layer|network) (?:did|does) not share (?:its )?(?:weights|parameters)\b", re.IGNORECASE)
_OUTPUT = frozenset({"output", "macs", "neurons", "memory", "bytes", "receptive_field", "height", "width", "channels"})
"""Figures that are those of the convolution."""
_HINT = "for example: locally connected layer, 8 filters of 3x3 on 10x10x3: parameters"


def report(text: str) -> Report | None:
    """The parameters of a layer that shares none; None where no such layer is spoken of. Raises ArchcalcError."""
    plain = folded(text)
    match = _CALLED.search(plain) or _NAMED.search(plain) or _UNSHARED.search(plain)
    if match is None:
        return None
    token = SentenceWord("", text[slice(*match.span())], *match.span())
    name = "Conv" if _CALLED.match(plain, match.start()) else "" if _UNSHARED.match(plain, match.start()) else "conv"
    exercise = read(text[:match.start()] + name.rjust(len(match[0])) + text[match.end():])
    beside = exercise.unknown or exercise.others or exercise.proportion or exercise.change or exercise.parts
    if beside or exercise.chain or [layer.kind for layer in exercise.layers] != ["conv"] or exercise.number != 1:
        refuse(text, token, f"{quoted(token.text)} is read by itself alone", _HINT)
    built = network(exercise)
    if not built.sized:
        refuse(text, token, f"{quoted(token.text)}: at how many places? The size that goes in is not said", _HINT)
    return _answered(text, token, exercise, built)


def _answered(text: str, token: SentenceWord, exercise: Exercise, built: Built) -> Report:
    """The figures that are asked for, each with its arithmetic."""
    values, told = _counted(built.graph.nodes[-1])
    rows, found = [], dict[str, object]()
    for name in exercise.asked or ("params",):
        same = next(iter(answers(exercise, built.graph, (name,))), None) if name in _OUTPUT else None
        if name not in values and same is None:
            refuse(text, token, f"{quoted(token.text)} has no such figure here: {name}", _HINT)
        rows.append((name, same.told if same else told[name]))
        found[name] = same.value if same else values[name]
    columns = (Column("figure", "figure", rank=0), Column("answer", "answer", "prose", rank=0))
    notes = [f"assumed: {', '.join(built.assumed)}"] if built.assumed else []
    notes.append("read as: a filter of its own, with its own bias, for each place and channel of the output")
    table = Table("answers", columns, tuple(rows))
    return Report(SCHEMA, (table,), tuple(notes), {"answers": found}, title=text.strip())


def _counted(node: Node) -> tuple[dict[str, int], dict[str, str]]:
    """Weights and biases where no place shares them, and the arithmetic."""
    channels, *places = node.volume
    kernel = held(node.op, node.input_shapes)
    one, count = kernel["weight"] // channels, prod(node.volume)
    biases = count if kernel.get("bias") else 0
    spots = f"{'*'.join(map(str, places))}*{channels}"
    told = {"weights": f"{spots}*{one} = {count * one:,}", "biases": f"{spots} = {biases:,}",
            "params": f"{spots}*({one}{' + 1' if biases else ''}) = {count * one + biases:,}"}
    return {"weights": count * one, "biases": biases, "params": count * one + biases}, told
