"""Where archcalc stands beside the bar it set itself: nineteen promises, each with what agreed, was skipped and differs.

    python tests/support/bar.py                 every row (some minutes)
    python tests/support/bar.py --quick         what takes a minute; the rest is left out, and said to be
    python tests/support/bar.py --only 9 15     some rows

A row is measured by the tests that keep its promise, which are run here and counted, and by what the long runs left behind:
the recordings of tests/oracle, tests/support/fuzz/record.json, and tests/support/bar.json, where the figures of mutants.py
and of coverage are entered by hand (of a room the mutants tried and killed and the survivors explained). A row differs where
a test fails or a recording holds a difference, and the script then ends with 1; it is short where a figure is not reached.
"""

import argparse
import ast
import contextlib
import io
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from places import ORACLE, ROOT, TESTS, test_file

HERE = Path(__file__).parent
sys.path[:0] = [str(ROOT), *(str(TESTS / room) for room in ("language", "cli"))]
ENTERED = json.loads((HERE / "bar.json").read_text("utf-8"))
READERS = {"language"}
"""The rooms of the reader, of whose mutants four fifths must be noticed; of the others nine tenths."""
MOST_TOLD = 12
"""So many reasons of a recording are told."""


class Part(NamedTuple):
    """Something that was compared: how often it agreed, was skipped (for reasons that are told) and differed.

    `short` says what a figure lacks.
    """

    what: str
    agreed: int = 0
    skipped: int = 0
    differ: int = 0
    short: str = ""
    told: tuple[str, ...] = ()


class Row(NamedTuple):
    """A promise: the tests that keep it (a file, or a file and the beginnings of names), and other figures."""

    promise: str
    tests: dict[str, tuple[str, ...]] = {}
    figures: Callable[[], Iterator[Part]] = lambda: iter(())
    slow: tuple[str, ...] = ()
    """Tests that are marked slow or take their time, which the quick run leaves out."""


def recorded(*path: str) -> Any:
    return json.loads(ORACLE.joinpath(*path).read_text("utf-8"))


def fuzzed(goals: dict[str, int]) -> Iterator[Part]:
    """Executions of a fuzzer; several targets may share a goal."""
    record = HERE / "fuzz" / "record.json"
    entries = json.loads(record.read_text("utf-8")) if record.exists() else {}
    for names, goal in goals.items():
        mine = [entries[name] for name in names.split("+") if name in entries]
        runs, found = (sum(entry[key] for entry in mine) for key in ("executions", "findings"))
        told = ["never run"]
        if mine:
            until, slowest, memory = (max(entry[key] for entry in mine) for key in ("until", "slowest", "memory"))
            told = [f"{found} findings in all, each mended and kept in tests/support/fuzz/corpus; last run {until}",
                    f"at most {slowest:.2f} s and {memory} MiB for one input"]
        yield Part(f"fuzzing {names}, executions", runs, short=f"{runs:,} of {goal:,}" if runs < goal else "", told=tuple(told))


def places() -> Iterator[Part]:
    from test_messages import broken_places

    exact, untold = broken_places()
    short = f"{exact[True]} of {exact.total()}" if exact[True] < 0.95 * exact.total() else ""
    yield Part("a letter wrong in a bundled specification: the exact column", exact[True], short=short)
    places = sorted({text.partition("\n")[0] for text in untold})
    yield Part("... told at another place, which names the right one", exact[False], told=tuple(places)[:3])


def suggestions() -> Iterator[Part]:
    from test_messages import GROUPS, RIGHT, tried

    for group in GROUPS:
        right, count = tried(group, 2 if group == "networks" else 4)
        yield Part(f"typing slips in {group}: the name that was meant comes first", right,
                    told=(f"{count - right} of {count:,} nearer to another name",),
                    short=f"{right / count:.1%}" if right < RIGHT * count else "")


def bombs() -> Iterator[Part]:
    from test_faults import bombs as measured

    memory, seconds = measured()
    slowest = max(seconds, key=seconds.get)
    yield Part("bombs of at most 1 MiB, refused", sum(each <= 2 for each in seconds.values()),
               short=f"{slowest}: {seconds[slowest]:.2f} s" if seconds[slowest] > 2 else "",
               told=(f"{memory} MiB in all, of 128; the slowest, {slowest}, {seconds[slowest]:.2f} processor seconds, of 2",))


