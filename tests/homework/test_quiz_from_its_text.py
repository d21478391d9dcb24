"""Every question can be answered from its own text: a reader of the text alone, with textbook formulas, gets the marked answer."""

import re
from math import prod
from pathlib import Path

import pytest

from archcalc import build
from archcalc.homework.handouts import quiz as quizzes
from archcalc.homework.questions.networks import AskedNetwork
from archcalc.loading import library

SEQUENCES = str(Path(__file__).parent / "sequences.yaml")
"""Attention and recurrent layers in all of their ways."""
GATES = {"lstm": 4, "gru": 3, "rnn": 1}


def numbers(text):
    return tuple(map(int, text.split("x")))


def fact(pattern, text, default=None):
    found = re.search(rf"(?:^|, ){pattern}(?=,|$)", text)
    return found[1] if found else default


class Layer:
    """A layer as its facts have it: conv, 96 filters, kernel 11x11, stride 4, padding 0, on 227x227x3."""

    def __init__(self, text, volume=None):
        text, _, read = text.partition(", on ")
        self.text, self.kind = text, text.split(", ")[0]
        self.flat, self.each = read.endswith(", flattened"), read.endswith(", at each of its places")
        self.volume = numbers(read.split(",")[0]) if read else volume
        self.sides, self.channels = self.volume[:-1], self.volume[-1]
        self.bias = "no bias" not in text

    def number(self, name):
        return int(fact(rf"([0-9]+) {name.removesuffix('s')}s?", self.text, 0))

    def window(self, name, default):
        told = numbers(fact(rf"{name} ([0-9x]+)", self.text, default))
        return told * len(self.sides) if len(told) == 1 else told

    @property
    def inputs(self):
        return prod(self.volume) if self.flat else self.channels

    @property
    def output(self):
        if "mean of" in self.text or "maximum of" in self.text:
            return (*(1 for _ in self.sides), self.channels)
        if "neuron" in self.text:
            return (*(self.sides if self.each else ()), self.number("neurons"))
        if self.kind in GATES:
            return (*(() if "the last values" in self.text else self.sides), self.ways * self.number("units"))
        if "kernel" not in self.text:
            return (*self.sides, self.matrices[-1][0]) if self.matrices else self.volume
        kernel, stride, dilation = (self.window(name, "1") for name in ("kernel", "stride", "dilation"))
        if "padding same" in self.text:
            sides = (-(-side // step) for side, step in zip(self.sides, stride, strict=True))
        elif self.kind == "conv transpose":
            sides = ((side - 1) * step - 2 * pad + rate * (size - 1) + 1 for side, size, step, pad, rate in zip(
                self.sides, kernel, stride, self.window("padding", "0"), dilation, strict=True))
        else:
            rounded = (lambda a, b: -(-a // b)) if "sizes rounded up" in self.text else (lambda a, b: a // b)
            sides = (rounded(side + 2 * pad - rate * (size - 1) - 1, step) + 1 for side, size, step, pad, rate in zip(
                self.sides, kernel, stride, self.window("padding", "0"), dilation, strict=True))
        return (*sides, self.number("filters") or self.channels)

    @property
    def weights(self):
        if "neuron" in self.text:
            return self.inputs * self.number("neurons")
        if "filter" in self.text:
            return prod(self.window("kernel", "1")) * self.channels // (self.number("groups") or 1) * self.number("filters")
        return self.recurrent(0) if self.kind in GATES else sum(map(prod, self.matrices))

    @property
    def matrices(self):
        """Those of an attention: of queries, keys, values and the output."""
        if alike := re.search(r"a matrix of ([0-9x]+) for each of queries, keys, values and output", self.text):
            return [numbers(alike[1])] * 4
        own = re.search(r"a matrix of (\S+) for queries, of (\S+) for each of keys and values, and of (\S+) for the output", self.text)
        return [numbers(own[i]) for i in (1, 2, 2, 3)] if own else []

    @property
    def params(self):
        if self.kind in GATES:
            return self.recurrent(("two biases" in self.text) + self.bias)
        scales = {"a scale and a shift for each channel": 2, "a scale for each channel": 1}
        affine = sum(times * self.channels for told, times in scales.items() if told in self.text.split(", "))
        biases = sum(rows for rows, _ in self.matrices) or self.number("neurons") or self.number("filters")
        return self.weights + affine + self.bias * biases

    @property
    def ways(self):
        return 2 if "both directions" in self.text else 1

    def recurrent(self, biases):
        units, total, read = self.number("units"), 0, self.channels
        for _ in range(self.number("layers") or 1):
            total += self.ways * GATES[self.kind] * units * (read + units + biases)
            read = self.ways * units
        return total

    @property
    def macs(self):
        if self.kind in GATES:
            return self.sides[0] * self.weights
        if self.matrices:
            return self.sides[0] * self.weights + 2 * self.sides[0] ** 2 * self.matrices[0][0]
        places = prod(self.sides if self.kind == "conv transpose" or self.each else () if self.flat else self.output[:-1])
        return places * self.weights

    @property
    def bytes(self):
        return 4 * prod(self.output)


def named_layers(text):
    """(name, facts) of each of `conv1 (conv, 96 filters, ...); ...`."""
    return [re.fullmatch(r"(\S+) \((.+)\)", part).groups() for part in text.split("; ")]


def chain(text):
    entrance, told = re.search(r"reads ([0-9x]+)\. Its layers, one after another: (.+?\))\.", text).groups()
    volume = numbers(entrance)
    for _, facts in named_layers(told):
        flat = "neuron" in facts and len(volume) > 1
        layer = Layer(facts, (prod(volume),) if flat else volume)
        yield layer
        volume = layer.output


def field(told):
    size = stride = None
    for _, facts in named_layers(told):
        span = fact("kernel ([0-9x]+)", facts) or re.search("of ([0-9x]+)$", facts)[1]
        layer = Layer(facts, (0,) * (len(numbers(span)) + 1))
        kernel, step, rate = (layer.window(name, default) for name, default in (("kernel", span), ("stride", "1"), ("dilation", "1")))
        size, stride = size or (1,) * len(kernel), stride or (1,) * len(kernel)
        size = tuple(a + r * (k - 1) * s for a, r, k, s in zip(size, rate, kernel, stride, strict=True))
        stride = tuple(a * b for a, b in zip(stride, step, strict=True))
    return "x".join(map(str, size))


def inverse(facts, given, asked):
    """Every value of what is asked that gives what is given."""
    words = {"side does its kernel": "kernel {}", "its stride": "stride {}", "padding is there": "padding {}",
             "many filters": "{} filters", "many neurons": "{} neurons"}
    written = next(form for words, form in words.items() if words in asked)
    output = re.search(r"Its output is ([0-9x]+)\.", given)
    kind, rest = facts.split(", ", 1)
    size = len(Layer(facts).sides)
    if output:
        for value in range(0 if "padding" in written else 1, 40):
            told = "x".join([str(value)] * (size if "kernel" in written else 1))
            layer = Layer(f"{kind}, {written.format(told)}, {rest}")
            if all(side > 0 for side in layer.output) and layer.output == numbers(output[1]):
                yield value
        return
    params = int(re.search(r"It has ([0-9,]+) parameters, biases included\.", given)[1].replace(",", ""))
    one = Layer(f"{kind}, {written.format(Layer(facts).number('groups') or 1)}, {rest}")
    yield params * (one.number("filters") or 1) // one.params


def answer(item):
    """The answer of somebody who reads the question alone."""
    text, figure = item.text, item.key.rpartition(".")[2]
    if found := re.search(r"the layers from the input to \S+ are (.+)\. How large", text):
        return field(found[1])
    if "one after another" in text:
        return str(sum(getattr(layer, figure) for layer in chain(text)))
    if "Which of these" in text:
        told = re.search(r"^.+?: (\S+ \(.+\))\. ", text)[1]
        return max(named_layers(told), key=lambda pair: getattr(Layer(pair[1]), figure))[0]
    facts, rest = re.search(r", \S+: (.+?, on [0-9x]+(?:, flattened|, at each of its places)?)\. (.+)", text).groups()
    if "Its output is" in rest or "It has" in rest:
        (found,) = inverse(facts, rest, rest)
        return str(found)
    found = getattr(Layer(facts), figure)
    return "x".join(map(str, found)) if isinstance(found, tuple) else str(found)


def wrong(name, seed="text", most=150):
    """The questions about a network whose text leads to another answer than the marked one."""
    for item, _ in zip(quizzes.items(AskedNetwork(name, build(name)), seed), range(most), strict=False):
        try:
            told = answer(item)
        except (AttributeError, TypeError, ValueError) as error:
            told = repr(error)
        if told not in {item.right.answer, item.right.answer.split("x")[0]}:
            yield item.text, told, item.right.answer


@pytest.mark.slow
@pytest.mark.parametrize("names", [("alexnet", "googlenet", "vit_b16", "m5", "lstm_classifier", SEQUENCES)])
def test_every_question_can_be_answered_from_its_text(names):
    assert [told for name in names for told in wrong(name, most=20)] == []


@pytest.mark.slow
def test_questions_about_a_sample_of_networks_can_be_answered_from_their_texts():
    """One network of twelve; all of them take a quarter of an hour."""
    assert [told for name in sorted(library.names())[5::12] for told in wrong(name, most=20)] == []
