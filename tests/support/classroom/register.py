"""The class marked, and counted: how often each planted mistake is the only explanation, and how often it is named.

python tests/support/classroom/register.py [STUDENTS] prints the figures.
"""

import itertools
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from archcalc.homework.marking import rubrics
from archcalc.homework.marking.marking import Marker
from archcalc.homework.marking.marks import Verdict
from archcalc.homework.questions.networks import Networks
from archcalc.homework.sheets import Entry, Sheet
from archcalc.language.text.document import parse

sys.path.insert(0, str(Path(__file__).parent.parent))
from classroom.generator import Planted, followers, students

RUBRICS = {False: "points: 1", True: "conventions: {params: exact}"}


class Marked(NamedTuple):
    """A planted answer beside its verdict."""

    planted: Planted
    verdict: Verdict

def marked(sheets, exact=False, hints_only=False):
    """Every answer of every sheet, marked."""
    rubric = rubrics.read(parse(RUBRICS[exact], "rubric.yaml"))
    marker = Marker(rubric, Networks(), hints_only=hints_only)
    for name, planted in sheets:
        marks = marker.mark(Sheet(name, "", tuple(Entry(each.question, each.given) for each in planted)))
        yield from itertools.starmap(Marked, zip(planted, marks.verdicts, strict=True))


def school(count):
    """The class, half as many students who go on from a mistake, and a fourth whose teacher wants the biases counted."""
    return [*marked(students(count)), *marked(followers(count // 2)),
            *marked(students(count // 4, seed=2025, exact=True), exact=True)]


def tally(everything):
    """By planted mistake: in how many cases it is the only explanation, and what is named in how many of these."""
    found: dict[str, Counter[str | None]] = {}
    for each in everything:
        if each.planted.mistake and each.planted.only:
            found.setdefault(each.planted.mistake, Counter())[each.verdict.misconception] += 1
    return found


def main() -> None:
    everything = school(int(sys.argv[1]) if len(sys.argv) > 1 else 250)
    right = [each for each in everything if each.planted.mistake == ""]
    wrong = [each for each in everything if each.planted.mistake]
    print(f"{len(everything):,} answers; right {len(right):,}, marked right {sum(each.verdict.right for each in right):,}; "
          f"wrong {len(wrong):,}, marked right {sum(each.verdict.right for each in wrong):,}")
    named, cases = 0, 0
    for mistake, told in sorted(tally(everything).items(), key=lambda row: -row[1].total()):
        named, cases = named + told[mistake], cases + told.total()
        others = ", ".join(f"{other} {times}" for other, times in told.most_common() if other != mistake)
        print(f"{mistake:30} {told[mistake]:6,} of {told.total():6,}  {100 * told[mistake] / told.total():6.1f} %  {others}".rstrip())
    print(f"{'together':30} {named:6,} of {cases:6,}  {100 * named / cases:6.2f} %")


if __name__ == "__main__":
    main()
