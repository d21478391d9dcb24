"""Exercises in the words of courses, exams and forums, in six languages; right values worked out with a pencil.

A third of them, chosen by a hash, was put aside unseen while the reader was written. Measured once, when it was done: of
111, 106 were answered right and 4 refused; of one, the second of the two figures that it asks for was left out.

Those of `other` were written afterwards, in the ways of other authors. Of 150, 50 chosen by a seed were put aside: 37 of
them were answered right, 12 refused, of one the length asked for was left out. Of 52 more, unlike those, 34 were answered
right, 18 refused, none wrongly; of 40 more, after mending, 35 right, 5 refused. What they brought to light was mended
then, so that they are no longer unseen.
"""

import hashlib
import re
from pathlib import Path

import pytest
from exercise_verdicts import faults, verdict
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from archcalc.base.errors import ArchcalcError
from archcalc.homework.exercises import solve

ROWS = [line.split("\t") for line in (Path(__file__).parent / "exercises.tsv").read_text("utf-8").splitlines()]
SEED = "tutor-20261129"


def held_out(sentence):
    return int(hashlib.sha256((SEED + sentence).encode()).hexdigest(), 16) % 3 == 0


EVERY = 40
"""One of so many rows is read in the fast suite; all of them are in the slow one."""


@pytest.mark.parametrize("rows", [ROWS[::EVERY], pytest.param(ROWS, marks=pytest.mark.slow)], ids=["some", "all"])
def test_no_exercise_is_answered_wrongly_and_those_seen_are_answered(rows):
    told = {sentence: verdict(sentence, expected) for _, sentence, expected in rows}
    assert {sentence: each for sentence, each in told.items() if each not in {"right", "refused"}} == {}
    assert [sentence for sentence, each in told.items() if each == "refused"] == [each for each in REFUSED if each in told]
    assert 0.25 < sum(map(held_out, told)) / len(told) < 0.45


TEACHERS = [line.split("\t") for line in (Path(__file__).parent / "exercises_of_teachers.tsv").read_text("utf-8").splitlines()]


@pytest.mark.parametrize(("rows", "share"), [(TEACHERS[::EVERY], 0.6), pytest.param(TEACHERS, 0.84, marks=pytest.mark.slow)], ids=["some", "all"])
def test_exercises_of_other_teachers_are_answered_right_or_refused(rows, share):
    """Written before the reader knew of one of several layers, of shares and of changes.

    Of the first 151, 50 chosen by a hash were put aside. Of the others 26 were answered right, 69 refused and 6 answered wrongly
    at first; when 93 of them were answered, and none wrongly, the 50 were measured once: 31 right, 18 refused, 1 wrong. Of 30 fresh
    ones, after mending, 21 were right, 6 refused, 3 wrong; of 30 more, 23 right, 6 refused, 1 wrong. All that came to light was
    mended, so that none of them are unseen any longer.
    """
    told = [verdict(sentence, expected) for _, sentence, expected in rows]
    assert {each for each in told if each != "right" and not each.startswith("refused")} == set()
    assert told.count("right") >= share * len(told)


INTERVIEWS = [line.split("\t") for line in (Path(__file__).parent / "exercises_of_interviews.tsv").read_text("utf-8").splitlines()]


@pytest.mark.parametrize(("rows", "share"), [(INTERVIEWS[::EVERY], 0.6), pytest.param(INTERVIEWS, 0.86, marks=pytest.mark.slow)], ids=["some", "all"])
def test_exercises_of_interviews_are_answered_right_or_refused(rows, share):
    """Written, 80 of them, before anything of the reader was looked at; 30, chosen by a hash, were put aside unseen.

    Of the other 50, 15 were answered right at first, 35 refused. When 43 of them were right the 30 were measured once: 15 right,
    13 refused; of one the sum that it asks for was left out, beside another stood a figure that nobody asked for. Of 25 fresh ones,
    after mending, 14 were right, 10 refused, 1 wrong; of 16 more, 11 right, 5 refused. What came to light was mended, so that none
    are unseen any longer.
    """
    told = {sentence: verdict(sentence, expected) for _, sentence, expected in rows}
    assert {sentence: each for sentence, each in told.items() if each not in {"right", "refused"}} == {}
    assert list(told.values()).count("right") >= share * len(told)


