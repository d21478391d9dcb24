"""Quizzes: questions about a network, with wrong answers that misconceptions lead to; other sizes for each student."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, islice
from random import Random

from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.handouts import comparisons, inverse_questions, layer_questions
from archcalc.homework.handouts.items import TERMS, AnswerChoice, Draft, Item, marked_by
from archcalc.homework.languages import ENGLISH, Language
from archcalc.homework.languages.spoken import said
from archcalc.homework.marking.rubrics import Terms
from archcalc.homework.questions.networks import AskedNetwork

__all__ = ["MOST_QUESTIONS", "AnswerChoice", "Item", "Quiz", "items", "key_lines", "quiz"]

MOST_QUESTIONS = 1000


class Quiz(NamedTuple):
    """Questions about one network."""

    title: str
    network: str
    items: tuple[Item, ...]
    language: Language = ENGLISH
    specification: str | None = ""
    """The text of a network of one's own; empty where `network` is a bundled one, None where there is no such text."""

    @property
    def key_title(self) -> str:
        """The title of the answers."""
        return self.language.text(said("{title}: answers", title=self.title))


def everything(_: Item) -> bool:
    """True: a format that holds every question."""
    return True


def quiz(network: AskedNetwork, count: int, seed: str, language: Language = ENGLISH, *,
         terms: Terms = TERMS, takes: Callable[[Item], bool] = everything) -> Quiz:
    """So many questions that a format takes, the same for the same seed; fewer, where the network has no more.

    Raises ArchcalcError.
    """
    marked = (marked_by(terms, item) for item in items(network, seed, language))
    asked = tuple(islice(filter(takes, marked), min(count, MOST_QUESTIONS)))
    if not asked:
        raise ArchcalcError.of("quiz", f"there is nothing to ask about {network.reference}",
                               hint="convolutions, pooling, linear layers, norms, attention and recurrent layers have "
                                    "figures, where a sentence can say all of it: one input, both sides padded alike")
    title = language.text(said("{network}: quiz", network=network.graph.about.title))
    return Quiz(title, network.reference, asked, language)


def items(network: AskedNetwork, seed: str, language: Language = ENGLISH) -> Iterator[Item]:
    """Every question worth asking, none twice; last those that give away an earlier answer, or are given away."""
    rng = Random(f"archcalc/{seed}")  # noqa: S311 - the same quiz for the same seed, no secret
    told: set[str] = set()
    hidden: set[str] = set()
    later: list[Item] = []
    for item in _worth_asking(network, rng, language):
        if told & item.hides or hidden & item.tells:
            later.append(item)
            continue
        hidden |= item.hides
        told |= item.tells
        yield item
    yield from later


def _worth_asking(network: AskedNetwork, rng: Random, language: Language) -> Iterator[Item]:
    """Every question worth asking, in random order."""
    kinds = (layer_questions, inverse_questions, comparisons)
    drafts: list[Draft] = list(chain.from_iterable(kind.drafts(network) for kind in kinds))
    rng.shuffle(drafts)
    seen: set[str] = set()
    for draft in drafts:
        item = draft(rng, language)
        if item is not None and item.alike not in seen:
            seen.add(item.alike)
            yield item


def key_lines(asked: Quiz) -> list[str]:
    """The answers, numbered, with their arithmetic."""
    return [f"{number}. {item.working}" for number, item in enumerate(asked.items, 1)]
