"""Mutation testing: a small change in a file of archcalc, and whether the tests notice it.

    python tests/support/mutants.py operators --sample 60      # of archcalc/operators; also counting/columns, homework, network/graph ...
    python tests/support/mutants.py homework/marking/judging --sample 20 --seed 3
    python tests/support/mutants.py operators counting/measures --sample 100000          # every mutant

What a mutant is, tests/support/mutation/changes.py tells. coverage.py says once which tests run which lines; a mutant's tests, the fastest
first, are then run in a forked child until one fails, and a mutant that none notices has survived and is printed. Every test file
runs unchanged first, by the same way, and one trial in twenty is of a change that changes nothing: were one of these "killed", the run
would end. tests/support/mutants.toml holds the survivors that are explained. mutmut and cosmic-ray start pytest anew for every mutant,
which would take days here.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from random import Random
from types import CodeType
from typing import NamedTuple

import pytest
from mutation.changes import changed, mutants
from mutation.patching import Session
from mutation.touched import Touched, gathered, kept, measure
from mutation.trials import FAILED, NONE_LEFT, PASSED, QUIET, Trial, outcomes, put_in, tested, warm
from places import ROOT, test_file

OPERATORS = ("by_hand", "attributes", "kernels", "operator_contract", "configurations", "refusals", "explanations", "values", "windows", "laws", "recorded", "torch_samples")
COUNTS = ("windows", "by_hand", "measures", "laws", "recorded", "explanations", "analysis", "formats", "conventions", "architectures")
READER = ("document", "language", "messages", "expressions", "yaml_suite", "fuzz", "refusals", "laws", "collection", "difference", "windows")
HOMEWORK = ("homework_answers", "homework_sheets", "homework_check", "homework_solve", "homework_quiz", "homework_worksheet",
            "homework_class", "fuzz")
TESTS = {"operators": OPERATORS, "homework": HOMEWORK, "language": READER, "network": READER}
"""The test files of the rooms that have their own; those of COUNTS are everyone else's."""
FIRST = 24
"""So many tests are collected and run before the others are, as most mutants do not survive them."""


class Tried(NamedTuple):
    """A mutant by its number in its file; number -1 changes nothing. `words` are the file, the line, the code before and after."""

    file: str
    number: int
    line: int
    was: str
    now: str
    at_import: bool
    early: bool
    tests: tuple[str, ...]


def main() -> int:
    parser = argparse.ArgumentParser(description="Mutation testing of archcalc.")
    parser.add_argument("rooms", nargs="+", help="folders or files of archcalc/, without .py")
    parser.add_argument("--sample", type=int, default=40, help="mutants of each room; 40")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--patience", type=float, default=20, help="seconds of tests that a mutant has to survive; 20")
    given = parser.parse_args()
    warm()
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder).resolve() / "tree"
        shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(".git", ".mypy_cache", ".ruff_cache", ".hypothesis"))
        (tree.parent / "tmp").mkdir()
        os.chdir(tree)
        sys.path.insert(0, str(tree))
        os.environ["PYTHONPATH"] = str(tree)
        for room in given.rooms:
            _try_room(tree, room, given)
    return 0


def _try_room(tree: Path, room: str, given: argparse.Namespace) -> None:
    touched, units = _touched(tree, room, given.workers)
    base = tree / "archcalc" / room
    paths = sorted(base.rglob("*.py")) if base.is_dir() else [base.with_suffix(".py")]
    every = [each for path in paths for each in _every(tree, path, touched, given.patience)]
    sample = Random(given.seed).sample(every, min(given.sample, len(every)))
    quickly = _quickly(tree, sample, touched, units, given.workers)
    again = {i for i, status in quickly.items() if status == PASSED and (sample[i].early or sample[i].at_import)} | set(list(quickly)[::20])
    trials = [i for i in range(len(sample)) if i not in quickly or i in again]
    controls = [each._replace(number=-1) for each in sample[::20]]
    tried = [*controls, *(sample[i] for i in trials)]
    found: Counter[str] = Counter()
    for i in quickly.keys() - again:
        _tell(sample[i], quickly[i], found)
    for number, status in outcomes((_trial(tree, each, touched) for each in tried), given.workers, tree.parent / "tmp"):
        if tried[number].number >= 0:
            _tell(tried[number], status, found)
        elif status not in {PASSED, NONE_LEFT}:
            sys.exit(f"{tried[number].file} unchanged fails the tests chosen for line {tried[number].line}: status {status}")
    killed = found["killed"] + found["endless"]
    print(f"{room}: {len(every):,} mutants, {len(sample)} tried, {killed} killed "
          f"({killed / max(1, len(sample)):.1%}; {found['endless']} of them by never ending), "
          f"{found['survived']} survived, of which {found['explained']} explained; {found['broken']} broken trials; "
          f"{len(controls)} changes that change nothing, all survived", flush=True)


