"""Which name each planted mistake gets: `python -m student_mistakes.named [--aside]`."""

import sys
import tempfile
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

from archcalc.api.network import build
from archcalc.homework.marking import check
from student_mistakes.networks import yaml
from student_mistakes.planted import planted

NAMES = tomllib.loads((Path(__file__).parent / "names.toml").read_text("utf-8"))
RUBRIC = "conventions: {params: exact}\n"


def verdicts(mistakes):
    """Each mistake with the verdict and the name that it gets."""
    with tempfile.TemporaryDirectory() as folder:
        rubric = Path(folder) / "rubric.yaml"
        rubric.write_text(RUBRIC)
        markers = {}
        for mistake in mistakes:
            if mistake.network not in markers:
                file = Path(folder) / f"{mistake.network}.yaml"
                file.write_text(yaml(mistake.network))
                markers[mistake.network] = check.marker(rubric, build(file))
            marked = markers[mistake.network].mark(check.sheet({**dict(mistake.before), mistake.question: mistake.answer}))
            verdict = marked.verdicts[-1]
            yield mistake, verdict


def outcome(mistake, verdict):
    """right, none, another, or what is worse: taken for right, or not read."""
    if verdict.verdict in {"correct", "accepted"}:
        return "taken for right"
    if verdict.verdict != "wrong":
        return "not read"
    if verdict.misconception is None:
        return "none"
    return "right" if any(verdict.misconception in NAMES[cause] for cause in mistake.causes) else "another"


def measured(mistakes):
    """How many of each outcome, and which causes came to what."""
    outcomes, failures = Counter(), defaultdict(Counter)
    for mistake, verdict in verdicts(mistakes):
        result = outcome(mistake, verdict)
        outcomes[result] += 1
        if result != "right":
            key = f"{'/'.join(sorted(mistake.causes))} [{mistake.kind}.{mistake.figure}]"
            failures[key][f"{result}: {verdict.misconception}"] += 1
            examples.setdefault((key, f"{result}: {verdict.misconception}"), (mistake, verdict.feedback))
    return outcomes, failures


examples = {}

if __name__ == "__main__":
    aside = "--aside" in sys.argv
    outcomes, failures = measured([one for one in planted() if one.aside == aside])
    total = sum(outcomes.values())
    print({key: f"{count} = {count / total:.1%}" for key, count in outcomes.most_common()}, "of", total)
    if not aside:
        for key, results in sorted(failures.items(), key=lambda item: -sum(item[1].values())):
            for result, count in results.most_common():
                mistake, feedback = examples[key, result]
                print(f"{count:4} {key} -> {result} | {mistake.network} {mistake.question} {mistake.answer} | {feedback}")
