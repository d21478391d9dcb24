"""A mutant's trial: pytest in a forked child, whose parent holds pytest and the libraries but nothing of archcalc."""

import gc
import importlib.machinery
import os
import resource
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from multiprocessing import connection, get_context
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple

import hypothesis
import pytest

QUIET = ["-x", "-q", "--tb=no", "--assert=plain", "-p", "no:cacheprovider",
         "-p", "no:unraisableexception", "-p", "no:threadexception", "-p", "mutation.trials"]
LIBRARIES = ("numpy", "yaml", "typer", "rich.console", "rich.table", "rich.markdown", "onnx", "jsonschema", "hypothesis.strategies", "pandas",
             "pptx", "openpyxl", "xlsxwriter", "PIL.Image", "defusedxml.ElementTree")
PASSED, FAILED, NONE_LEFT = 0, (1, 2), 5


class Trial(NamedTuple):
    """What a child is to do, and the seconds after which it is given up, whatever it waits for."""

    work: Callable[[Path], int]
    seconds: float


def warm() -> None:
    """Import what every child needs, with one thread for each."""
    assert "archcalc" not in sys.modules
    os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    for name in LIBRARIES:
        with suppress(ImportError):
            import_module(name)
    gc.freeze()


def outcomes(trials: Iterator[Trial], workers: int, folder: Path) -> Iterator[tuple[int, int]]:
    """The number of each trial and its exit status, as they end; a signal's number is negative."""
    context, running = get_context("fork"), {}
    numbered = enumerate(trials)
    while True:
        while len(running) < workers and (found := next(numbered, None)) is not None:
            number, trial = found
            child = context.Process(target=_child, args=(trial, folder / str(number)))
            child.start()
            running[number] = child, time.monotonic() + trial.seconds
        if not running:
            return
        connection.wait([child.sentinel for child, _ in running.values()], timeout=5)
        for number, (child, until) in list(running.items()):
            if child.is_alive() and time.monotonic() < until:
                continue
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.join()
            del running[number]
            shutil.rmtree(folder / str(number), ignore_errors=True)
            yield number, child.exitcode


def _child(trial: Trial, folder: Path) -> None:
    os.setpgid(0, 0)
    nowhere = os.open(os.environ.get("MUTANT_LOG", os.devnull), os.O_RDWR | os.O_CREAT | os.O_APPEND)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
    try:
        status = trial.work(folder)
    except BaseException:
        traceback.print_exc()
        status = 70
    os._exit(status)


def put_in(path: Path, code: CodeType) -> None:
    """Whoever imports the file gets this code."""
    loader: Any = importlib.machinery.SourceFileLoader
    from_file = loader.get_code
    loader.get_code = lambda self, name: code if Path(self.path) == path else from_file(self, name)


def tested(tests: Sequence[str], seconds: dict[str, float], folder: Path) -> int:
    """pytest's exit status over some tests, in this order; one that nobody knows, being named after what has changed, is run too."""
    files = list(dict.fromkeys(test.partition("::")[0] for test in tests))
    return int(pytest.main([*QUIET, f"--basetemp={folder}", *files], plugins=[_Chosen(tests, seconds)]))


class _Chosen:
    """Runs the tests that were chosen, in their order; one that takes five times its time, and ten seconds, ends the process."""

    def __init__(self, tests: Sequence[str], seconds: dict[str, float]) -> None:
        self.order, self.seconds = {test: i for i, test in enumerate(tests)}, seconds
        signal.setitimer(signal.ITIMER_PROF, 60)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> None:
        signal.setitimer(signal.ITIMER_PROF, 10 + 5 * self.seconds.get(item.nodeid, 1))

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        kept = [item for item in items if item.nodeid in self.order or item.nodeid not in self.seconds]
        items[:] = sorted(kept, key=lambda item: self.order.get(item.nodeid, len(self.order)))


def pytest_configure() -> None:
    """The same examples every time, and none made smaller: hypothesis as this trial's plugin sets it."""
    phases = [hypothesis.Phase.explicit, hypothesis.Phase.generate]
    hypothesis.settings.register_profile("mutants", deadline=None, derandomize=True, database=None, phases=phases,
                                          suppress_health_check=[hypothesis.HealthCheck.too_slow])
    hypothesis.settings.load_profile("mutants")
