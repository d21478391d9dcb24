"""Feedback in words: what is right, what is wrong, and the arithmetic; or a hint that gives nothing away."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.base import units
from archcalc.base.named_tuples import NamedTuple
from archcalc.counting import conventions
from archcalc.homework.answers.answer import Answer
from archcalc.homework.languages.spoken import Told, listed, passage, said, sentence
from archcalc.homework.marking.diagnosis import Explanation
from archcalc.homework.marking.figure_hints import formula
from archcalc.homework.misconceptions._base import Case
from archcalc.homework.questions.askable import FIGURES, Question
from archcalc.homework.questions.inverse_figures import setting
from archcalc.homework.questions.matching import Match
from archcalc.homework.questions.right_answers import BYTES, VALUES, Target, held
from archcalc.homework.questions.worked_lines import shown


class Note(NamedTuple):
    """Something worth saying, in full and so that nothing is given away."""

    says: Told
    hint: Told


def right(case: Case, like: Target | None = None) -> Told:
    """The right answer with its arithmetic, counted and in the unit of `like` where it may be."""
    kind = (like.unit, like.convention) if like else ()
    target = next((each for each in case.targets if (each.unit, each.convention) == kind), case.targets[0])
    question = case.question
    told = answer_of(question, target)
    if question.figure.look == "memory":
        told = _in_bytes(case, target, told)
    return said("Right: {answer}.", answer=told)


def answer_of(question: Question, target: Target) -> Told:
    """A right answer with its arithmetic; of what is asked the other way round, that of what is given."""
    told = question.figure.told(question.network, question.position, target)
    if question.position is None or not question.figure.given:
        return told
    given, node = FIGURES[question.figure.given], question.network.node(question.position)
    *_, full = given.local(node.op, node.input_shapes, node.shape)  # parameters with biases
    return said("{answer}, for {arithmetic}", answer=told,
                arithmetic=given.told(question.network, question.position, full))


def _in_bytes(case: Case, target: Target, told: Told) -> Told:
    """The memory that is told, also in bytes and in the units of a thousand and of 1,024."""
    size = target.value * (case.settings.value_bytes if target.unit == VALUES else 1)
    if target.unit not in {VALUES, BYTES} or not size:
        return told
    if target.unit == VALUES:
        told = said("{values} values, {each} bytes each = {bytes} bytes", values=told,
                    each=case.settings.value_bytes, bytes=size)
    names = [name for name in (units.megabytes(size), units.mebibytes(size)) if not name.endswith(" B")]
    return listed([told, *names], "{first} = {others}")


def wrong(case: Case, first: Explanation, other: Explanation | None, *, carried: bool = False) -> Note:
    """The misconception, the student's arithmetic, and the right one."""
    row = first.misconception
    perhaps = said("Or perhaps {mistake}.", mistake=said(other.misconception.says)) if other else None
    origin = said("It starts from an earlier answer of yours, which is wrong.") if carried else None
    clause: Told = said(row.says)
    detailed = said("{mistake} ({detail})", mistake=clause, detail=first.told) if first.told else clause
    you = said("You: {arithmetic}.", arithmetic=first.told) if first.told and first.target else None
    told = clause if first.target else detailed
    return Note(passage(sentence(told), perhaps, origin, you, right(case, first.target)),
                passage(sentence(clause), perhaps, origin, hinted(said(row.hint))))


def hinted(told: Told) -> Told:
    """A hint, as a sentence."""
    return said("Hint: {hint}.", hint=told)


def unexplained(case: Case, *, sought: bool = True) -> Note:
    """A wrong answer to which no misconception leads; or (not `sought`) of which nobody has asked why."""
    hint = passage(said("Wrong."), hinted(formula(case)))
    many = said("Wrong. Many answers of this sheet are wrong, and this one is not explained.")
    return Note(passage(hint if sought else many, right(case)), hint)


def blank(case: Case) -> Note:
    """No answer."""
    return Note(passage(said("No answer."), right(case)), passage(said("No answer."), hinted(formula(case))))


