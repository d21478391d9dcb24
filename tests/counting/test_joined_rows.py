"""Rows that are put together when they are looked at are, for who reads a table, the tuple that they stand for."""

from copy import copy
from itertools import product

import pytest

import archcalc
from archcalc.counting.joined_rows import JoinedRows, MadeOf
from archcalc.counting.receptive_fields.fields import SquareField, joined_squares

HEADS, KINDS = [("a", 1), ("b", 2), ("c", 3)], [(True,), (False,), (True,)]


def rows() -> JoinedRows:
    made = MadeOf([10, 20, 30], lambda number: (number, -number))
    return JoinedRows([JoinedRows([HEADS, made]), KINDS])


WHOLE = (("a", 1, 10, -10, True), ("b", 2, 20, -20, False), ("c", 3, 30, -30, True))


def test_they_are_equal_to_the_tuple_and_read_as_it():
    assert rows() == WHOLE
    assert rows() == rows()
    assert rows() != WHOLE[:2]
    assert hash(rows()) == hash(WHOLE)
    assert (len(rows()), [*rows()], [*reversed(rows())]) == (3, [*WHOLE], [*WHOLE[::-1]])
    for at in range(-3, 3):
        assert rows()[at] == WHOLE[at]
    for start, stop, step in product((None, -2, 0, 1), (None, -1, 2), (None, 1, -1)):
        assert rows()[start:stop:step] == WHOLE[start:stop:step]
    with pytest.raises(IndexError):
        rows()[3]


def test_a_row_that_was_looked_at_last_is_not_taken_for_another():
    one = rows()
    assert [one[0], one[1], one[1], one[-1], one[2], one[0]] == [WHOLE[i] for i in (0, 1, 1, 2, 2, 0)]


def test_they_are_added_multiplied_and_stored_as_the_tuple():
    assert rows() + WHOLE == WHOLE + rows() == rows() * 2 == WHOLE * 2
    stored = copy(rows())  # as it is pickled, too
    assert type(stored) is tuple
    assert stored == WHOLE


def test_a_column_is_that_of_the_rows():
    for position in range(len(WHOLE[0])):
        assert [*rows().column(position)] == [row[position] for row in WHOLE]
    assert [*JoinedRows([[]]).column(0)] == []


def test_the_tables_of_networks_are_such_rows():
    table = archcalc.analyze("resnet18").table("layers")
    whole = tuple(table.rows)
    assert not isinstance(table.rows, tuple)
    assert table.rows == whole
    for position, column in enumerate(table.columns):
        assert table.column(column.key) == [row[position] for row in whole]
    assert [*table.records()] == [dict(zip((column.key for column in table.columns), row, strict=True)) for row in whole]


@pytest.mark.parametrize(("fields", "joined"), [
    ([SquareField(2, -3, 5, 2), SquareField(2, -1, 9, 2)], SquareField(2, -3, 9, 2)),
    ([SquareField(2, -3, 5, 2), SquareField(1, -3, 5, 2)], None),
    ([SquareField(2, -3, 5, 2), SquareField(2, -3, 5, 3)], None),
    ([SquareField(2, -3, 5, 2), None], None),
    ([None, SquareField(2, -3, 5, 2)], None),
])
def test_fields_that_are_alike_along_all_axes_are_joined(fields, joined):
    assert joined_squares(fields) == joined


def test_one_that_all_branches_see_stays_the_same_object():
    field = SquareField(2, -3, 5, 2)
    assert joined_squares([field, field]) is field
