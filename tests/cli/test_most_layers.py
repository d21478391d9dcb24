"""The bound on layers, raised for a file of one's own: `--most-layers N`."""

from pathlib import Path

import pytest

from archcalc.cli import _run
from archcalc.language.expansion import size_limits
from archcalc.language.expansion.size_limits import most_layers, most_rounds

NETWORK = "input: [3, 8, 8]\nlayers:\n  - repeat: {times: 30, layers: [relu]}\n"


@pytest.fixture
def net(monkeypatch, tmp_path):
    monkeypatch.setattr(size_limits, "MOST_LAYERS", 20)
    monkeypatch.setattr(size_limits, "MOST_ROUNDS", 100)
    monkeypatch.setenv(size_limits.RAISED, "")
    file = tmp_path / "net.yaml"
    file.write_text(NETWORK)
    return str(file)


@pytest.fixture
def said(monkeypatch, capsys):
    """What the command line answers: the exit code, what it prints, its messages."""
    def run(*words):
        monkeypatch.setattr("sys.argv", ["archcalc", *words])
        code = _run()
        return (code, *capsys.readouterr())

    return run


@pytest.mark.parametrize("words", [["--most-layers", "31"], ["--most-layers=31"], ["--most-layers", "25", "--most-layers=31"]])
@pytest.mark.parametrize("place", [0, 1])
def test_a_network_that_is_too_large_is_read_with_the_bound_raised(net, words, place, said):
    assert "0 to 20 times" in said(net)[2]
    line = [net, "--format", "json"]
    code, out, _ = said(*line[:place], *words, *line[place:])
    assert (code, out.count('"op": "relu"')) == (0, 30)
    assert most_layers() == 31


def test_steps_grow_with_the_layers(net, monkeypatch):
    assert most_rounds() == 100
    monkeypatch.setenv(size_limits.RAISED, "200")
    assert (most_layers(), most_rounds()) == (200, 1000)
    monkeypatch.setenv(size_limits.RAISED, "5")
    assert most_layers() == 20


@pytest.mark.parametrize("number", ["20", "-5", "many", "1e9", "100000000", "٣٠٠", ""])
def test_no_bound_is_lowered_or_lifted(net, number, said):
    code, out, errors = said(net, "--most-layers", number)
    assert (code, out) == (2, "")
    assert "--most-layers" in errors


def test_what_is_too_large_for_certain_is_told_before_a_layer_is_made(net, said):
    Path(net).write_text(NETWORK.replace("30", "10").replace("[relu]", "[relu, tanh, relu]"), "utf-8")
    assert "net.yaml:3:5: error[too-large]: more than 20 layers" in said(net)[2]
    assert said(net, "--most-layers", "31")[0] == 0