def large() -> Iterator[Part]:
    from test_faults import LARGE, analyzed

    for name in LARGE:
        with tempfile.TemporaryDirectory() as folder:
            layers, memory, seconds = analyzed(name, Path(folder))
        yield Part(f"a network of {layers:,} layers, {name}: analyzed and written", 1,
                   told=(f"{seconds:.1f} processor seconds of 10, {memory} MiB of 1,024",),
                   short="" if seconds <= 10 and memory <= 1024 else "too slow or too large")


def covered() -> Iterator[Part]:
    for name, goal in (("core", 1.0), ("all", 0.95)):
        entry = ENTERED["coverage"][name]
        whole = entry["lines"] + entry["branches"]
        missing = entry["missing"] + entry["partial"]
        share = 1 - missing / whole if whole else 0
        yield Part(f"lines and branches of {name}", whole - missing, short="" if share >= goal else f"{share:.2%}, of {goal:.0%}",
                   told=(f"{missing:,} not reached; measured {entry['date'] or 'never'}",))


def mutated() -> Iterator[Part]:
    for room, entry in ENTERED["mutants"].items():
        goal = 0.8 if room in READERS else 0.9
        dead = entry["killed"] + entry["explained"]
        score = dead / entry["tried"] if entry["tried"] else 0
        rate, date = entry["killed"] / max(1, entry["tried"]), entry["date"] or "never run"
        raw = f"raw score {rate:.1%} of {entry['tried']:,}, {entry['explained']} explained; {date}"
        yield Part(f"mutants of {room}", dead, told=(raw,), short="" if score >= goal else f"{score:.1%}, of {goal:.0%}")


def properties() -> Iterator[Part]:
    """Functions that hypothesis is given examples for."""
    trees = [ast.parse(path.read_text("utf-8")) for path in TESTS.rglob("test_*.py")]
    found = [node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
             and any(getattr(getattr(each, "func", None), "id", "") == "given" for each in node.decorator_list)]
    yield Part("properties", len(found), short="" if len(found) >= 30 else f"{len(found)} of 30")


def compared(what: str, counts: Counter, explained: tuple[str, ...] = (), reasons: dict[str, int] | None = None) -> Part:
    """A recording's counts by outcome."""
    apart = {name: counts[name] for name in explained if counts[name]}
    told = [f"{number:,} {name}: explained" for name, number in apart.items()]
    ordered = sorted((reasons or {}).items(), key=lambda item: -item[1])
    told += [f"skipped {number:,}: {reason}" for reason, number in ordered[:MOST_TOLD]]
    if others := ordered[MOST_TOLD:]:
        told += [f"skipped {sum(number for _, number in others):,} for {len(others)} other reasons"]
    agreed = counts["agreed"] + counts["refused"] + sum(apart.values())
    return Part(what, agreed, counts["skipped"], counts.total() - agreed - counts["skipped"], told=tuple(told))


def third_parties() -> Iterator[Part]:
    from configurations import EXPLAINED
    from keras_tests import EXPLAINED as BY_KERAS

    for what, file in (("random configurations, PyTorch", "configurations"), ("PyTorch's own samples", "torch_samples"),
                       ("Keras's own tests", "keras_tests")):
        told = recorded(f"{file}.json")
        yield compared(what, sum(map(Counter, told["counts"].values()), Counter()), (*EXPLAINED, *BY_KERAS), told.get("skipped"))
    yield from onnx_cases()
    yield from yaml_suite()
    figures = [json.loads(path.read_text("utf-8")) for path in (ORACLE / "recorded").glob("*.json")]
    yield Part("networks of torchvision, timm, pytorchcv and others: parameters, MACs, layers", sum("params" in each for each in figures))
    yield Part("networks exported to ONNX: onnx's checker and inference, onnxruntime's values", len(recorded("onnx_export.json")))
    yield Part("operators' values over their grid, PyTorch", len(recorded("operators.json")))
    yield Part("networks' values, PyTorch", len(list((ORACLE / "values").glob("*.json"))))


def yaml_suite() -> Iterator[Part]:
    from test_yaml_suite import BAD, CASES, LENIENT

    yield Part(f"yaml-test-suite's documents: {len(BAD)} of {len(CASES)} must fail; refused", len(BAD) - len(LENIENT),
               told=(f"{len(LENIENT)} explained: libyaml reads {', '.join(f'{name} ({what})' for name, what in LENIENT.items())}",))


