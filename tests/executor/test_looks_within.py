"""What a run proves of layers within a recurrent operator: a kernel that is wrong at one step of one of them is named."""

import pytest

import archcalc
from archcalc.operators.kernels import recurrence

numpy = pytest.importorskip("numpy")

NETWORK = """
inputs: {{x: [7, 6], y: [7, 6]}}
layers:
  - {kind}: {{name: first, from: x, units: 5, layers: 2, bidirectional: true, output: {output}{more}}}
  - {kind}: {{name: state, from: x, units: 5, layers: 2, bidirectional: true, output: state{more}}}
  - {kind}: {{name: it, from: y, state: state, units: 5, layers: 2, bidirectional: true{more}}}
"""
KINDS = {"rnn": ("rnn", ""), "relu": ("rnn", ", activation: relu"), "lstm": ("lstm", ""), "lstm, projected": ("lstm", ", projection: 3"),
         "gru": ("gru", ""), "gru, reset before": ("gru", ", reset: before")}
RIGHT = recurrence._swept
"""One direction of one layer going through its tokens."""


def written(tmp_path, kind, more, output="all"):
    path = tmp_path / "net.yaml"
    path.write_text(NETWORK.format(kind=kind, more=more, output=output))
    return str(path)


def at_step(step):
    """One step's outputs are off by a hundredth, of the first unit and of the last, and later steps go on from there."""
    def swept(xp, cell, tokens, begin, out, *, backward):
        end = RIGHT(xp, cell, tokens, begin, out, backward=backward)
        if isinstance(out, numpy.ndarray):
            out[step, [0, -1]] += 0.01
        return end
    return swept


def turned(xp, cell, tokens, begin, out, *, backward):
    return RIGHT(xp, cell, tokens, begin, out, backward=False)


def without_state(xp, cell, tokens, begin, out, *, backward):
    return RIGHT(xp, cell, tokens, None, out, backward=backward)


def without_bias(xp, cell, tokens, begin, out, *, backward):
    cell.bias = None
    return RIGHT(xp, cell, tokens, begin, out, backward=backward)


def of_ends(xp, cell, tokens, begin, out, *, backward):
    return RIGHT(xp, cell, tokens, begin, out, backward=backward) + 0.01


WRONG = {"the first step": at_step(0), "the last step": at_step(-1), "a step": at_step(3), "order": turned, "state": without_state,
         "bias": without_bias, "ends": of_ends}


@pytest.mark.parametrize("kind", KINDS)
def test_a_kernel_that_is_wrong_within_is_found(kind, tmp_path, monkeypatch):
    path = written(tmp_path, *KINDS[kind])
    assert archcalc.run(path, batch=3).mismatches == ()
    for dtype in ("float16", "float64"):
        assert archcalc.run(path, dtype=dtype).mismatches == ()
    for name, swept in WRONG.items():
        monkeypatch.setattr(recurrence, "_swept", swept)
        assert archcalc.run(path, batch=3).mismatches, name


@pytest.mark.parametrize("layer", [0, 1])
def test_a_layer_within_is_named(layer, tmp_path, monkeypatch):
    """Also where nothing of it is shown: of the last values, all but the last layer's."""
    count = iter(range(1000))

    def swept(xp, cell, tokens, begin, out, *, backward):
        end = RIGHT(xp, cell, tokens, begin, out, backward=backward)
        if isinstance(out, numpy.ndarray) and next(count) % 4 == 2 * layer:
            out[2, -1] += 0.01
        return end

    monkeypatch.setattr(recurrence, "_swept", swept)
    found = archcalc.run(written(tmp_path, "gru", "", "last"))
    assert "first" in found.mismatches
    assert f"of its layer {layer + 1} is" in str(found.report)


def test_what_a_layer_within_reads_is_what_the_one_below_gave(tmp_path, monkeypatch):
    right = recurrence._of_tokens
    monkeypatch.setattr(recurrence, "_of_tokens", lambda xp, cell, tokens: right(
        xp, cell, xp.zeros(tokens.shape, tokens.dtype) if tokens.shape[1] == 10 else tokens))
    assert set(archcalc.run(written(tmp_path, "lstm", "")).mismatches) == {"first", "state", "it"}
