"""A student's paper as data: whose it is, its code, the questions, the tables of networks that they need."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.units import points as shown_points
from archcalc.base.units import volume
from archcalc.homework.classes.bound_marker import BoundMarker
from archcalc.homework.classes.question_texts import needs_table, refuse_untold, text
from archcalc.homework.classes.roster import Enrolled
from archcalc.homework.languages import Language
from archcalc.homework.languages.spoken import passage, said, sentence
from archcalc.homework.marking import feedback
from archcalc.homework.marking.choice_judging import ChoiceJudge
from archcalc.homework.marking.marking import AnyJudge
from archcalc.homework.questions.choices import LetteredChoice
from archcalc.homework.questions.layer_facts import whole_facts
from archcalc.homework.questions.networks import AskedNetwork
from archcalc.homework.questions.right_answers import BITS
from archcalc.homework.sheets import PAPER_CODE

NOTE = "Write your answers into the last column, and change nothing else: the code binds this sheet to you."
"""What a sheet that is handed in as a file tells the student."""
CODE_TEXT = "the code of this sheet: leave it as it is"


class PaperItem(NamedTuple):
    """A question: the key under which it is answered, its text, its points, the right answer and the arithmetic.

    `table` is the place of the network's table that it needs, if it does; `choices` are lettered, where there are any.
    """

    key: str
    text: str
    points: str
    right: str
    working: str
    table: int | None = None
    choices: tuple[LetteredChoice, ...] = ()

    @property
    def lettered(self) -> tuple[str, ...]:
        """The choices with their letters, a line each."""
        return tuple(f"{each.letter}: {each.text}" for each in self.choices)


class LayerTable(NamedTuple):
    """A network's layers: what each is called, does, and reads where that is not the one before."""

    title: str
    rows: tuple[tuple[str, str, str], ...]


class Paper(NamedTuple):
    """A paper; `keyed` is one with the answers filled in."""

    title: str
    student: str
    identifier: str
    code: str
    items: tuple[PaperItem, ...]
    tables: tuple[LayerTable, ...]
    language: Language
    keyed: bool = False

    def told(self, sentence: str, **values: object) -> str:
        """A sentence in the paper's language."""
        return self.language.text(said(sentence, **values))

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """The rows of a sheet that `check` reads: key, text, answer; first that of the code."""
        coded = [(PAPER_CODE, self.told(CODE_TEXT), self.code)] if self.code else []
        return [*coded, *((item.key, self.asked(item), item.right if self.keyed else "") for item in self.items)]

    @property
    def whole_rows(self) -> list[tuple[str, str, str]]:
        """The same rows, with the layers of a network in the text of a question that needs them."""
        needed = {item.key: item.table for item in self.items if item.table is not None}
        return [(key, f"{text} {self.layers(needed[key])}" if key in needed else text, answer)
                for key, text, answer in self.rows]

    def layers(self, place: int) -> str:
        """The layers of a table in a line."""
        return "; ".join(f"{name}: {does}{f' ({self.reads(reads)})' if reads else ''}"
                         for name, does, reads in self.tables[place].rows)

    def reads(self, layers: str) -> str:
        """What a layer reads, where that is not the one before."""
        return self.told("it reads {layers}", layers=layers)

    def asked(self, item: PaperItem) -> str:
        """A question's text with its points."""
        listed = " ".join([item.text, *("; ".join(item.lettered),) * bool(item.choices)])
        return self.told("{question} [{points}]", question=listed, points=item.points)


def paper(marker: BoundMarker, who: Enrolled, *, keyed: bool = False) -> Paper:
    """A student's paper; `keyed`, with the answers. Raises ArchcalcError."""
    language, items = marker.language, list[PaperItem]()
    shown: dict[tuple[str, str], AskedNetwork] = {}
    for own in marker.questions:
        judge = marker.asked(own, who)
        if isinstance(judge, ChoiceJudge):
            items.append(_choice_item(own.key, judge, language))
            continue
        asked, first = judge.question, judge.case.targets[0]
        refuse_untold(judge.case)
        needed = None
        if needs_table(asked):
            about = own.network, asked.network.called
            shown.setdefault(about, asked.network)
            needed = list(shown).index(about)
        right = judge.expected.partition(" = ")[0] if first.unit != BITS else judge.expected
        items.append(PaperItem(own.key, language.text(text(asked, own.terms.settings)), _points(judge, language),
                               right, language.text(feedback.answer_of(asked, first)), needed))
    tables = tuple(LayerTable(_titled(network), tuple(_rows(network, language))) for network in shown.values())
    return Paper(marker.rubric.title, who.name, who.identifier, marker.code(who), tuple(items), tables, language, keyed)


def _choice_item(key: str, judge: ChoiceJudge, language: Language) -> PaperItem:
    """A question of choice: its letter is the answer, and the text of the choice is what there is to work out."""
    asked, right = judge.question, judge.right
    working = language.text(passage(sentence(right.text.rstrip(".")), judge.why))
    return PaperItem(key, language.text(asked.asks), _points(judge, language), right.letter, working,
                     choices=judge.choices)


def _points(judge: AnyJudge, language: Language) -> str:
    return language.text(said("points: {points}", points=str(shown_points(judge.terms.points))))


def _titled(network: AskedNetwork) -> str:
    """A network's title, with the module of which a table shows the layers."""
    title = network.graph.about.title
    return title if network.called == "total" else f"{title}: {network.called}"


def _rows(network: AskedNetwork, language: Language) -> Iterator[tuple[str, str, str]]:
    """The layers that a network's table shows, each with what decides its figures."""
    before, shown = -1, frozenset(network.shown)
    for position in network.shown:
        node = network.node(position)
        does = language.text(whole_facts(node)) if node.inputs else volume(node.volume)
        sources = [_source(network, place, shown) for place in node.inputs]
        told = sources in ([], [before])
        yield node.name, does, "" if told else ", ".join(network.node(place).name for place in sources)
        before = position


def _source(network: AskedNetwork, position: int, shown: frozenset[int]) -> int:
    """The layer of the table whose volume a layer reads: those between, which the table leaves out, change no size."""
    while position not in shown and len(network.node(position).inputs) == 1:
        position = network.node(position).inputs[0]
    return position