def onnx_cases() -> Iterator[Part]:
    """ONNX's own cases: those that come with PyTorch, and single nodes."""
    told = recorded("recorded", "onnx_cases.json")
    for what, keys in (("ONNX's cases from PyTorch", [key for key in told["passed"] if key.startswith("pytorch")]),
                       ("ONNX's cases of nodes", [key for key in told["passed"] if not key.startswith("pytorch")])):
        reasons = sum((Counter(told["refused"].get(key, {})) for key in keys), Counter())
        wrong = sum(number for reason, number in reasons.items() if reason.startswith("WRONG"))
        agreed = sum(told["passed"][key][0] for key in keys)
        total = sum(told["passed"][key][1] for key in keys)
        known = Counter()
        for reason, number in reasons.items():
            known[_kind(reason)] += number
        skipped = tuple(f"skipped {number:,}: {reason}" for reason, number in known.most_common(MOST_TOLD))
        yield Part(what, agreed, total - agreed - wrong, wrong, told=skipped)


def _kind(reason: str) -> str:
    """A refusal without what is particular to its case."""
    if "no rule for" in reason:
        return "no rule for one of its operators: shapes as the file states them"
    before, _, last = reason.rpartition(": ")
    return before[:60].rpartition("/")[2] + last[:60]


def corpus() -> Iterator[Part]:
    kept = [path for path in (HERE / "fuzz" / "corpus").glob("*/*") if path.is_file()]
    yield Part("inputs that failed once, kept", len(kept))


def sabotaged() -> Iterator[Part]:
    """Sabotages, by what they are of; of each the proof that noticed."""
    found = json.loads((HERE / "sabotages.json").read_text("utf-8"))
    proofs = Counter(by.partition(",")[0] for by in found.values())
    missed = [name for name, by in found.items() if not by]
    yield Part("rules, kernels, figures and readers made wrong once, and noticed", len(found) - len(missed), differ=len(missed),
               told=tuple(f"{count} by {by}" for by, count in proofs.most_common(MOST_TOLD)))


def dropped() -> Iterator[Part]:
    """Pieces of files that were left out or replaced; of those rightly in silence, silent_pieces.py says why."""
    for name, found in json.loads((HERE / "silent_pieces.json").read_text("utf-8")).items():
        silent, rightly = len(found["silent"]), len(found["rightly"])
        yield Part(f"pieces of {name}", found["changes"] - silent - rightly, rightly, silent)


DOORS = ("notation", "solve", "keras", "form", "notebook", "manifest", "page", "server")
ROWS = {
    1: Row("No traceback, ever", {"test_refusals": (), "test_yaml_suite": (), "test_fuzz": (), "test_faults": ("test_bombs",), "test_onnx_reading": ("test_a_hostile",)},
           lambda: fuzzed({"reader": 10_000_000, "whole+network+language": 2_000_000, "onnx": 2_000_000, **dict.fromkeys(DOORS, 2_000_000)})),
    2: Row("Every refusal is a place", {"test_refusals": ("test_a_mistake",), "test_language": ("test_a_mistake_in_a_network_that_is_extended",)}, places),
    3: Row("Every refusal helps", {"test_messages": ("test_of_names", "test_nothing", "test_a_message"), "test_refusals": ("test_at_most_twenty", "test_all_the")},
           suggestions, ("test_messages",)),
    4: Row("Bounded reading", {"test_faults": ("test_bombs",), "test_refusals": ("test_bytes", "test_a_bomb")}, bombs),
    5: Row("Bounded analysis", {"test_refusals": ("test_a_bomb",)}, large),
    6: Row("The executor refuses first", {"test_running": ("test_what_does_not_fit", "test_a_plan", "test_memory")}),
    7: Row("ONNX import survives", {"test_onnx_reading": ("test_a_hostile", "test_external", "test_the_values")}, lambda: fuzzed({"onnx": 2_000_000})),
    8: Row("Inert outputs", {"test_inert": (), "test_formats": ("test_pptx_shows", "test_xlsx_shows", "test_latex_compiles"), "test_command_line": ("test_names",)}),
    9: Row("The command line", {"test_surroundings": (), "test_command_line": ()}, slow=("test_surroundings",)),
    10: Row("Never half a file", {"test_faults": ("test_whichever", "test_two", "test_ctrl_c", "test_a_disk", "test_a_sweep", "test_a_name")}, slow=("test_faults",)),
    11: Row("Deterministic", {"test_faults": ("test_the_same", "test_lines")}, slow=("test_faults",)),
    12: Row("Coverage", figures=covered),
    13: Row("Mutants are noticed", figures=mutated),
    14: Row("Properties", {"test_laws": (), "test_windows": ()}, properties),
    15: Row("Third parties", {"test_configurations": (), "test_torch_samples": (), "test_keras_tests": (), "test_recorded": (), "test_values": (), "test_kernels": ("test_every_operator_gives",),
                              "test_onnx_reading": ("test_the_models", "test_every_shape", "test_onnx_cases_as"), "test_onnx_export": ()}, third_parties),
    16: Row("A fault stays mended", {"test_fuzz": ("test_what_was_found",)}, corpus),
    17: Row("Every proof can fail", {"test_sabotages": ()}, sabotaged),
    18: Row("No silent drop", {"test_silent_pieces": (), "test_onnx_mutations": (), "test_nothing_vanishes": (), "test_said_options": ()}, dropped),
    19: Row("Every number twice", {}, lambda: fuzzed({"language_twin+notation_twin": 200_000})),
}


