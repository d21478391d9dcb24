"""Many small cases as one test: to collect, send and report a thousand tests takes longer than their cases do."""

import functools
import inspect

import pytest

PARAMETERS = type(pytest.param())


def named(case, *, alone):
    """The name of a case, if it has one, and its values."""
    if isinstance(case, PARAMETERS):
        assert not case.marks, "a case that is marked stands by itself"
        return case.id, case.values
    return None, (case,) if alone else tuple(case)


def together(names, cases):
    """Like pytest.mark.parametrize, but one test goes through all cases; whatever fails is told with its case.

    For cases that leave nothing behind: fixtures are the same for all of them.
    """
    wanted = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    values = [named(case, alone=len(wanted) == 1) for case in cases]

    def decorated(function):
        @functools.wraps(function)
        def every(**fixtures):
            failed, skipped = [], []
            for name, case in values:
                try:
                    function(**dict(zip(wanted, case, strict=True)), **fixtures)
                except Exception as error:
                    error.add_note(f"case: {name or repr(case)[:300]}")
                    failed.append(error)
                except pytest.skip.Exception as reason:
                    skipped.append(reason)
            if failed:
                raise ExceptionGroup(f"{len(failed)} of {len(values)} cases fail", failed[:20])
            assert values, "no case at all"
            if len(skipped) == len(values):
                raise skipped[0]
        signature = inspect.signature(function)
        every.__signature__ = signature.replace(parameters=[each for each in signature.parameters.values() if each.name not in wanted])
        return every
    return decorated