TEXTBOOKS = [line.split("\t") for line in (Path(__file__).parent / "exercises_of_textbooks.tsv").read_text("utf-8").splitlines()]


@pytest.mark.parametrize(("rows", "share"), [(TEXTBOOKS[::EVERY], 0.6), pytest.param(TEXTBOOKS, 0.84, marks=pytest.mark.slow)],
                         ids=["some", "all"])
def test_exercises_of_textbooks_are_answered_right_or_refused(rows, share):
    """Of courses, exams, forums and the ends of chapters, 94 written before anything of the reader was looked at.

    Of the 64 that were not put aside, 34 were right at first, 26 refused, 4 answered wrongly. Fresh ones followed, each set
    after all before it was mended: of 45, 21 were right, 24 refused; of 45, 25 right, 19 refused, 1 wrong; of 45, 21 right, 21
    refused, 3 wrong; of 25, 11 right, 13 refused, 1 wrong. Of the 30 put aside, measured once at the end, 12 were right, 17
    refused, 1 wrong; five of them had been used while mending: of the 25 others 9 were right. What came to light was mended.
    """
    told = {sentence: verdict(sentence, expected) for _, sentence, expected in rows}
    assert {sentence: each for sentence, each in told.items() if each not in {"right", "refused"}} == {}
    assert list(told.values()).count("right") >= share * len(told)


REFUSED = [
    "embedding with 10000 entries of 100 features: how many parameters?",
    "conv 3x3x64 stride 1 pad 1 on 112x112x64",
    "conv 8 3x3, conv 16 3x3, pool 2, fc 10 on 28x28x1; how many parameters do the two conv layers have?",
    "6 transformer encoder layer with d_model 512, 8 heads and feed-forward dimension 2048: parameters",
]
"""Filters, or the depth of one?"""


def refusal(text):
    """Why an exercise is refused; nothing where it is answered."""
    try:
        solve(text)
    except ArchcalcError as error:
        return error.text
    return ""


WORDINGS = {
    "filters": ["{} filters", "{} kernels", "filters={}", "with {} output channels", "number of filters {}"],
    "kernel": ["{0}x{0} kernel", "kernel size {}", "kernel={}", "filter size of {0}x{0}", "a window of {0} x {0}"],
    "stride": ["stride {}", "a stride of {}", "stride={}", "using stride {}", "strides {0}x{0}"],
    "padding": ["padding {}", "pad {}", "zero padding of {}", "padding={}", "pad = {}"],
    "dilation": ["dilation {}", "dilation rate {}", "dilation={}"],
}


