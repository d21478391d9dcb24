"""One-line exercises, as courses ask them; inverse ones against every number tried."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from together import together

from archcalc.base.errors import ArchcalcError
from archcalc.homework.exercises import solve
from archcalc.homework.questions.keys import question
from archcalc.homework.questions.networks import Networks
from archcalc.rendering.formats import render

FORWARD = [
    # Coursera, Deep Learning Specialization, course 4, week 1
    ("fc 100 on 300x300x3", "100", "27,000,100"),
    ("conv 100 5x5 on 300x300x3", "296x296x100", "7,600"),
    ("63x63x16 with 32 filters 7x7, stride 2, no padding", "29x29x32", "25,120"),
    ("15x15x8, 1 filter 1x1, pad 2", "19x19x1", "9"),
    ("max pool 2x2 stride 2 on 32x32x16", "16x16x16", "0"),
    # the lecture, EECS 498, CS230 and VGG's notation
    ("conv 96 11x11 stride 4 on 227x227x3", "55x55x96", "34,944"),
    ("10 filters 5x5 stride 1 pad 2 on 32x32x3", "32x32x10", "760"),
    ("CONV-9-32 on 128x128x3", "120x120x32", "7,808"),
    ("conv3-256 on 56x56x128", "56x56x256", "295,168"),
    ("CONV5-8 on 32x32x3", "32x32x8", "608"),
    ("POOL-2 on 120x120x32", "60x60x32", "0"),
    ("FC-64 on 12x12x64", "64", "589,888"),
    ("pool2 on 112x112x64", "56x56x64", "0"),
    ("conv k=3 s=2 p=1 64 filters on [3, 224, 224]", "112x112x64", "1,792"),
    ("depthwise 3x3 pad 1 on 112x112x32", "112x112x32", "320"),
    ("conv 8 3x3 same no bias on 9x9x2", "9x9x8", "144"),
    ("global average pooling on 7x7x2048", "1x1x2048", "0"),
    ("conv 64, 7x7/2, pad 3, on 224x224x3", "112x112x64", "9,472"), ("pool 3x3/2 on 55x55x96", "27x27x96", "0"),
    ("input 3x32x32, ten 5x5 filters, stride 1, pad 2", "32x32x10", "760"),
    ("You have an input volume that is 32x32x16, and apply max pooling with a stride of 2 and a filter size of 2. "
     "What is the output volume?", "16x16x16", "0"),
    ("You have an input volume that is 15x15x8, and pad it using pad=2. What is the dimension?", "19x19x8", "0"),
    ("You have an input volume that is 63x63x16, and convolve it with 32 filters that are each 7x7, using a stride of 2 and "
     "no padding. What is the output volume?", "29x29x32", "25,120"),
    ("conv 4 3x5 stride 2x1 pad 1x2 on 20x30x3", "10x30x4", "184"),
    ("conv 64 3x3 pad 1, 32x32x3", "32x32x64", "1,792"), ("avg pool on 32x32x3", "16x16x3", "0"), ("fc 10 on 28x28", "10", "7,850"), ("fc 10 on 784", "10", "7,850"),
    ("conv 4 5x5 on 28", "24x24x4", "104"),
    ("conv 8 3x3 valid on 9x9x2", "7x7x8", "152"), ("conv 10 filters 5x5x3 on 32x32x3", "28x28x10", "760"),
    # channels first: in brackets, or as PyTorch writes a square image; all else is height x width x channels
    ("conv k=3 s=1 p=1 8 filters on [16, 32, 32]", "32x32x8", "1,160"), ("conv 4 1x1 on 3x20x30", "3x20x4", "124"),
    ("conv 4 1x1 on 3x20x20", "20x20x4", "16"),
    # a signal, as M5's paper writes its first layer
    *((f"CONV80-128 stride 4 pad 38 on {signal}", "8000x128", "10,368") for signal in ("a signal 32000x1", "1x32000 signal", "a signal of length 32000")),
    ("CONV3-64 on a sequence of length 100 with 8 channels", "100x64", "1,600"), ("CONV3-64 on an image 100x1x1", "100x1x64", "640"),
]

INVERSE = [
    ("what padding keeps 63x63 under 7x7?", "3"),
    ("which stride gives 29? conv 32 7x7 on 63x63x16", "2"),
    ("conv 32 7x7 on 63x63x16: which stride gives 29?", "2"),
    ("conv 3x3 on 56x56x128: how many filters for at most 1M parameters?", "1 to 867"),
    ("how many filters of 5x5 for at most 10M MACs on 32x32x3", "1 to 170"),
    ("how many filters of 3x3 for at most 1M MACs on 32x32", "1 to 123"),
    ("how many filters 3x3 on 56x56x128 for exactly 73,728 weights", "64"),
    ("what input gives 55x55 under 11x11 stride 4?", "227 to 230"),
    ("what kernel gives 28x28 on 32x32x3?", "5"),
    ("what dilation gives 29x29 under 3x3 on 63x63?", "17"),
    ("What padding gives a same convolution with 5x5 filters on 32x32x3?", "2"),
    ("what padding keeps 64x64 under 4x4?", "none"),
    ("which stride gives 25 under 7x7 on 63x63?", "none"),
    ("which stride gives 1 under 7x7 on 63x63?", "57 or more"),
    ("fc on 4096: how many units for at most 1M weights?", "1 to 244"), ("fc on 28x28: how many units for at most 10K weights?", "1 to 12"),
    ("which kernel for at most 10K params, 32 filters on 28x28x16?", "1 to 4"),
    ("max pool 3x3 on 55x55x96: which stride gives 27x27?", "2"),
]


@together(("exercise", "volume", "params"), FORWARD)
def test_forward(exercise, volume, params):
    lines = {row[0]: row for row in solve(exercise).table("steps").rows if row[0]}
    column = [each.key for each in solve(exercise).table("steps").columns].index("result")
    assert (lines["output volume"][column], lines.get("parameters", lines.get("weights"))[column]) == (volume, params)


def test_a_chain_of_layers_is_a_table():
    """Stanford CS230's midterm: filters of CONV-K-N pad nothing and move by 1, POOL-K by K."""
    report = solve("128x128x3 CONV-9-32 POOL-2 CONV-5-64 POOL-2 CONV-5-64 POOL-2 FC-64 FC-3")
    table = report.table("layers")
    assert [row for row in zip(table.column("output_shape"), table.column("weights"), table.column("biases"), strict=True) if row[1]] == [
        ((32, 120, 120), 7776, 32), ((64, 56, 56), 51200, 64), ((64, 24, 24), 102400, 64), ((64,), 589824, 64), ((3,), 192, 3)]
    assert "assumed: stride 1" in report.notes[0]


