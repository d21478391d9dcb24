"""What attributes may be: each kind's parser against the JSON Schema that it publishes, over values of every sort, and by hand."""

import jsonschema
import pytest
from together import together

from archcalc.base.errors import Refused
from archcalc.operators import find, kinds

VALUES = [True, False, None, -1, 0, 1, 2, 2.0, 0.5, 1.0, 1.5, 2**31 - 1, 2**31, "", "x", "same", "valid", "word", "x" * 200, "x" * 201, {},
          [], [0], [1], [0, 1], [1, 2], [-1, 2], [1.5, 2], [True, 2], [1, 2, 3], [0, 1, 2, 3], [1, 2, 3, 2**31], [1, 2, 3, 4, 5], [[0], [1, 2]],
          [[]], [[-1]], ["same"]]
KINDS = {repr(kind.schema): (name, attribute, kind) for name in kinds() for attribute, kind in find(name).fields.items()}
"""One operator and attribute for every kind."""


def parsed(kind, value):
    try:
        return kind.parse(value)
    except Refused:
        return None


def schemas_verdict(kind, value):
    return not list(jsonschema.Draft202012Validator(kind.schema).iter_errors(value))


@together(("name", "attribute", "kind"), KINDS.values())
def test_what_is_parsed_is_what_the_schema_takes(name, attribute, kind):
    for value in VALUES:
        verdict = schemas_verdict(kind, value)
        if attribute == "order":  # a schema cannot say that every axis comes once
            verdict = verdict and sorted(value) == list(range(len(value)))
        if kind.steps:  # nor does it name all operators again
            verdict = verdict and all(isinstance(step, str) and find(step) for step in value)
        assert (parsed(kind, value) is not None) == verdict, value


@pytest.mark.parametrize(("name", "attribute", "value", "expected"), [
    ("dropout", "rate", 0, 0.0), ("dropout", "rate", 0.999, 0.999), ("dropout", "rate", 1, None), ("dropout", "rate", -0.1, None),
    ("conv", "filters", 2.0, 2), ("conv", "stride", 2, (2, 2)), ("conv", "stride", [2, 1], (2, 1)),
    ("conv", "padding", 1, (1, 1, 1, 1)), ("conv", "padding", [1, 2], (1, 1, 2, 2)), ("conv", "padding", [1, 2, 3, 4], (1, 2, 3, 4)),
    ("conv", "padding", "valid", (0, 0, 0, 0)), ("conv", "padding", "same", "same"),
    ("upsample", "size", [0, 0], (0, 0)), ("upsample", "size", [0, 2], None), ("upsample", "size", [2, 0], None),
    ("slice", "channels", [1, 3], (1, 3)), ("slice", "channels", [3, 3], None), ("slice", "channels", [3, 1], None),
    ("transpose", "order", [1, 0, 2], (1, 0, 2)), ("transpose", "order", [0, 0, 1], None),
    ("table_conv", "connections", [[0], [1, 2]], ((0,), (1, 2)))])
def test_what_a_value_becomes(name, attribute, value, expected):
    assert parsed(find(name).fields[attribute], value) == expected


def test_operators_are_equal_where_their_kind_and_attributes_are():
    conv = find("conv")
    one, same, other = conv(filters=1, kernel=(3, 3)), conv(filters=1, kernel=(3, 3)), conv(filters=2, kernel=(3, 3))
    assert one == same
    assert hash(one) == hash(same)
    assert one != other
    assert find("relu")() != find("sigmoid")()
    assert len({one, same, other, one.replace(filters=2), find("relu")(), find("sigmoid")(), "conv"}) == 5
    assert repr(find("linear")(units=3, bias=False)) == "linear(units=3, bias=False)"
    with pytest.raises(AttributeError, match="immutable"):
        one.filters = 3
