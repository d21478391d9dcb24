"""Code within an exercise: what its statements tell, and what is refused of them."""

import pytest

from archcalc import ArchcalcError
from archcalc.homework.exercises.pasted_code.code_pieces import pieces
from archcalc.homework.exercises.reading.wording.restated import restated
from archcalc.homework.exercises.reading.wording.textbook_letters import letters


def senses(text):
    """What each stretch of code tells, without those that tell nothing."""
    return [each.sense for each in pieces(text, text) if each.sense]


@pytest.mark.parametrize(("text", "told"), [
    ("nn.Linear(3, 4)", ["code"]),
    ("conv = nn.Conv2d(3, 8, 3)\ny = conv(torch.randn(1, 3, 8, 8))\nprint(y.shape)", ["code", "code", "ask", "output"]),
    ("sum(p.numel() for p in nn.Linear(3, 4).parameters())", ["code", "ask", "figure"]),
    ("nn.Conv2d(3, 8, kernel_size=3, padding=?)", ["code", "open"]),
    ("model = Sequential()\nmodel.add(Dense(3))\nmodel.add(Dense(4))", ["code", "code"]),
    ("CONV(64, 3x3) and FC(120) are a lecturer's", []),
])
def test_code_tells_layers_inputs_and_questions(text, told):
    assert senses(text) == told


def test_layers_that_others_hold_stand_there_alone():
    layer = "layer = nn.TransformerEncoderLayer(64, 4)\nenc = nn.TransformerEncoder(layer, num_layers=3)"
    (code,) = (each for each in pieces(layer, layer) if each.sense == "code")
    assert [each.kind for each in code.data] == ["transformer_block"] * 3


def test_a_name_points_at_its_layer_among_several():
    text = "a = nn.Linear(3, 4)\nb = nn.Linear(4, 5)\nHow many parameters does b have?"
    (called,) = (each for each in pieces(text, text) if each.sense == "called")
    assert called.data == ("linear", 2)


@pytest.mark.parametrize("text", [
    "class Net(nn.Module):\n  x = nn.Linear(3, 4)",
    "a = nn.Linear(3, 4)\nb = nn.Linear(4, 3)\ny = a(b(x))",
    "nn.Linear(20, 30).weight.shape",
    "nn.Linear(os.system('ls'), 3)",
    "nn.Bidirectional(LSTM(3), merge_mode='sum')",
])
def test_what_cannot_be_followed_is_refused_at_its_place(text):
    with pytest.raises(ArchcalcError) as caught:
        pieces(text, text)
    assert "exercise:" in str(caught.value)


def test_letters_mean_what_they_mean_together():
    assert [each.data for each in letters("W=227, F=11, K=96")] == ["width", "kernel", "filters"]
    assert [each.data for each in letters("H=W=32, K=3")] == [None, "width", "kernel"]
    assert [each.sense for each in letters("W=10, F=3. W_out?") if each.sense] == ["letter", "letter", "output"]
    assert letters("h = 8 heads")[0].sense == ""


def test_what_goes_without_saying_is_said_again_without_harm():
    assert [each.sense for each in restated("The query, key, value and output projections")] == [""]
    assert [(each.sense, each.data) for each in restated("the Q, K and V matrices")] == [("projections", 3)]
    assert [each.data for each in restated("h_t = tanh(W h_{t-1} + U x_t + b)")] == [1]