def _tell(each: Tried, status: int, found: Counter[str]) -> None:
    """Count an outcome, and print it unless it is a kill or explained."""
    outcome = "killed" if status in FAILED else "survived" if status in {PASSED, NONE_LEFT} else "endless" if status < 0 else "broken"
    found[outcome] += 1
    if outcome == "survived" and (each.file, each.was, each.now) in _explained():
        found["explained"] += 1
    elif outcome in {"survived", "broken"}:
        print(f"{outcome.upper()} {each.file}:{each.line}\n    {each.was}\n    {each.now}", flush=True)


def _quickly(tree: Path, sample: list[Tried], touched: Touched, units: list[tuple[str, ...]], workers: int) -> dict[int, int]:
    """The status of every mutant that can be tried so, by its place in the sample, in forks of one session of pytest."""
    target = tree.parent / "quickly.json"

    def each(session: Session) -> None:
        (tree.parent / "forks").mkdir(exist_ok=True)
        run = partial(_run, tree, touched, session, workers)
        data = {each.file: each for each in sample if each.at_import and each.tests}
        controls = run([each._replace(number=-1) for each in data.values()])
        unmoved = {file for file, status in zip(data, controls, strict=True) if status == PASSED}
        places = [i for i, each in enumerate(sample) if each.tests and (not each.at_import or each.file in unmoved)]
        target.write_text(json.dumps(list(zip(places, run([sample[i] for i in places]), strict=True))), "utf-8")

    words = [*QUIET, "-s", *(file for unit in units for file in unit)]
    session = Trial(lambda _: int(pytest.main(words, plugins=[Session(tree, each)])), 36000)
    list(outcomes(iter([session]), 1, tree.parent / "tmp"))
    return dict(json.loads(target.read_text("utf-8")))


def _run(tree: Path, touched: Touched, session: Session, workers: int, tried: list[Tried]) -> list[int]:
    trials = (Trial(partial(_patched, tree, each, touched, session), 120) for each in tried)
    return [status for _, status in sorted(outcomes(trials, workers, tree.parent / "forks"))]


def _patched(tree: Path, each: Tried, touched: Touched, session: Session, folder: Path) -> int:
    """In a fork: the tests of a mutant; what cannot even be imported would fail every one."""
    try:
        (session.run_again if each.at_import else session.patch)(_code(tree, each))
    except Exception:
        return FAILED[0]
    return session.run(each.tests, touched.seconds, folder)


def _touched(tree: Path, room: str, workers: int) -> tuple[Touched, list[tuple[str, ...]]]:
    """What the room's tests touch, and the doctests."""
    names = [str(test_file(f"test_{name}").relative_to(ROOT)) for name in TESTS.get(room.partition("/")[0], COUNTS)]
    doctests = tuple(str(path.relative_to(tree)) for path in sorted(tree.rglob("archcalc/**/*.py")) if ">>> " in path.read_text("utf-8"))
    units = [doctests, *((name,) for name in names if (tree / name).exists())]
    targets = {files: kept(tree, files) for files in units}
    missing = [files for files, target in targets.items() if not target.exists()]
    trials = (Trial(lambda folder, files=files: measure(tree, files, [*QUIET, f"--basetemp={folder}"], targets[files]), 3600)
              for files in missing)
    for number, status in outcomes(trials, workers, tree.parent / "tmp"):
        if status != PASSED:
            sys.exit(f"{missing[number][0]} fails as it is: status {status}")
    return gathered(targets.values()), units


def _every(tree: Path, path: Path, touched: Touched, patience: float) -> Iterator[Tried]:
    file = str(path.relative_to(tree))
    for number, each in enumerate(mutants(path.read_text("utf-8"))):
        tests = touched.chosen(file, each.lines, each.at_import, patience)
        yield Tried(file, number, each.lines.start, each.was, each.now, each.at_import, touched.early(file, each.lines), tuple(tests))


def _trial(tree: Path, each: Tried, touched: Touched) -> Trial:
    return Trial(partial(_work, tree, each, touched.seconds), 120 + 10 * sum(touched.seconds[test] for test in each.tests))


def _work(tree: Path, each: Tried, seconds: dict[str, float], folder: Path) -> int:
    """In a child: the tests of a mutant."""
    if not each.tests:
        return NONE_LEFT
    put_in(tree / each.file, _code(tree, each))
    first = tested(each.tests[:FIRST], seconds, folder)
    return first if first in FAILED or not each.tests[FIRST:] else tested(each.tests[FIRST:], seconds, folder)


def _code(tree: Path, each: Tried) -> CodeType:
    path = tree / each.file
    return compile(changed(path.read_text("utf-8"), each.number), str(path), "exec", dont_inherit=True)


@cache
def _explained() -> dict[tuple[str, str, str], str]:
    """Why a survivor is no worse than the original, by its file and its code before and after."""
    rows = tomllib.loads(Path(__file__).with_name("mutants.toml").read_text("utf-8")).get("explained", [])
    return {(row["file"], row["was"], row["now"]): row["why"] for row in rows}


if __name__ == "__main__":
    sys.exit(main())
