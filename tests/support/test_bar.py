"""The script that goes through the bar: its rows name tests that exist, and the records that it reads hold no difference."""

import ast

import bar
import pytest
from places import ORACLE


def test_there_are_nineteen_rows():
    assert list(bar.ROWS) == list(range(1, 20))


@pytest.mark.parametrize("number", bar.ROWS)
def test_the_tests_of_a_row_exist(number):
    row = bar.ROWS[number]
    assert row.tests or row.figures
    for file, beginnings in row.tests.items():
        names = [node.name for node in ast.walk(ast.parse(bar.test_file(file).read_text("utf-8"))) if isinstance(node, ast.FunctionDef)]
        for beginning in beginnings or ("test_",):
            assert any(name.startswith(beginning) for name in names), (file, beginning)
    assert set(row.slow) <= set(row.tests)


@pytest.mark.parametrize("number", [7, 12, 13, 14, 15, 16, 17, 18, 19])
def test_what_was_recorded_holds_no_difference(number, monkeypatch):
    monkeypatch.syspath_prepend(str(ORACLE))
    parts = list(bar.ROWS[number].figures())
    assert parts
    assert not [part.what for part in parts if part.differ]
