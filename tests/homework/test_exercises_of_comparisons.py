"""Exercises that set something against something: two layers, one setting and another, a layer and the whole.

The right values are products by hand. Every kind has traps: a word that no figure answers, a list that may be a chain.
"""

from pathlib import Path

import pytest
from exercise_verdicts import verdict

from archcalc.homework.exercises import _answered, alternatives
from archcalc.homework.exercises.reading.read import read

ROWS = [line.split("\t") for line in
        (Path(__file__).parent / "exercises_of_comparisons.tsv").read_text("utf-8").splitlines()]


def by_terms(text):
    return _answered(text, read(text))


@pytest.mark.parametrize("kind", sorted({row[0] for row in ROWS}))
def test_what_is_set_against_what(kind):
    told = {sentence: verdict(sentence, expected, by_terms) for name, sentence, expected in ROWS if name == kind}
    assert {sentence: said for sentence, said in told.items() if said != "right"} == {}


WINNERS = {
    "For a 28x28 grayscale input we can pick either a dense layer with 100 neurons or a convolutional layer with 100 "
    "filters of size 5x5. Which of the two has the smaller number of trainable parameters?":
        "fewer: a convolutional layer with 100 filters of size 5x5, ",
    "Does a single 3x3 convolution with dilation 3 or a pair of ordinary 3x3 convolutions see a larger patch of its "
    "input (all strides 1)?": "more: single 3x3 convolution with dilation 3, by 2",
    "Layer A is a 1x1 convolution with 64 filters on a 256-channel input; layer B is a 5x5 convolution with 16 filters "
    "on a 64-channel input. Both have biases. Which layer has more parameters?": "more: layer B, by 9,168",
    "AlexNet uses 96 filters of 11x11 on RGB images, ResNet uses 64 filters of 7x7 on RGB images. Which one has more "
    "parameters?": "more: AlexNet, by 25,472",
    "方案甲：一个 3×3 卷积（256→256）；方案乙：瓶颈结构，即 1×1（256→64）、3×3（64→64）、1×1（64→256）。特征图空间尺寸保持不变，"
    "忽略偏置，哪个方案的计算量更大？": "more: 方案甲, by ",
}
"""What is told first: the alternative in the exercise's own words."""


@pytest.mark.parametrize(("sentence", "first"), WINNERS.items(), ids=[each[:24] for each in WINNERS])
def test_an_alternative_is_called_as_the_exercise_calls_it(sentence, first):
    assert alternatives.report(read(sentence)).notes[0].startswith(first)


def test_a_share_has_a_fraction_in_lowest_terms():
    made = read("By what factor do the weights of a conv layer shrink if a 3x3 convolution with 32 input and 128 output "
                "channels is replaced by a depthwise separable one, biases ignored?")
    assert alternatives.report(made).notes[1].endswith("in lowest terms 137/1152")