@pytest.mark.parametrize(("exercise", "found"), INVERSE)
def test_inverse(exercise, found):
    assert solve(exercise).table("solutions").rows[0][1] == found


LIMITED = ["conv 3x3 on 56x56x128: how many filters for at least 1M parameters?", "how many filters of 3x3 for exactly 73,729 weights on 56x56x128",
           "which stride gives at most 10x10 under 3x3 on 56x56x8?", "fc on 12x8: how many units for at most 10K weights?"]


def test_every_exercise_in_full(golden):
    told = []
    for exercise in [*(exercise for exercise, *_ in (*FORWARD, *INVERSE)), *LIMITED]:
        try:
            told.append(render(solve(exercise), "text"))
        except ArchcalcError as error:
            told.append(f"{exercise}\n{error.text}\n")
    golden("solve.txt", "\n".join(told))


def test_none_says_why():
    assert solve("which stride gives 25 under 7x7 on 63x63?").table("solutions").rows[0][2] == (
        "stride 2: (63 - 7)/2 + 1 = 29; stride 3: floor((63 - 7)/3) + 1 = 19")


def test_height_and_width_apart():
    assert [row[:2] for row in solve("what padding gives 32x32 under 5x3 on 32x32?").table("solutions").rows] == [
        ("height", "2"), ("width", "1")]


def test_what_is_assumed_is_said():
    assert solve("conv 96 11x11 stride 4 on 227x227x3").notes[0] == "assumed: padding 0"
    assert solve("what padding keeps 63x63 under 7x7?").notes == ("assumed: stride 1",)


@pytest.mark.parametrize(("exercise", "params"), [
    ("Suppose your input is a 300 by 300 color (RGB) image, and you use a convolutional layer with 100 filters that are each 5x5. "
     "How many parameters does this hidden layer have (including the bias parameters)?", "7,600"),
    ("Suppose your input is a 300 by 300 color (RGB) image. If the first hidden layer has 100 neurons, each one fully connected to "
     "the input, how many parameters does this hidden layer have (including the bias parameters)?", "27,000,100"),
])
def test_the_questions_of_a_course_word_for_word(exercise, params):
    assert solve(exercise).table("steps").rows[-1][3] == params


