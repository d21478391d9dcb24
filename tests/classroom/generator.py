"""A class of students whose mistakes are known: every answer comes with what it is.

Each student answers sixty questions: most of them right, in some notation; some by a mistake that is written down;
some not at all.
"""

import random
from typing import NamedTuple

from classroom.mistakes import FIGURES, MISTAKES, right, volume, written
from classroom.pencil import NETWORKS


class Planted(NamedTuple):
    """An answer as a student gives it; `mistake` is "" where it is right and None where it is blank.

    `only` says that no other mistake leads to the same answer.
    """

    question: str
    given: str
    mistake: str | None
    only: bool = True


def students(count, seed=2024, answers=60):
    """So many students, each a list of planted answers."""
    for number in range(count):
        rng = random.Random(f"{seed}/{number}")  # noqa: S311 - the same class every time
        yield f"student{number:03}", list(_sheet(rng, answers))


def _sheet(rng, answers):
    """One student's answers, to questions that differ."""
    for network, layer, figure in rng.sample(QUESTIONS, answers):
        yield _answer(rng, network, layer, figure)


def _questions():
    for network, (layers, _) in NETWORKS.items():
        for i, layer in enumerate(layers):
            yield from ((network, i, figure) for figure in FIGURES
                        if not (figure == "receptive_field" and layer.kind == "fc") and not (network.endswith("=3)") and i == 0))


QUESTIONS = list(_questions())


def _answer(rng, network, i, figure):
    layers = NETWORKS[network][0]
    layer, key = layers[i], f"{network}.{layers[i].name}.{figure}"
    share = rng.random()
    if share < 0.05:
        return Planted(key, "", None)
    wrong = _wrong(network, i, figure)
    if share < 0.35 and wrong:
        mistake = rng.choice(sorted(wrong))
        others = [answer for name, answer in wrong.items() if name != mistake]
        return Planted(key, _shown(wrong[mistake], rng, exact=True), mistake, wrong[mistake] not in others)
    return Planted(key, _shown(rng.choice(right(layer, figure)), rng), "")


def _wrong(network, i, figure):
    """What each mistake leads to, where that is wrong."""
    layers, entered = NETWORKS[network]
    before = layers[i - 1] if i else None
    after = layers[i + 1] if i + 1 < len(layers) else None
    found = {name: make(layers[i], before, after) for name, make in MISTAKES[figure].items()}
    correct = right(layers[i], figure)
    return {name: answer for name, answer in found.items() if answer and answer not in correct
            and not (figure == "memory" and answer == 4 * layers[i].values) and answer != entered}


def _shown(answer, rng, exact=False):
    if isinstance(answer, tuple):
        return volume(answer, rng)
    if isinstance(answer, str):
        return answer
    return f"{answer:,}" if exact else written(answer, rng)