@settings(max_examples=12)
@given(st.data())
def test_attributes_in_any_order_and_wording_mean_what_they_say(data):
    """The twin: the formula of the lecture, with the numbers put in."""
    n, k, s, p, d, c, size = (data.draw(st.integers(*ends)) for ends in [(1, 64), (1, 7), (1, 4), (0, 3), (1, 2), (2, 40), (16, 64)])
    assume(c != size + 1)  # two equal sides last are an image, its channels first
    said = {"filters": n, "kernel": k, "stride": s, "padding": p, "dilation": d}
    phrases = [data.draw(st.sampled_from(WORDINGS[name])).format(value) for name, value in said.items()]
    words = data.draw(st.sampled_from([", ", " and ", " with ", ", and "])).join(data.draw(st.permutations(phrases)))
    noun = data.draw(st.sampled_from(["conv", "a convolution layer", "Conv layer", "a 2d convolution", "convolutional layer"]))
    text = data.draw(st.sampled_from([
        "{noun} with {words} on {volume}", "input {volume}: {noun}, {words}", "{noun}: {words}; input of {volume}",
        "What is the output of {noun} with {words} applied to a {volume} image, and how many parameters has it?"]))
    report = solve(text.format(noun=noun, words=words, volume=f"{size}x{size + 1}x{c}"))
    out = [(side + 2 * p - (d * (k - 1) + 1)) // s + 1 for side in (size, size + 1)]
    assert [*faults(report, f"out={out[0]}x{out[1]}x{n} params={n}*({k}*{k}*{c}+1)")] == []


@pytest.mark.parametrize("step", [150, pytest.param(5, marks=pytest.mark.slow)])
def test_a_word_that_nobody_knows_is_refused_under_a_caret(step):
    """In the place of words of exercises; names of modules before a class, nn.Conv2d, are free.

    A sentence that says nothing besides is left out, and named.
    """
    for _, sentence, _ in ROWS[::step]:
        for word in list(re.finditer(r"[^\W\d_]+", sentence))[::3]:
            changed = f"{sentence[:word.start()]} qzxw {sentence[word.end():]}"
            assert refusal(changed) or "(" in sentence or is_named(changed, "qzxw"), changed


def is_named(text, word):
    """True where a note says that a sentence with a word is not read."""
    return any(note.startswith("not read: ") and word in note for note in solve(text).notes)


def test_a_number_that_nobody_asked_for_is_refused():
    for sentence in ["conv 8 3x3 on 8x8x3 7", "7 conv 8 3x3 on 8x8x3, 9", "fc 10 20 on 784", "pool 2 2 2 on 8x8x3",
                     "what stride gives 4 under 2x2 on 8x8, 9?"]:
        with pytest.raises(ArchcalcError, match=r"not understood|how many|said twice|so many|not said"):
            solve(sentence)


@pytest.mark.quick(cases=5)
@pytest.mark.parametrize("text", [
    "nn.Conv2d(" * 300, "nn.Sequential(" + "nn.ReLU()," * 900, "nn.Conv2d(9**9**9, 3, 3) on 8x8", "nn.Linear(__import__('os').getpid(), 2)",
    "((((" * 900, "999999999 convs 3x3 on 8x8x3", "nn.Conv2d(2**31*2**31, 3, 3) on 8x8", "×" * 3999,
    "1" * 3000, "和" * 2000, "nn.Conv2d('" + "x" * 3000 + "', 1, 1)", "conv 8 3x3 on " + "9x" * 900 + "9",
    "how many 1x1 layers see what one 7x7 sees?", "which groups gives 1 weights? conv 2147483647 1x1 on 8x8x2147483647",
])
def test_hostile_exercises_are_refused(text):
    assert refusal(text) or "1x1 layers" in text or "groups" in text


@pytest.mark.parametrize(("exercise", "told"), [
    ("conv 8 3x3 wobbly on 8x8x3", "exercise:1:12: error[exercise]: I do not know 'wobbly'"),
    ("mish on 8x8x3", "archcalc has no activation of this name"),
    ("nn.Conv2d(3, open('x'), 3) on 8x8x3", "nothing is executed: write the value itself"),
    ("nn.Conv2d(3, 8, 3) on 8x8x4", "is said to read 3 channels, and there are 4"),
    ("conv 8 5x5x4 on 20x20x3", "is said to read 4 channels, and there are 3"),
    ("conv 8 3x3 stride 2 stride 3 on 9x9x3", "the stride is said twice: '2' and '3'"),
    ("conv 8 3x3 on 8x8x3 on 9x9x3", "two sizes go in: '8x8x3' and '9x9x3'"),
    ("conv 8 3x3 on 9x9x3 gives 8x8", "the output is 7x7x8, not 8x8"),
    ("conv 8 3x3 or conv 8 5x5 on 9x9x3", "what is to be compared?"),
    ("concat on 8x8x3", "a sentence holds a chain"),
    ("nn.LSTM(10, 20, bidirectional=True, wat=1)", "LSTM: it has no argument wat"),
    ("What is the receptive field of 3 conv layers of kernel 3, each followed by 2x2 max pooling with stride 2?", "how the layers alternate"),
    ("Drei 3x3 Faltungen mit 8 Filtern, jeweils gefolgt von 2x2 Max-Pooling, auf 64x64x3", "'jeweils gefolgt'"),
])
def test_what_is_refused_says_why(exercise, told):
    with pytest.raises(ArchcalcError) as caught:
        solve(exercise)
    assert told in caught.value.text


def test_which_of_two_has_less():
    report = solve("three 3x3 or one 7x7: which has fewer parameters?")
    assert report.notes[0] == "fewer: 3 conv 3x3, 55% of the other"
    assert "1.815 times as much: 200,704 / 110,592; 3 conv 3x3 is 55.1 % of conv 7x7, 44.9 % less" in report.notes[1]
    assert "64 channels in and out of every layer, no biases" in report.notes[2]
    assert report.table("alternatives").column("value") == [3 * 9 * 64 * 64, 49 * 64 * 64]


@pytest.mark.slow
def test_solutions_that_do_not_follow_one_another_are_each_told():
    report = solve("how many groups has a 1x1 convolution of 4 filters on 8x8x4 with at most 12 parameters?")
    assert report.table("solutions").column("value") == ["2", "4"]


ONE_OF_SEVERAL = ["conv 64 3x3 on 8x8x3: how many weights has each filter?",
                  "conv 8 3x3 then pool 2 on 8x8x3: parameters of the second layer", "MACs per output pixel of conv 64 3x3 on 8x8x3", "AlexNet first layer parameters",
                  "VGG-16 with 10 classes on 224x224x3: parameters?", "a 32x32x8 image is upsampled to 64x64", "conv 64 3x3 on 32x32x3, output stride 16",
                  "conv 8 3x3 on 8x8x3, batch 32: memory per image",
                  "pool 2x2 follows conv 8 3x3 follows conv 4 3x3 on 32x32x3", "conv 8 3x3 with full padding on 8x8x3", "dense 10 on 20 steps with 8 features"]
OF_OTHER_AXES = ["MaxPool3d(2) on 3x32x32", "nn.Conv3d(3, 8, 3) on 3x32x32", "nn.Conv1d(3, 8, 3) on 3x32x32", "nn.AvgPool1d(2) on 3x32x32", "nn.BatchNorm1d(3) on 3x32x32",
                 "MaxPooling3D() on 32x32x3", "Conv1D(8, 3) on 32x32x3", "GlobalAveragePooling3D() on 7x7x512", "UpSampling1D(2) on 7x7x512",
                 "nn.ZeroPad1d(1) on 3x32x32", "SeparableConv1D(8, 3) on 32x32x3", "nn.Sequential(nn.Conv2d(3, 8, 3), nn.MaxPool3d(2)) on 3x32x32"]
CODE = ["class Net(nn.Module):\n    pass", "MyNet(3, 10) on 3x32x32", "nn.Sequential(*layers) on 3x32x32"]


def test_a_part_of_what_is_described_and_other_axes_are_refused():
    told = {text: refusal(text) for text in (*ONE_OF_SEVERAL, *OF_OTHER_AXES, *CODE)}
    assert [text for text, why in told.items() if not why] == []
    assert [text for text in CODE if "torch:MODULE:NAME" not in told[text]] == []


def test_two_conventions_of_biases_are_both_told():
    notes = " ".join(solve("A vanilla RNN with input dimension 50 and hidden dimension 100: parameters?").notes)
    assert f"{50 * 100 + 100 * 100 + 200:,} parameters" in notes
    assert f"{50 * 100 + 100 * 100 + 100:,}" in notes