def doubt(question: Question, answer: Answer) -> Told | None:
    """Why a right number is no answer: its own working does not give it, or it is called something else."""
    if answer.at_odds:
        working, result = answer.at_odds
        return sentence(said("{working} does not give {result}: write the number that is meant", working=working,
                             result=result))
    if answer.called is not None and question.figure.name not in answer.called:
        return sentence(said("this names another figure than the {figure} asked for: write the number alone",
                             figure=said(question.figure.title)))
    return _of_another_layer(question, answer)


def _of_another_layer(question: Question, answer: Answer) -> Told | None:
    """Why a right number is no answer: another layer stands beside it, or an attribute that is not this layer's."""
    if question.position is None:
        return None
    node = question.network.node(question.position)
    for name, number in sorted(answer.stated):
        own = setting(node.op, name)
        if own is not None and own != number and question.figure.name != name:
            return sentence(said("{attribute} is not that of this layer: write the number alone",
                                 attribute=f"{name} {number}"))
    if answer.names and node.name.lower() not in answer.names:
        others = sorted(each.name for each in question.network.graph.nodes if each.name.lower() in answer.names)
        if others:
            return sentence(said("this names {layer}, which is another layer: write the number alone", layer=others[0]))
    return None


def matched(case: Case, target: Target, answer: Answer, match: Match) -> Note:
    """Remarks on a right answer."""
    notes = [*_written(target, answer, match), *_counted(case, target, match)]
    return Note(*(sentence(listed([said("right"), *remarks], "{first}; {others}")) for remarks in (
        [note.says for note in notes], [note.hint for note in notes if note.hint])))


def _written(target: Target, answer: Answer, match: Match) -> Iterator[Note]:
    """A remark on the notation."""
    reading = match.reading
    if match.channels_first:
        yield Note(*2 * (said("with the channels first; the lecture writes them last"),))
    if answer.dash:
        yield Note(*2 * (said("read as {answer}", answer="0"),))
    if answer.within:
        yield Note(*2 * (said("read as {answer}", answer=answer.within),))
    if reading is not None and reading.grouped:
        yield Note(*2 * (said("read as {answer}: a comma separates thousands, a point decimals",
                              answer=units.count(reading.value)),))
    elif reading is not None and reading.rounded and reading.low != reading.high:
        yield Note(said("to the digits written; exactly {answer}", answer=shown(target)), said("to the digits written"))


def _counted(case: Case, target: Target, match: Match) -> Iterator[Note]:
    """A remark on the way of counting, where ways differ."""
    first = case.targets[0]
    if case.question.figure.name == "params":
        yield from _biases(case, target)
    elif target.convention == "output":
        holds = said("what its output holds")
        yield Note(said("{holds}; the convention {convention} counts {values}", holds=holds,
                        convention=first.convention, values=units.count(first.value)), holds)
    elif target.convention != first.convention:
        yield Note(*2 * (said("counted as {convention} does", convention=target.convention),))
    if target.unit == BYTES and first.unit != BYTES and not (match.reading and match.reading.unit):
        yield Note(*2 * (said("read as bytes"),))


_BIASES = {"weights": ("without biases",) * 2, "exact": ("with the {count} biases", "with biases")}


def _biases(case: Case, target: Target) -> Iterator[Note]:
    """A remark on biases: counted or not."""
    count = biases(case)
    if count:
        rule = conventions.load("params", target.convention).rule
        says, hint = _BIASES.get(target.convention, (rule, rule))
        yield Note(said(says, count=count), said(hint))


def biases(case: Case) -> int:
    """The biases of a question's layer, or of the network."""
    network, position = case.question.network, case.question.position
    nodes = network.graph.nodes if position is None else (network.node(position),)
    return sum(held(node.op, node.input_shapes)["bias"] for node in nodes)


def other_biases(case: Case, *, counted: bool) -> Note:
    """A number that is right with the biases and said to be without them, or the other way round."""
    told = said("this number counts the biases, and it is said not to") if counted else said(
        "this number leaves the biases out, and it is said to count them")
    return Note(passage(said("Wrong."), sentence(told), right(case)), passage(said("Wrong."), sentence(told)))
