"""Quizzes: questions about a network, with wrong answers that misconceptions lead to; other sizes for each student."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from archcalc.base import units
from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.answers.answer import read
from archcalc.homework.marking.feedback import sentence
from archcalc.homework.marking.judging import WRONG, Judge
from archcalc.homework.marking.rubrics import Terms
from archcalc.homework.misconceptions._base import OTHER
from archcalc.homework.questions import keys
from archcalc.homework.questions.askable import Question
from archcalc.homework.questions.networks import AskedNetwork
from archcalc.homework.questions.right_answers import AnswerSettings, Target
from archcalc.homework.questions.worked_lines import plain
from archcalc.operators.shape_kinds import is_spatial

MOST_QUESTIONS = 1000
TERMS = Terms(settings=AnswerSettings(params=("exact",)))
"""A quiz says whether biases count, and so accepts one count."""

_ASKED = {"output": 4, "params": 4, "bytes": 2, "macs": 2, "receptive_field": 2, "weights": 1}
"""How often each figure is asked for."""
_CHOICES, _MOST_CHOICES, _CHOICE_SHARE = 4, 9, 0.35
_NEAR = frozenset({"biases-forgotten", "biases-counted", "flops-for-macs", "times-four-forgotten", "bits-for-bytes"})
"""Misconceptions that are a matter of what is counted: half of the points."""
_LONGEST_WAY = 8
_LOOKED_THROUGH = frozenset({"see-through", "reshape"})
"""Traits of layers between a fully connected layer and the volume that it reads."""


class AnswerChoice(NamedTuple):
    """An answer that somebody may give: its share of the points in percent, and what is said of it."""

    answer: str
    percent: int
    feedback: str


class Item(NamedTuple):
    """One question. `kind` is number, volume or choice; `choices` begin with the right one, unshuffled."""

    key: str
    text: str
    kind: str
    choices: tuple[AnswerChoice, ...]
    working: str
    order: tuple[int, ...]
    judge: Judge

    @property
    def right(self) -> AnswerChoice:
        """The right answer."""
        return self.choices[0]

    @property
    def spellings(self) -> list[str]:
        """The ways in which the right answer may be typed, also with the channels first, or a square by its side."""
        sides = self.right.answer.split("x")
        turned = [[sides[-1], *sides[:-1]]] if len(sides) == 3 else [sides[:1]] if len(set(sides)) == 1 else []
        orders = [sides, *turned]
        return list(dict.fromkeys(sign.join(order) for order in orders for sign in ("x", " x ", "×")))

    @property
    def shuffled(self) -> list[AnswerChoice]:
        """The choices in the order in which they are shown."""
        return [self.choices[i] for i in self.order]


class Quiz(NamedTuple):
    """Questions about one network."""

    title: str
    network: str
    items: tuple[Item, ...]


def quiz(network: AskedNetwork, count: int, seed: str) -> Quiz:
    """So many questions, the same for the same seed; fewer, where the network has no more. Raises ArchcalcError."""
    rng = Random(f"archcalc/{seed}")  # noqa: S311 - the same quiz for the same seed, no secret
    items = _items(network, rng)
    asked = tuple(item for item, _ in zip(items, range(min(count, MOST_QUESTIONS)), strict=False))
    if not asked:
        raise ArchcalcError.of("quiz", f"there is nothing to ask about {network.reference}",
                               hint="a network with a convolution, pooling or linear layer has figures")
    return Quiz(f"{network.graph.about.title}: quiz", network.reference, asked)


def _items(network: AskedNetwork, rng: Random) -> Iterator[Item]:
    """Every question worth asking, none twice; last those that give away an earlier answer, or are given away."""
    answers: set[str] = set()
    told = ""
    later: list[Item] = []
    for item in _worth_asking(network, rng):
        own = {item.right.answer} if item.judge.question.figure.look == "volume" else set()
        if any(f"on {answer}." in told for answer in own) or any(f"on {answer}." in item.text for answer in answers):
            later.append(item)
            continue
        answers |= own
        told += item.text
        yield item
    yield from later


def _worth_asking(network: AskedNetwork, rng: Random) -> Iterator[Item]:
    """Every question worth asking, in random order."""
    layers = [i for i in network.shown if len(network.node(i).inputs) == 1]
    pairs = [(i, name) for i in layers for name, often in _ASKED.items() for _ in range(often)]
    rng.shuffle(pairs)
    seen: set[str] = set()
    for position, name in pairs:
        asked = keys.of(network, position, name)
        text = _text(asked)
        alike = text.partition(": ")[2]
        if not text or alike in seen or not _worthwhile(asked):
            continue
        seen.add(alike)
        yield _item(asked, text, rng)


def _worthwhile(asked: Question) -> bool:
    """True where there is a right answer to work out: norms keep their volume, most layers learn nothing."""
    try:
        right = asked.targets(TERMS.settings)[0]
    except ArchcalcError:
        return False
    node = asked.network.node(asked.position or 0)
    if asked.figure.look in {"volume", "field"}:
        return "sliding" in node.op.traits
    return bool(right.value) or (asked.figure.name == "params" and "pooling" in node.op.traits)


def _item(asked: Question, text: str, rng: Random) -> Item:
    judge = Judge(asked, TERMS)
    right = judge.case.targets[0]
    working = asked.figure.told(asked.network, asked.position or 0, right)
    choices = (AnswerChoice(plain(right), 100, f"Right: {working}."), *_wrong(judge, right))[:_MOST_CHOICES]
    kind = "volume" if isinstance(right.value, tuple) else "number"
    if len(choices) >= _CHOICES and rng.random() < _CHOICE_SHARE:
        kind, choices = "choice", choices[:_CHOICES]
    order = list(range(len(choices)))
    rng.shuffle(order)
    return Item(asked.key, text, kind, choices, working, tuple(order), judge)


def _wrong(judge: Judge, right: Target) -> Iterator[AnswerChoice]:
    """Wrong answers that misconceptions lead to, the likeliest first, each once; none that would be marked right."""
    seen: set[str] = set()
    for row, mistaken in judge.mistaken:
        for each in mistaken if row.rank <= OTHER else ():
            answer = plain(each.target)
            same = each.target.unit == right.unit and type(each.target.value) is type(right.value)
            if same and answer not in seen and _possible(each.target) and judge.judge(read(answer)).verdict == WRONG:
                seen.add(answer)
                yield AnswerChoice(answer, 50 if row.name in _NEAR else 0, f"{sentence(row.says)} {sentence(row.hint)}")
                break


def _possible(target: Target) -> bool:
    sides = target.value if isinstance(target.value, tuple) else (target.value,)
    return all(side > 0 for side in sides)


def _text(asked: Question) -> str:
    """The question with all that is needed to answer it; nothing where that is too much."""
    node = asked.network.node(asked.position or 0)
    title = asked.network.graph.about.title
    said = asked.figure.question
    if asked.figure.name == "params":
        said = "How many parameters does it have, biases included?"
    if asked.figure.name == "receptive_field":
        way = _way(asked)
        asks = f"How large is the receptive field at {node.name}?"
        return f"{title}: the layers from the input to {node.name} are {way}. {asks}" if way else ""
    does = f"{node.op.kind.replace('_', ' ')}, {node.op.summary(*node.input_shapes)}"
    return f"{title}, {node.name}: {does}, on {_source(asked)}. {said}"


def _source(asked: Question) -> str:
    """The volume that a layer reads; a flattened one as it was before."""
    graph = asked.network.graph
    node = graph.nodes[asked.network.node(asked.position or 0).inputs[0]]
    while node.inputs and not node.op.traits.isdisjoint(_LOOKED_THROUGH):
        node = graph.nodes[node.inputs[0]]
    return units.volume(node.volume)


def _way(asked: Question) -> str:
    """The windows from the input on, where they are few and one after another."""
    graph, position = asked.network.graph, asked.position or 0
    way: list[str] = []
    while graph.nodes[position].inputs:
        node = graph.nodes[position]
        if len(node.inputs) > 1 or not is_spatial(node.shape) or len(way) > _LONGEST_WAY:
            return ""
        if "sliding" in node.op.traits:
            way.append(f"{node.name} ({node.op.kind.replace('_', ' ')}, {node.op.summary(*node.input_shapes)})")
        position = node.inputs[0]
    return "; ".join(reversed(way)) if 1 < len(way) <= _LONGEST_WAY else ""


def key_lines(asked: Quiz) -> list[str]:
    """The answers, numbered, with their arithmetic."""
    return [f"{number}. {item.working}" for number, item in enumerate(asked.items, 1)]
