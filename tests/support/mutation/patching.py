"""The quick way to try a mutant: its functions are given their changed code where they are, in a fork of a session that has collected.

What is run at import is run again in its module, where running the unchanged file again is noticed by no test. All that others did with
it before stays as it was: so a mutant that is let live is tried again by a fresh import, and so are some of those that are killed.
"""

import gc
import signal
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import _lru_cache_wrapper
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import CodeType, FunctionType
from typing import Any

import pytest

_NOWHERE = compile("", "", "exec")
Key = tuple[str, str, tuple[int, int]]


def caches(tree: Path) -> list[Any]:
    """What functions of archcalc and of its tests remember."""
    every = [each for each in gc.get_objects() if type(each) is _lru_cache_wrapper]
    return [each for each in every if str(tree) in getattr(getattr(each, "__wrapped__", None), "__code__", _NOWHERE).co_filename]


def import_all(tree: Path) -> None:
    """Every module of archcalc, also those that are else imported when they are needed; not those whose library is missing."""
    for module in walk_packages([str(tree / "archcalc")], "archcalc."):
        if not module.name.endswith("__main__"):
            try:
                import_module(module.name)
            except ModuleNotFoundError as error:
                if str(error.name).startswith("archcalc"):
                    raise


class Session:
    """A pytest plugin: instead of running the tests it calls `each`, which may fork and run some."""

    def __init__(self, tree: Path, each: Callable[["Session"], None]) -> None:
        self.tree, self.each = tree, each

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        import_all(self.tree)
        self.session, self.items = session, {item.nodeid: item for item in session.items}
        self.caches, self.functions = caches(self.tree), defaultdict(list)
        for function in [each for each in gc.get_objects() if type(each) is FunctionType]:
            if str(self.tree / "archcalc") in function.__code__.co_filename:
                self.functions[_key(function.__code__)].append(function)
        gc.collect()
        gc.freeze()
        self.each(self)
        return True

    def patch(self, code: CodeType) -> None:
        """Give every function of a file the code that it has there now."""
        for part in _codes(code):
            for function in self.functions.get(_key(part), ()):
                function.__code__ = part
        for each in self.caches:
            each.cache_clear()

    def run_again(self, code: CodeType) -> None:
        """Run a file once more in its module: what others took from it before, they keep."""
        module = next(each for each in list(sys.modules.values()) if getattr(each, "__file__", None) == code.co_filename)
        exec(code, module.__dict__)
        for each in self.caches:
            each.cache_clear()

    def run(self, tests: tuple[str, ...], seconds: dict[str, float], folder: Path) -> int:
        """0 unless one of the tests fails; to be called in a fork."""
        folder.mkdir(parents=True)
        self.session.config._tmp_path_factory._basetemp = folder
        for test in tests:
            signal.setitimer(signal.ITIMER_PROF, 10 + 5 * seconds[test])
            self.session.config.hook.pytest_runtest_protocol(item=self.items[test], nextitem=None)
            if self.session.testsfailed:
                return 1
        return 0


def _key(code: CodeType) -> Key:
    """Where a function is written: its file, its name, its first place."""
    places = ((line, column) for line, _, column, _ in code.co_positions() if line and column is not None)
    return code.co_filename, code.co_qualname, min(places)


def _codes(code: CodeType) -> Iterator[CodeType]:
    for part in code.co_consts:
        if isinstance(part, CodeType):
            yield part
            yield from _codes(part)
