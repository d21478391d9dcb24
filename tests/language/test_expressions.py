"""The arithmetic of `${...}`: Python's where both have it, bounded, and never anything but an answer or a refusal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from together import together

from archcalc.base.errors import ArchcalcError, Refused
from archcalc.base.suggestions import nearest, slips
from archcalc.language.expressions import compile_text

NAMES = {"a": 3, "b": 10, "flag": True, "word": "same", "rows": [1, 2, 3], "keys": {"a": 1}}


def work_out(expression: str):
    return compile_text("${" + expression + "}").evaluate(NAMES)


NUMBERS = st.integers(0, 50).map(str) | st.sampled_from(["a", "b"])
SIGNS = st.sampled_from(["+", "-", "*", "//", "%", "/", "<", "<=", "==", "!=", ">", ">="])


@given(st.recursive(NUMBERS, lambda inner: st.tuples(inner, st.sampled_from(["+", "-", "*"]), inner).map(
    lambda parts: f"({parts[0]} {parts[1]} {parts[2]})"), max_leaves=8))
def test_arithmetic_is_pythons(expression):
    assert work_out(expression) == eval(expression, {}, NAMES)


@given(NUMBERS, SIGNS, NUMBERS, st.sampled_from(["+", "*", "-"]), NUMBERS)
def test_signs_bind_as_pythons_do(first, sign, second, other, third):
    expression = f"{first} {sign} {second} {other} {third}"
    try:
        expected = eval(expression, {}, NAMES)
    except ZeroDivisionError:
        with pytest.raises(Refused, match="division by zero"):
            work_out(expression)
    else:
        assert work_out(expression) == expected


@together(("expression", "value"), [
    ("-a + 1", -2), ("-2 ** 2", -4), ("2 ** a", 8), ("not flag or a == 3", True), ("a if flag else b", 3),
    ("1 if a > b else 2 if flag else 3", 2), ("rows[1]", 2), ("rows[a - 1]", 3), ("[a, b][1]", 10), ("word == 'same'", True),
    ("a < b and not a < 3", True), ("a <= 3 and not b <= a", True), ("a in rows", True), ("a not in rows", False), ("max(a, b, 7)", 10), ("len(rows) + len(word)", 7), ("floor(7 / 2)", 3),
    ("'x' + \"y\"", "xy"), ("true and false", False), ("7 * 5 // 3", 11), ("7 // 2 * 2", 6), ("7 * 5 % 3", 2), ("not flag and not flag", False), ("flag or flag and not flag", True), ("1e3 + .5", 1000.5), ("divisible(100, 8)", 104),
    ("sqrt(a * 3)", 3), ("sqrt(2) * sqrt(2) > 1.99", True), ("rows[1:]", [2, 3]), ("rows[:1] + rows[1:]", [1, 2, 3]), ("rows[:]", [1, 2, 3]), ("word[1:3]", "am"),
    ("range(3)", [0, 1, 2]), ("range(1, 3)", [1, 2]), ("[i * a for i in range(3)]", [0, 3, 6]), ("[i for i in rows if true else rows]", [1, 2, 3]),
    ("[[i + j for j in rows] for i in range(2)][1]", [2, 3, 4]), ("[]", []), ("[a for a in rows][2] + a", 6),
])
def test_everything_that_the_language_has(expression, value):
    assert work_out(expression) == value


def test_parentheses_are_nested_so_deep_and_no_deeper():
    nested = "{}1{}".format
    for deep, before in ((31, ""), (31, "(1) + (1) + ")):
        assert work_out(before + nested("(" * deep, ")" * deep)) == 1 + before.count("1")
        with pytest.raises(Refused, match="32 levels"):
            work_out(before + nested("(" * (deep + 1), ")" * (deep + 1)))


@together("expression", [
    "", "1 +", "(1", "1)", "a b", "a.b", "lambda: 1", "a[", "foo(1)", "1 if a", "**2", "a =", "9 ** 9 ** 9", "1 / 0",
    "10 ** 64", "'a' * 9", "rows * 2", "a + word", "flag + 1", "rows[9]", "a[0]", "min()", "1 and 2", "not 3", "a and",
    "__import__('os')", "a" * 250, "(" * 40 + "1" + ")" * 40, "len(3)", "max(a, word)", "999999999 * 999999999", "keys[0]", "keys + 1",
    "range(10 ** 9)", "range(2000)", "sqrt(-1)", "sqrt(word)", "a[1:]", "rows[word:]", "[i for i in a]", "[i for 3 in rows]", "[i for if in rows]", "[i for i rows]",
    "[[[1 for k in rows] for j in rows] for i in rows]", "volume('x')", "volume()", "volume(a, b)", "i for i in rows",
])
def test_everything_else_is_refused(expression):
    with pytest.raises(Refused):
        work_out(expression)


@given(st.text(max_size=80))
def test_any_text_is_worked_out_or_refused(text):
    try:
        compile_text("${" + text).evaluate(NAMES)
    except (Refused, KeyError, ArchcalcError):
        pass


@given(st.text(alphabet="ab123+-*/%<>=()[]', ", max_size=40))
def test_any_arithmetic_is_worked_out_or_refused(text):
    try:
        value = work_out(text)
    except (Refused, KeyError):
        return
    assert isinstance(value, (str, list, bool)) or abs(value) <= 10**15


WORDS = ("filters", "kernel", "stride", "padding", "dilation", "groups", "bias", "name", "conv", "max_pool", "linear")


def edits(word: str) -> set[str]:
    """Every word one slip away: a letter left out, doubled, replaced, or swapped with its neighbour."""
    halves = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    return ({a + b[1:] for a, b in halves if b} | {a + c + b[1:] for a, b in halves if b for c in "ex_"}
            | {a + c + b for a, b in halves for c in "ex_"} | {a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1}) - {word}


def test_typing_slips_are_understood():
    asked = [(slip, word) for word in WORDS for slip in edits(word)]
    right = sum(nearest(slip, WORDS) == word for slip, word in asked)
    assert right >= 0.97 * len(asked)


@given(st.sampled_from(WORDS), st.data())
def test_one_slip_counts_one(word, data):
    assert slips(data.draw(st.sampled_from(sorted(edits(word)))), word, 3) == 1


def test_nothing_near_is_not_suggested():
    assert nearest("zebra", WORDS) is None
    assert nearest("x", WORDS) is None