def test_the_table_of_a_paper_names_a_pooling_and_no_more():
    report = solve("conv3-64 conv3-64 maxpool conv3-128 on 224x224x3")
    assert report.table("layers").column("output_shape")[-1] == (128, 112, 112)
    assert "a 2x2 window" in report.notes[0]


def test_one_figure_where_one_is_asked_for():
    table = solve("how many parameters has conv 100 5x5 on 300x300x3").table("steps")
    assert [row[0] for row in table.rows] == ["weights", "biases", "parameters"]


@pytest.mark.parametrize(("exercise", "words"), [
    ("", "there is no layer"), ("hello", "I do not know 'hello'"), ("conv 96 11x11", "the channels that go in are not said"),
    ("conv 96 on 32x32x3", "kernel not said"), ("which stride gives 29?", "the input is not said"),
    ("what padding under 7x7 on 63x63?", "The result is not said"), ("conv 9 5x5 on 2x2x3", "the window is larger than its input"),
    ("how many filters for at most 1M parameters?", "say what goes in"), ("conv 1 3x3 stride 0 on 8x8x3", "a positive integer"),
    ("3 convs 3x3 with 100, 200 filters on 200x300x3", "expected a positive integer"), ("conv 8 3x3 16 on 9x9x3", "'16' is not understood here"),
    ("CONV80-128 stride 4 pad 38 on 32000x1", "a signal of 32000 samples and 1 channel, or an image of 32000x1 pixels"),
    ("conv 4 3x3 " * 400, "at most 4,000 characters"), ("conv 9999999999 3x3 on 8x8x3", "a positive integer"),
])
def test_what_cannot_be_solved_says_why(exercise, words):
    with pytest.raises(ArchcalcError) as caught:
        solve(exercise)
    assert words in str(caught.value)
    assert "the exercise:" not in str(caught.value)


def size(length, kernel, stride, padding, dilation):
    """The twin: a window's positions, counted one by one."""
    starts = range(-padding, length + padding - dilation * (kernel - 1), stride)
    return len(starts)


VALUES = {"stride": range(1, 70), "padding": range(70), "kernel": range(1, 70), "dilation": range(1, 70)}


@settings(max_examples=15)
@given(st.sampled_from(sorted(VALUES)), st.integers(1, 40), st.integers(1, 9), st.integers(1, 5), st.integers(0, 4), st.integers(1, 3),
       st.integers(1, 60))
def test_every_solution_is_found_and_no_other(unknown, length, kernel, stride, padding, dilation, target):
    given_values = {"kernel": kernel, "stride": stride, "padding": padding, "dilation": dilation}
    tried = {value: size(length, **given_values | {unknown: value}) for value in VALUES[unknown]}
    said = " ".join(f"{name} {value}" for name, value in given_values.items() if name != unknown)
    row = solve(f"conv 1 {said} on {length}x{length}x1: which {unknown} gives {target}x{target}?").table("solutions").rows[0]
    expected = [value for value, result in tried.items() if result == target]
    first = int(row[1].split()[0]) if row[1] != "none" else None
    last = None if first is None else int(row[1].split()[-1]) if row[1].split()[-1].isdigit() else max(VALUES[unknown])
    assert expected == ([] if first is None else [value for value in VALUES[unknown] if first <= value <= last])


@settings(max_examples=20)
@given(st.text("conv 0123456789x-?.whtstridepaflgny", max_size=80))
def test_any_line_is_read_without_fault(text):
    try:
        solve(text)
    except ArchcalcError:
        pass


CHAINS = {
    "32x32x3 -> 2x (CONV3-64 -> RELU) -> POOL2 -> FC-10": ([(64, 32, 32), (64, 32, 32), (64, 16, 16), (10,)], 202_570),
    "2x CONV3-64 on 3x32x32": ([(64, 32, 32), (64, 32, 32)], 38_720),
    "INPUT [28x28x1] -> CONV3-8 -> RELU -> POOL2 -> FC10": ([(8, 28, 28), (8, 14, 14), (10,)], 15_770),
    "[4, 8, 8] -> 2x (CONV-3-8 -> 2x DWCONV3)": ([(8, 6, 6), (8, 6, 6), (8, 6, 6), (8, 4, 4), (8, 4, 4), (8, 4, 4)], 296 + 4 * 80 + 584),
    "CONV-9-32 POOL-2 CONV-5-64 POOL-2 FC-64 on 128x128x3": ([(32, 120, 120), (32, 60, 60), (64, 56, 56), (64, 28, 28), (64,)], 3_270_400),
    "conv3-64 relu dwconv3 fc-10 on 8x8x3": ([(64, 8, 8), (64, 8, 8), (10,)], 1_792 + 640 + 40_970),
}


