"""Feedback in words: what is right, what is wrong, and the arithmetic; or a hint that gives nothing away."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.base import units
from archcalc.base.named_tuples import NamedTuple
from archcalc.counting import conventions
from archcalc.homework.answers.answer import Answer
from archcalc.homework.marking.diagnosis import Explanation
from archcalc.homework.misconceptions._base import Case
from archcalc.homework.questions.matching import Match
from archcalc.homework.questions.right_answers import BYTES, VALUES, Target, held
from archcalc.homework.questions.worked_lines import shown


class Note(NamedTuple):
    """Something worth saying, in full and so that nothing is given away."""

    says: str
    hint: str


def right(case: Case, like: Target | None = None) -> str:
    """The right answer with its arithmetic, counted and in the unit of `like` where it may be."""
    kind = (like.unit, like.convention) if like else ()
    target = next((each for each in case.targets if (each.unit, each.convention) == kind), case.targets[0])
    question = case.question
    told = shown(target)
    if question.position is not None:
        told = question.figure.told(question.network, question.position, target)
    if question.figure.look == "memory":
        told += _in_bytes(case, target)
    return f"Right: {told}."


def _in_bytes(case: Case, target: Target) -> str:
    """The same memory in bytes and in the units of a thousand and of 1,024."""
    size = target.value * (case.settings.value_bytes if target.unit == VALUES else 1)
    if target.unit not in {VALUES, BYTES} or not size:
        return ""
    each = case.settings.value_bytes
    told = f" values, {each} bytes each = {units.count(size)} bytes" if target.unit == VALUES else ""
    names = [name for name in (units.megabytes(size), units.mebibytes(size)) if not name.endswith(" B")]
    return " = ".join([told, *names])


def wrong(case: Case, first: Explanation, other: Explanation | None, *, carried: bool = False) -> Note:
    """The misconception, the student's arithmetic, and the right one."""
    row = first.misconception
    perhaps = f" Or perhaps {other.misconception.says}." if other else ""
    origin = " It starts from an earlier answer of yours, which is wrong." if carried else ""
    detail = f" ({first.told})" if first.told and first.target is None else ""
    you = f" You: {first.told}." if first.told and first.target else ""
    says, hint = (f"{sentence(f'{row.says}{more}')}{perhaps}{origin}" for more in (detail, ""))
    return Note(f"{says}{you} {right(case, first.target)}", f"{hint} Hint: {row.hint}.")


def unexplained(case: Case, *, sought: bool = True) -> Note:
    """A wrong answer to which no misconception leads; or (not `sought`) of which nobody has asked why."""
    why = "and by no usual mistake" if sought else "as so many answers here are that this one is not explained"
    return Note(f"Wrong, {why}. {right(case)}", f"Wrong. Hint: {case.question.figure.hint}.")


def blank(case: Case) -> Note:
    """No answer."""
    return Note(f"No answer. {right(case)}", f"No answer. Hint: {case.question.figure.hint}.")


def matched(case: Case, target: Target, answer: Answer, match: Match) -> Note:
    """Remarks on a right answer."""
    notes = [*_written(target, answer, match), *_counted(case, target, match)]
    return Note("; ".join(["Right", *(note.says for note in notes)]) + ".",
                "; ".join(["Right", *(note.hint for note in notes if note.hint)]) + ".")


def _written(target: Target, answer: Answer, match: Match) -> Iterator[Note]:
    """A remark on the notation."""
    reading = match.reading
    if match.channels_first:
        yield Note(*2 * ("with the channels first; the lecture writes them last",))
    if answer.dash:
        yield Note(*2 * ("read as 0",))
    if answer.within:
        yield Note(*2 * (f"read as {answer.within}",))
    if reading is not None and reading.grouped:
        yield Note(*2 * (f"read as {units.count(reading.low)}: a comma separates thousands, a point decimals",))
    elif reading is not None and reading.rounded and reading.low != reading.high:
        yield Note(f"to the digits written; exactly {shown(target)}", "to the digits written")


def _counted(case: Case, target: Target, match: Match) -> Iterator[Note]:
    """A remark on the way of counting, where ways differ."""
    first = case.targets[0]
    if case.question.figure.name == "params":
        yield from _biases(case, target)
    elif target.convention == "output":
        counted = f"the convention {first.convention} counts {units.count(first.value)}"
        yield Note(f"what its output holds; {counted}", "what its output holds")
    elif target.convention != first.convention:
        yield Note(*2 * (f"counted as {target.convention} does",))
    if target.unit == BYTES and first.unit != BYTES and not (match.reading and match.reading.unit):
        yield Note(*2 * ("read as bytes",))


_BIASES = {"weights": ("without biases",) * 2, "exact": ("with the {} biases", "with biases")}


def _biases(case: Case, target: Target) -> Iterator[Note]:
    """A remark on biases: counted or not."""
    network, position = case.question.network, case.question.position
    nodes = network.graph.nodes if position is None else (network.node(position),)
    biases = sum(held(node.op, node.input_shapes)["bias"] for node in nodes)
    if biases:
        rule = conventions.load("params", target.convention).rule
        says, hint = _BIASES.get(target.convention, (rule, rule))
        yield Note(says.format(units.count(biases)), hint)


def sentence(text: str) -> str:
    """A clause as a sentence."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('?') else '.'}"
