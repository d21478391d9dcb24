"""Marks of a student's sheet against that student's own paper: the roster and the rubric say what is asked.

Nothing that decides the points comes from the sheet: it has answers, and a code that must be its student's.
"""

from __future__ import annotations

from functools import cache, cached_property

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.homework import languages
from archcalc.homework.classes import course_secret
from archcalc.homework.classes.roster import Enrolled
from archcalc.homework.classes.varied_networks import VariedNetworks
from archcalc.homework.languages import ENGLISH, Language
from archcalc.homework.languages.spoken import said
from archcalc.homework.marking.choice_judging import ChoiceJudge
from archcalc.homework.marking.judging import Judge
from archcalc.homework.marking.marking import AnyJudge, Marker
from archcalc.homework.marking.marks import Marks
from archcalc.homework.marking.rubrics import Rubric, Terms
from archcalc.homework.questions.askable import Question
from archcalc.homework.questions.keys import canonical
from archcalc.homework.sheets import PAPER_CODE, Entry, Left, Sheet, either


class PaperQuestion(NamedTuple):
    """A question of a homework: the rubric's key and terms; network, and what of it is asked."""

    key: str
    terms: Terms
    network: str
    about: str
    """Without a network it is the key of a question of choice."""

    def called(self, network: str) -> str:
        """Its key with a network, which may be the student's own."""
        return f"{network}.{self.about}" if network else self.about


class _OwnMarker(Marker):
    """Marks keys of networks with their numbers, each by the terms of the question that it is."""

    def __init__(self, rubric: Rubric, networks: VariedNetworks, of: dict[str, Terms], **settings: object) -> None:
        super().__init__(rubric._replace(questions={}, network=""), networks, **settings)  # type: ignore[arg-type]
        self._varied, self._of, self._settings = networks, of, settings

    def choice(self, key: str) -> ChoiceJudge | None:
        """The judge of a question of choice; the number behind its key is the order in which the choices stand."""
        terms = self._of.get(key.partition("#")[0])
        return ChoiceJudge(key, terms.choice, terms) if terms and terms.choice else None

    def terms(self, asked: Question, default: str) -> Terms:
        """The terms of a question, whatever the sizes of its network."""
        network, number, about = canonical(asked).partition("#")
        return self._of[f"{network}.{about.partition('.')[2]}" if number else network]

    def fresh(self) -> _OwnMarker:
        """A marker by the same rubric that has worked out nothing yet."""
        return _OwnMarker(self.rubric, self._varied.fresh(), self._of, **self._settings)


class BoundMarker:
    """Marks sheets against the papers of those whose they are. Raises ArchcalcError for a question that is none."""

    def __init__(self, rubric: Rubric, networks: VariedNetworks, secret: bytes = b"", *, hints_only: bool = False,
                 language: Language = ENGLISH) -> None:
        if not rubric.questions:
            raise ArchcalcError.of("rubric", "a roster's homework needs its questions",
                                   hint="questions: in the rubric; archcalc course new writes one")
        self.rubric, self.networks, self.language, self._secret = rubric, networks, language, secret
        self._hints_only = hints_only
        self._base = Marker(rubric, networks, language=language)
        self.questions = tuple(self._question(key, terms) for key, terms in rubric.questions.items())
        self._keys = {each.called(each.network): each.key for each in self.questions}
        terms = {each.called(each.network): each.terms for each in self.questions}
        if len(terms) < len(self.questions):
            twice = next(each.key for each in self.questions if self._keys[each.called(each.network)] != each.key)
            raise ArchcalcError.of("rubric", f"{quoted(twice)} is asked twice, in two spellings",
                                   hint="leave one of them in the rubric")
        self._own = _OwnMarker(rubric, networks, terms, hints_only=hints_only, language=language)

    def _question(self, key: str, terms: Terms) -> PaperQuestion:
        judge = self._base.judge(key, self.rubric.network)
        if isinstance(judge, ArchcalcError):
            raise judge
        name = judge.question.network.reference if isinstance(judge, Judge) else ""
        return PaperQuestion(key, terms, name, judge.key.removeprefix(f"{name}.") if name else judge.key)

    def __reduce__(self) -> tuple[object, ...]:
        """As it travels to another process: with nothing worked out."""
        return _arrived, (self.rubric, self.networks, self._secret, self._hints_only, self.language.code)

    @property
    def is_bound(self) -> bool:
        """True where papers have codes."""
        return bool(self._secret)

    def asked(self, own: PaperQuestion, who: Enrolled) -> AnyJudge:
        """A question as a student's paper has it, with its judge. Raises ArchcalcError."""
        judge = self._own.judge(self._own_key(own, who), "")
        if isinstance(judge, ArchcalcError):
            raise judge
        return judge

    def sizes(self, who: Enrolled) -> tuple[str, ...]:
        """The sizes of the networks on a student's paper, in the order of the questions."""
        return tuple(self.networks.sizes(self._network(name, who)) for name in self.about)

    @cached_property
    def about(self) -> tuple[str, ...]:
        """The networks that are asked about, in the order of the questions."""
        return tuple(dict.fromkeys(each.network for each in self.questions if each.network))

    @cache  # noqa: B019 - as long as a marker lives, and one is made for a run
    def code(self, who: Enrolled) -> str:
        """The code of a student's paper; nothing where papers are not bound."""
        return course_secret.code(self._secret, self.rubric.title, who.identifier, self.sizes(who)) \
            if self._secret else ""

    def _network(self, name: str, who: Enrolled) -> str:
        return self.networks.own(name, who.identifier) if self.rubric.variants else name

    def _own_key(self, asked: PaperQuestion, who: Enrolled) -> str:
        if asked.network:
            return asked.called(self._network(asked.network, who))
        return self.networks.own(asked.about, who.identifier) if self.rubric.variants else asked.about

    def mark(self, sheet: Sheet, who: Enrolled) -> Marks:
        """The marks of a student's sheet: every question of the rubric counts, answered or not."""
        given, left = self._given(sheet)
        own = {self._own_key(each, who): each.key for each in self.questions}
        entries = tuple(
            given.get(each.key, Entry(each.key, ""))._replace(question=self._own_key(each, who), otherwise="")
            for each in self.questions)
        marks = self._own.mark(Sheet(who.called, "", entries, (*sheet.left, *left)))
        return marks._replace(verdicts=tuple(verdict._replace(question=own[verdict.question])
                                             for verdict in marks.verdicts))

    def _given(self, sheet: Sheet) -> tuple[dict[str, Entry], list[Left]]:
        """The answers by the rubric's keys, and those to what it does not ask."""
        given: dict[str, Entry] = {}
        left = []
        default = self.rubric.network or sheet.network
        for entry in sheet.entries:
            key = self._keys.get(self._base.key_of(entry, default))
            if key is not None:
                given[key] = either(given.get(key), entry)
            elif entry.given and entry.question.strip().casefold() != PAPER_CODE:
                what = said("the answer to {question}", question=quoted(entry.question))
                left.append(Left(what, said("the rubric does not ask it"), told=True))
        return given, left


def _arrived(rubric: Rubric, networks: VariedNetworks, secret: bytes, hints_only: bool, code: str) -> BoundMarker:
    return BoundMarker(rubric, networks, secret, hints_only=hints_only, language=languages.language(code))