@pytest.mark.parametrize(("exercise", "volumes", "params"), [(exercise, *right) for exercise, right in CHAINS.items()])
def test_a_chain_in_notation_is_read_as_a_file_s_step(exercise, volumes, params):
    table = solve(exercise).table("layers")
    cells = zip(table.column("output_shape"), table.column("op"), strict=True)
    shown = [shape for shape, op in cells if op not in {"input", "relu", "flatten"}]
    assert (shown, sum(table.column("params"))) == (volumes, params)


@pytest.mark.parametrize("exercise", ["how many parameters has 32x32x3 -> CONV3-64?", "32x32x3 -> CONV3-64: how many parameters?"])
def test_a_question_stands_before_a_chain_or_behind_it(exercise):
    assert [row[0] for row in solve(exercise).table("steps").rows] == ["weights", "biases", "parameters"]


@pytest.mark.parametrize(("exercise", "words"), [
    ("32x32x3 -> CONV3-64 causal -> POOL2 wat", "exercise:1:21: error[notation]: conv has no attribute 'causal'"),
    ("32x32x3 -> CONV3-64 causal -> POOL2 wat", "exercise:1:37: error[notation]: max_pool has no attribute 'wat'"),
    ("2x (CONV3-8) stride 2 on 8x8x3", "exercise:1:14: error[notation]: 'stride' stands where -> is expected"),
    ("CONV3-64 -> POOL2", "the input is not said"), ("how blue is 8x8x3 -> RELU", "I do not know 'blue'"),
    ("conv 8 3x3 pad 1 x2, pool 2 on 32x32x3", "'x2' is not understood"),
    ("CONV3-64 stride 2 on 8x8x3", "the stride is 2: pad 1 gives 4x4x64, pad 0 gives 3x3x64"),
    ("CONV4-8 on 8x8x3", "the kernel is even: pad 1 gives 7x7x8, pad 2 gives 9x9x8"),
    ("which stride gives 29 CONV7-32 on 63x63x16", "at an unknown stride: the padding has to be said"),
])
def test_what_a_chain_does_not_say_or_nobody_knows_is_told(exercise, words):
    with pytest.raises(ArchcalcError) as caught:
        solve(exercise)
    assert words in str(caught.value)


def test_the_notation_s_own_meaning():
    assert solve("conv3-64 on 8x8x3").table("steps").rows[0][3] == "8"
    assert solve("CONV-3-64 on 8x8x3").table("steps").rows[0][3] == "6"
    assert solve("what kernel gives 6 CONV-3-64 on 8x8x3").table("solutions").rows[0][1] == "3"


@pytest.mark.parametrize(("key", "layer"), [
    ("vgg16.FC-1000.params", "fc8"), ("vgg16.fc1000.output", "fc8"), ("alexnet.CONV11-96.output", "conv1"), ("alexnet.conv5-256.params", "conv2"),
    ("lenet5.FC-84.params", "fc6"), ("lenet5.AVGPOOL2.output", "pool2 pool4"), ("vgg16.CONV3-64.output", "conv1_1 conv1_2"), ("vgg16.FC-4096.params", "fc6 fc7"),
    ("vgg16.CONV5-64.params", ""), ("vgg16.conv1_1.params", "conv1_1"),
])
def test_a_sheet_names_a_layer_as_the_table_prints_it(key, layer):
    """Of several that are called so, it is asked which."""
    names, told = layer.split(), ""
    try:
        found = question(key, Networks())
        assert [found.network.graph.nodes[found.position].name] == names
    except ArchcalcError as error:
        told = str(error)
    assert (len(names) != 1) == bool(told)
    assert all(name in told for name in names) or len(names) == 1


@pytest.mark.parametrize(("beside", "told"), [
    ("How many parameters, and why?", ["why"]), ("What is the output size and how long does training take?", ["how long does training take"]),
    ("How many parameters? When would you use it?", ["When would you use it"]), ("Explain how many parameters it has.", []),
    ("When it is applied, how many parameters has it?", [])])
def test_a_question_beside_the_one_for_a_figure_is_named(beside, told):
    notes = solve(f"A conv layer with 64 3x3 filters on 32x32x3. {beside}").notes
    wanted = [f'not answered: "{each}", which asks for no figure' for each in told]
    assert [note for note in notes if note.startswith("not answered")] == wanted