class Tally:
    """How the tests went, by file and name; pytest tells."""

    def __init__(self) -> None:
        self.outcomes: dict[str, str] = {}
        self.reasons: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.when == "call" or report.outcome != "passed":
            self.outcomes[report.nodeid] = report.outcome
        if report.outcome == "failed":
            self.reasons[report.nodeid] = getattr(getattr(report.longrepr, "reprcrash", None), "message", "").partition("\n")[0][:200]

    def part(self, file: str, beginnings: tuple[str, ...]) -> Part:
        mine = [(node, outcome) for node, outcome in self.outcomes.items() if Path(node.partition("::")[0]).stem == file
                and (not beginnings or node.partition("::")[2].startswith(beginnings))]
        counts = Counter(outcome for _, outcome in mine)
        failed = tuple(f"differs: {node}: {self.reasons[node]}" for node, outcome in mine if outcome == "failed")
        short = "" if mine else "no such test was run"
        return Part(f"{file}.py, cases", counts["passed"], counts["skipped"], counts["failed"], short, failed)


def run_tests(rows: list[Row], quick: bool) -> Tally:
    """The tests of some rows, once each."""
    tally, slow = Tally(), sorted({str(test_file(name)) for row in rows for name in row.slow})
    files = sorted({str(test_file(name)) for row in rows for name in row.tests})
    names = sorted({each for row in rows for beginnings in row.tests.values() for each in beginnings})
    every = any(not beginnings for row in rows for beginnings in row.tests.values())
    common = ["-q", "-p", "no:cacheprovider", "--no-header", "-n", "0", *([] if every else ["-k", " or ".join(names)])]
    for chosen, mark in ((files, "not slow and not oracle and not browser and not gpu"), (slow, "slow and not oracle")):
        if chosen and not (quick and chosen is slow):
            with contextlib.redirect_stdout(io.StringIO()):
                pytest.main([*common, "-m", mark, *chosen], plugins=[tally])
    return tally


def state(parts: list[Part]) -> str:
    return "DIFFERS" if any(part.differ for part in parts) else "short" if any(part.short for part in parts) else "met"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", type=int, nargs="+", choices=list(ROWS), default=list(ROWS))
    given = parser.parse_args()
    sys.path.insert(0, str(ORACLE))
    tally, states = run_tests([ROWS[number] for number in given.only], given.quick), Counter()
    for number in given.only:
        row = ROWS[number]
        parts = [*(tally.part(file, beginnings) for file, beginnings in row.tests.items()), *row.figures()]
        states[verdict := state(parts)] += 1
        sums = [sum(getattr(part, name) for part in parts) for name in ("agreed", "skipped", "differ")]
        print(f"{number:2}  {row.promise:30} {sums[0]:>11,} agreed {sums[1]:>7,} skipped {sums[2]:>5,} differ   {verdict}")
        for part in parts:
            print(f"      {part.agreed:>11,}  {part.what}{f' (SHORT: {part.short})' if part.short else ''}")
            print("".join(f"                     {line}\n" for line in part.told), end="")
    left = "; the slow tests were left out" if given.quick else ""
    print(", ".join(f"{count} {name}" for name, count in states.items()) + left)
    return 1 if states["DIFFERS"] else 0


if __name__ == "__main__":
    sys.exit(main())
