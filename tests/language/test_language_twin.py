"""Files of both editions made by chance, against an interpreter that shares no line with the engine."""

from random import Random

import pytest
from language_twin import Reader, Refused, difference, made


def test_the_engine_reads_files_as_the_interpreter_does():
    """support/language_twin.py goes on for as long as one likes; what is refused must be refused by both."""
    assert [told for number in range(40) if (told := difference(number))] == []


def test_most_files_that_are_made_are_networks():
    sound = 0
    for number in range(40):
        try:
            sound += len(Reader(made(Random(number))).rows) > 1
        except (Refused, ArithmeticError, LookupError):
            pass
    assert sound > 20


def test_a_difference_is_seen():
    """The interpreter's own figures, by hand: a loop of two convolutions whose second takes the first one's weights."""
    text = """
input: [4, 12, 12]
options: {w: 8}
modules: {m: {parameters: {f: , g: "${f * 2}"}, layers: [conv: {filters: g, kernel: 3, padding: 1}]}}
layers: [m: {name: a, f: c_in // 2}, repeat: {times: 2, share: true, layers: [conv: {filters: 4, kernel: 1, bias: false}]}, concat: {from: [a, conv2]}]
"""
    assert Reader(text).rows == [
        ("input", [4, 12, 12], 0, 0), ("a/conv1", [4, 12, 12], 148, 20736), ("conv1", [4, 12, 12], 16, 2304),
        ("conv2", [4, 12, 12], 0, 2304), ("concat1", [8, 12, 12], 0, 0)]
    with pytest.raises(Refused):
        Reader(text.replace("kernel: 3", "kernel: 30"))
