"""Which tests run which lines, and how long each takes: every test file is run once under coverage.py, in a process of its own."""

import hashlib
import json
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from mutation.patching import caches, import_all

AT_IMPORT, AT_COLLECTION = "<import>", "<collection>"


class Touched(NamedTuple):
    """The seconds that every test takes, and the tests that run each line of each file.

    The two moments before tests are among them: a line that is run at import, or while the tests of FILE are collected.
    """

    seconds: dict[str, float]
    tests: dict[str, dict[int, set[str]]]

    def early(self, file: str, lines: range) -> bool:
        """Whether one of the lines is run before any test is."""
        return any(test.startswith((AT_IMPORT, AT_COLLECTION)) for line in lines for test in self.tests.get(file, {}).get(line, ()))

    def chosen(self, file: str, lines: range, at_import: bool, patience: float) -> list[str]:
        """The tests that may notice a change of these lines, as many as may be run in so many seconds.

        Those that run the lines come first, then those that run others of the file; of these the fastest, of every test function one.
        """
        by_line = self.tests.get(file, {})
        found = {test for line in lines for test in by_line.get(line, ())}
        near = {test for tests in by_line.values() for test in tests}
        files = {test.partition(" ")[2] for test in found if test.startswith(AT_COLLECTION)}
        everywhere = at_import or AT_IMPORT in found
        in_files = {test for test in self.seconds if _function(test)[0] in files}
        maybe = self.seconds if everywhere else (found & self.seconds.keys()) | in_files
        ordered, nth = [], Counter[tuple[str, str]]()
        for test in sorted(maybe, key=self.seconds.__getitem__):
            nth[_function(test)] += 1
            ordered.append((test not in found, test not in near, self.seconds[test] * nth[_function(test)], test))
        spent = accumulate(self.seconds[test] for *_, test in sorted(ordered))
        return [test for (*_, test), seconds in zip(sorted(ordered), spent, strict=True) if seconds <= max(patience, self.seconds[test])]


def _function(test: str) -> tuple[str, str]:
    """The file and the function of a test."""
    file, _, function = test.partition("::")
    return file, function.partition("[")[0]


def gathered(files: Iterable[Path]) -> Touched:
    """What several measurements say together."""
    seconds: dict[str, float] = {}
    tests: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for part in map(_read, files):
        seconds |= part["seconds"]
        for file, lines in part["lines"].items():
            for line, numbers in lines.items():
                tests[file][int(line)].update(part["names"][number] for number in numbers)
    return Touched(seconds, tests)


def _read(file: Path) -> dict[str, Any]:
    return json.loads(file.read_text("utf-8"))


def kept(tree: Path, files: tuple[str, ...]) -> Path:
    """Where the measurement of test files is kept, until they or archcalc change."""
    told = hashlib.sha256(repr(files).encode())
    helpers = [path for path in tree.rglob("tests/**/*.py")
               if not path.name.startswith(("test_", "mutants")) and path.parent.name != "mutation"]
    for path in sorted({*tree.rglob("archcalc/**/*.py"), *tree.rglob("architectures/*.yaml"), *helpers, *(tree / file for file in files)}):
        told.update(path.read_bytes())
    return Path(tempfile.gettempdir()) / "archcalc-mutants" / f"{told.hexdigest()[:24]}.json"


def measure(tree: Path, files: tuple[str, ...], words: list[str], target: Path) -> int:
    """Run test files and write down what their tests touch; to be called in a child. The files are one, or hold doctests."""
    coverage = import_module("coverage")
    watch = coverage.Coverage(data_file=None, config_file=False, source=[str(tree / "archcalc")], messages=False)
    watch.start()
    watch.switch_context(AT_IMPORT)
    import_all(tree)
    watch.switch_context(f"{AT_COLLECTION} {files[0]}")
    recorder = _Recorder(watch, tree)
    outcome = int(pytest.main([*words, *files], plugins=[recorder]))
    watch.stop()
    data = watch.get_data()
    names = sorted(data.measured_contexts())
    numbers = {name: number for number, name in enumerate(names)}
    lines = {str(Path(path).relative_to(tree)): {line: [numbers[name] for name in told]
                                                 for line, told in data.contexts_by_lineno(path).items()}
             for path in data.measured_files()}
    target.parent.mkdir(exist_ok=True)
    scratch = target.with_suffix(".part")
    scratch.write_text(json.dumps({"seconds": recorder.seconds, "names": names, "lines": lines}), "utf-8")
    scratch.replace(target)
    return 0 if outcome == pytest.ExitCode.NO_TESTS_COLLECTED else outcome


class _Recorder:
    """Names every test to the coverage, and empties what is remembered between two tests: each is to run its lines itself."""

    def __init__(self, watch: Any, tree: Path) -> None:
        self.watch, self.tree, self.seconds = watch, tree, {}
        self.caches: list[Any] = []

    def pytest_collection_finish(self) -> None:
        self.caches = caches(self.tree)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[Any]:
        for each in self.caches:
            each.cache_clear()
        self.watch.switch_context(item.nodeid)
        began = time.process_time()
        try:
            return (yield)
        finally:
            self.seconds[item.nodeid] = time.process_time() - began
