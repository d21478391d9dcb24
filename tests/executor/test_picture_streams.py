"""Pictures that stream into files: the values of a run, whatever ends it on the way, gone on with, and what a vote makes of them."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from attacks import answer

import archcalc
from archcalc.cli import run_options, scored_pictures
from archcalc.cli.endings import Ended
from archcalc.cli.run_options import RunOptions
from archcalc.executor.images import preprocessing

numpy = pytest.importorskip("numpy")
pillow = pytest.importorskip("PIL.Image")

NETWORK = """
input: [3, 12, 12]
options: {classes: 5}
layers: [conv: {name: conv1, filters: 4, kernel: 3}, relu, flatten, linear: {name: fc1, units: classes}%s]
"""
KINDS = {"scores": "--scores o.csv", "features": "--features relu1 -o o.npy"}
PICTURES = 11


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("net.yaml").write_text(NETWORK % "")
    Path("other.yaml").write_text(NETWORK % ", softmax")
    Path("pictures").mkdir()
    chance = numpy.random.default_rng(0)
    for number in range(PICTURES):
        pillow.fromarray(chance.integers(0, 255, (14, 14, 3), dtype=numpy.uint8)).save(f"pictures/{number:02}, a.png")


def run(words, network="net.yaml", batch=2):
    return answer(["run", *network.split(), "--image", "pictures", "--batch", str(batch), *words.split()])


def output(words):
    return Path(words.split()[-1])


def whole(words, **options):
    assert run(words, **options).code == 0
    return output(words).read_bytes()


def broken_off(monkeypatch, words, batches):
    """A run that ends after so many batches."""
    left, prepare = [None] * batches, preprocessing.batch

    def ended(*given):
        if not left:
            raise Ended(signal.SIGTERM)
        left.pop()
        return prepare(*given)

    with monkeypatch.context() as patched:
        patched.setattr(preprocessing, "batch", ended)
        return run(words)


@pytest.mark.parametrize(("network", "batch"), [("net.yaml", 1), ("net.yaml", 8), ("other.yaml", 4)])
def test_scores_are_the_probabilities_of_a_run(network, batch):
    whole("--scores o.csv", network=network, batch=batch)
    graph = archcalc.build(network, batch=PICTURES)
    paths = preprocessing.listed([Path("pictures")])
    given = preprocessing.batch(graph, paths, preprocessing.Recipe.of(graph))
    (values,) = archcalc.run(graph, given).outputs.values()
    expected = values if network == "other.yaml" else numpy.exp(values) / numpy.exp(values).sum(axis=1, keepdims=True)
    (head, *rows) = csv.reader(Path("o.csv").read_text().splitlines())
    assert head == ["image", *"01234"]
    assert [row[0] for row in rows] == [path.name for path in paths]
    numpy.testing.assert_allclose(numpy.array([row[1:] for row in rows], float), expected, atol=1e-5)


@pytest.mark.parametrize("words", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("batches", [1, 3, 5])
def test_what_is_broken_off_keeps_every_row_and_is_gone_on_with(monkeypatch, words, batches):
    expected = whole(words)
    output(words).unlink()
    given = broken_off(monkeypatch, words, batches)
    assert given.code == 128 + signal.SIGTERM
    partial = Path(f"{output(words)}.partial")
    kept = partial.read_bytes()
    assert expected.startswith(kept)
    assert f"the pictures that were done are kept in '{partial}'" in given.told
    refused = run(words)
    assert refused.code == 2
    assert "--resume goes on" in refused.told
    assert partial.read_bytes() == kept
    assert f"resumed: {2 * batches} of {PICTURES} pictures were there" in run(f"--resume {words}").told
    assert output(words).read_bytes() == expected
    assert not partial.exists()
    assert f"resumed: {PICTURES} of" in run(f"--resume {words}").told
    assert output(words).read_bytes() == expected


@pytest.mark.parametrize("words", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("cut", [1, 9, 20])
def test_a_row_that_was_torn_is_made_again(monkeypatch, words, cut):
    expected = whole(words)
    Path(f"{output(words)}.partial").write_bytes(expected[:-cut])
    output(words).unlink()
    assert run(f"--resume {words}").code == 0
    assert output(words).read_bytes() == expected


@pytest.mark.parametrize("words", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("change", ["--seed 1", "--weights ones", "a picture", "another layer", "no file of ours"])
def test_rows_of_something_else_are_not_gone_on_with(monkeypatch, words, change):
    broken_off(monkeypatch, words, 2)
    partial = Path(f"{output(words)}.partial")
    if change == "a picture":
        pillow.new("RGB", (14, 14)).save("pictures/03, a.png")
    elif change == "no file of ours":
        partial.write_bytes(b"\x93NUMPY\x01\x00 image,0,1,2\n1,2")
    elif change == "another layer":
        words = words.replace("relu1", "flatten1") if "relu1" in words else f"--set classes=4 {words}"
    before = partial.read_bytes()
    given = run(f"--resume {change if change.startswith('--') else ''} {words}")
    assert given.code == 2
    assert "is of other pictures, or of another network's layer" in given.told or "holds other values for '03, a.png'" in given.told
    assert partial.read_bytes() == before


def test_nothing_is_left_where_no_picture_was_done(monkeypatch):
    assert broken_off(monkeypatch, "--scores o.csv", 0).code == 128 + signal.SIGTERM
    assert not Path("o.csv.partial").exists()


@pytest.mark.parametrize("rule", ["--hard", "--soft"])
def test_several_networks_are_run_and_vote_by_one_command(rule):
    Path("names.txt").write_text("ant\nbee\ncat\ndog\neel\n")
    words = f"--weights random --weights ones --weights random --labels names.txt --format json --scores s {rule}"
    given = run(words, network="net.yaml other.yaml net.yaml")
    assert given.code == 0
    files = [Path("s", name) for name in ("net.csv", "other.csv", "net+2.csv")]
    assert sorted(Path("s").iterdir()) == sorted(files)
    assert files[0].read_bytes() == files[2].read_bytes()
    expected = archcalc.vote(*files, soft=rule == "--soft")
    assert json.loads(given.out)["images"] == json.loads(archcalc.render(expected, "json"))["images"]
    assert set(expected.table("images").column("ensemble")) <= {"ant", "bee", "cat", "dog", "eel"}
    run("--scores one.csv --labels names.txt")
    assert Path("one.csv").read_bytes() == files[0].read_bytes()


def test_of_several_networks_those_that_are_done_are_not_run_again(monkeypatch):
    graphs = [archcalc.build(name, batch=2) for name in ("net.yaml", "other.yaml")]
    wanted = RunOptions("numpy", {}, None, 2, "float32", "random", 0, None, None, None, False, preprocessing.listed([Path("pictures")]),
                        None, None, None, 1, None, scores=Path())
    files = scored_pictures.scored(graphs, wanted, ["random", "ones"])
    before = [file.read_bytes() for file in files]
    files[1].unlink()
    seen, prepare = [], preprocessing.batch
    monkeypatch.setattr(preprocessing, "batch", lambda graph, paths, recipe: seen.append(len(paths)) or prepare(graph, paths, recipe))
    assert scored_pictures.scored(graphs, wanted._replace(resume=True), ["random", "ones"]) == files
    assert [file.read_bytes() for file in files] == before
    assert sum(seen) == 1 + PICTURES  # the last picture of the one that is whole, all of the other


def test_many_pictures_stream_and_a_few_are_checked(monkeypatch):
    monkeypatch.setattr(run_options, "TOGETHER", PICTURES - 1)
    words = ["run", "net.yaml", "--image", "pictures", "--format", "json"]
    many = json.loads(answer(words).out)
    monkeypatch.setattr(run_options, "TOGETHER", PICTURES)
    few = json.loads(answer(words).out)
    assert [(row["image"], row["class"]) for row in many["top"]] == [(row["image"], row["class"]) for row in few["top"]]
    assert (many["schema"], few["schema"]) == ("archcalc/pictures/1", "archcalc/run/1")
    given = broken_off(monkeypatch, "--top 2", 2)
    assert given.code == 128 + signal.SIGTERM
    assert f"interrupted: 4 of {PICTURES} pictures were run".encode() in given.out


@pytest.mark.parametrize(("network", "words", "told"), [
    ("net.yaml", "--soft --scores o.csv", "--soft says nothing to one network"), ("net.yaml", "--scores o.txt", "scores are written as CSV"),
    ("net.yaml", "--resume", "--resume says nothing to a run that writes no file of values"),
    ("net.yaml", "--scores o.csv --features relu1", "--features says nothing to --scores"), ("net.yaml", "--scores o.csv --trace", "--trace says nothing"),
    ("net.yaml", "--scores o.csv --format csv", "--format says nothing to --scores"), ("net.yaml", "--scores o.csv -o x.csv", "-o says nothing to --scores"),
    ("net.yaml", "--weights ones --weights zeros", "--weights is given 2 times for one network"),
    ("net.yaml other.yaml", "", "their scores go into a folder"), ("net.yaml other.yaml", "--features relu1 -o o.npy", "--features is of one network"),
    ("net.yaml net.yaml net.yaml", "--scores s --weights ones --weights ones", "--weights is given 2 times for 3 networks"),
    ("net.yaml lenet5", "--scores s", "classes"), ("net.yaml other.yaml", "--scores s --library-model timm:resnet50", "--library-model is of one network"),
    ("net.yaml", "--scores o.csv --image pictures", "is there twice"),
])
def test_what_does_not_go_together_is_told(network, words, told):
    given = run(words, network=network)
    assert given.code == 2
    assert told in given.told
    assert not any(Path(name).exists() for name in ("o.csv", "o.npy", "s"))


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_signal_at_any_moment_loses_no_finished_row(number):
    words = [sys.executable, "-m", "archcalc", "run", "cifar_resnet20", "--batch", "1", "--image", "pictures", "--scores", "o.csv"]
    environment = {**os.environ, "PYTHONPATH": str(Path(archcalc.__file__).parents[1])}
    subprocess.run(words, env=environment, check=True, capture_output=True)
    expected = Path("o.csv").read_bytes()
    Path("o.csv").unlink()
    running = subprocess.Popen(words, env=environment, stderr=subprocess.PIPE)
    partial = Path("o.csv.partial")
    while running.poll() is None and not (partial.exists() and partial.read_bytes().count(b"\n") > 2):
        time.sleep(0.001)
    running.send_signal(number)
    running.communicate()
    if running.returncode:
        assert expected.startswith(partial.read_bytes())
        assert subprocess.run([*words, "--resume"], env=environment, check=False, capture_output=True).returncode == 0
    assert Path("o.csv").read_bytes() == expected
