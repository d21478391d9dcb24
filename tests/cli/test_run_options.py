"""Options of `run` that go together, and those that would be passed over."""

import sys
from pathlib import Path

import pytest
from attacks import answer

from archcalc.base.kept_files import kept, partial
from archcalc.cli.endings import SIGNALS, Ended
from archcalc.executor import program
from archcalc.executor.images import growing_files

pytest.importorskip("numpy")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    pytest.importorskip("PIL.Image").new("RGB", (64, 64)).save("class.png")
    Path("names.txt").write_text("".join(f"n{i}\n" for i in range(10)))


@pytest.mark.parametrize(("words", "said"), [
    ("--all --image class.png", "--image says nothing to --all"), ("--all --save-weights o.npz", "--save-weights says nothing to --all"),
    ("--all --library-model timm:resnet50", "--library-model says nothing to --all"), ("lenet5 --library-model timm:resnet50", "these are of no file"),
    ("--all --features fc6", "--features says nothing to --all"), ("--all --labels names.txt", "--labels says nothing to --all"),
    ("lenet5 --labels names.txt", "--labels says nothing to a run without pictures"),
    ("lenet5 --image class.png --features fc6 -o o.npy --labels names.txt", "--labels says nothing to --features"),
    ("lenet5 --image class.png --features fc6 -o o.npy --save-weights o.npz", "--save-weights says nothing to --features"),
    ("lenet5 --image class.png --features fc6 -o o.npy --trace", "--trace says nothing to --features"),
    ("lenet5 --save-weights nowhere/o.npz", "there is no folder 'nowhere'"), ("lenet5 --save-weights o.txt", "no format of weights"),
    ("lenet5 --save-weights o.pth", "weights cannot be written as '.pth'"),
])
def test_what_would_be_passed_over_is_refused(words, said):
    given = answer(["run", *words.split()])
    assert given.code in {2, 74}
    assert said in given.told
    assert not Path("o.npz").exists()
    assert not Path("o.npy").exists()


@pytest.mark.parametrize("words", ["", "--fuse", "--image class.png", "--image class.png --labels names.txt"])
def test_a_run_saves_the_weights_that_it_ran_on(words):
    answer(["weights", "lenet5", "--save-weights", "whole.npz"])
    assert answer(["run", "lenet5", *words.split(), "--save-weights", "o.npz"]).code == 0
    assert Path("o.npz").read_bytes() == Path("whole.npz").read_bytes()


def test_a_run_that_is_refused_leaves_the_old_weights():
    Path("o.npz").write_bytes(b"old")
    given = answer(["run", "lenet5", "--save-weights", "o.npz", "--max-memory", "1KB"])
    assert given.code == 2
    assert Path("o.npz").read_bytes() == b"old"


@pytest.mark.parametrize("number", SIGNALS)
def test_a_run_that_is_broken_off_leaves_the_old_weights(monkeypatch, number):
    def broken_off(*_):
        raise Ended(number)

    Path("o.npz").write_bytes(b"old")
    monkeypatch.setattr(program.Program, "steps", broken_off)
    assert answer(["run", "lenet5", "--save-weights", "o.npz"]).code == 128 + number
    assert Path("o.npz").read_bytes() == b"old"


@pytest.mark.skipif(sys.platform == "win32", reason="no locks")
@pytest.mark.parametrize("words", ["--scores o.csv", "--features fc6 -o o.npy"])
def test_two_that_write_the_same_pictures_do_not_lose_them(monkeypatch, words):
    """The second began before the first had anything to go on with."""
    file = Path(words.split()[-1])
    monkeypatch.setattr("archcalc.executor.images.growing_files._checked", lambda *given: growing_files.FoundRows())
    with kept(file) as write:
        write(b"rows")
        given = answer(["run", "lenet5", "--image", "class.png", *words.split(), "--resume"])
        assert given.code == 74
        assert "another command is writing it just now" in given.told
    assert file.read_bytes() == b"rows"
    assert not partial(file).exists()
