"""How answers as people write them are marked: `python -m written_answers.marked [--aside]`."""

import sys
import tempfile
from collections import Counter
from pathlib import Path

from archcalc.api.network import build
from archcalc.homework.marking import check
from written_answers import NETWORK, afterwards, right_answers, wrong_answers

RIGHT = {"correct", "accepted"}


def verdicts(answers):
    """Each answer with its verdict."""
    with tempfile.TemporaryDirectory() as folder:
        file, rubric = Path(folder) / "written.yaml", Path(folder) / "rubric.yaml"
        file.write_text(NETWORK)
        rubric.write_text("conventions: {params: exact}\n")
        marker = check.marker(rubric, build(file))
        for one in answers:
            yield one, marker.mark(check.sheet({one.question: one.text})).verdicts[0]


def measured(answers):
    """Verdicts counted, and what is marked amiss: a right answer that is none, or a wrong one that is."""
    counted, amiss = Counter(), []
    for one, verdict in verdicts(answers):
        counted[one.right, verdict.verdict] += 1
        if one.right != (verdict.verdict in RIGHT):
            amiss.append((one, verdict))
    return counted, amiss


if __name__ == "__main__":
    aside = "--aside" in sys.argv
    every = afterwards() if "--afterwards" in sys.argv else [one for one in (*right_answers(), *wrong_answers()) if one.aside == aside]
    counted, amiss = measured(every)
    print(dict(counted))
    for one, verdict in [] if aside and "--told" not in sys.argv else amiss:
        print("right" if one.right else "WRONG", one.question, repr(one.text), "->", verdict.verdict, "|", verdict.feedback)
