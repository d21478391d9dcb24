"""Pictures as inputs, what a network takes them for, and CNN codes written to a file."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from archcalc import build, run
from archcalc.base.errors import ArchcalcError
from archcalc.executor.backends import backend
from archcalc.executor.images import features, preprocessing, top_classes
from archcalc.executor.run import RunSettings
from archcalc.executor.weights.load import load, save

numpy = pytest.importorskip("numpy")
pillow = pytest.importorskip("PIL.Image")

NETWORK = """
input: [3, 12, 12]
preprocessing: {resize: 16, mean: [0.5, 0.4, 0.3], std: 0.25, channels: %s}
layers: [conv: {name: conv1, filters: 8, kernel: 3}, relu, max_pool: {kernel: 2}, flatten, linear: {name: fc1, units: 10}, softmax]
"""


@pytest.fixture
def network(tmp_path):
    path = tmp_path / "tiny.yaml"
    path.write_text(NETWORK % "RGB")
    return path


def picture(path, size=(40, 30), colour=None):
    """A picture of one colour, or a gradient in red and green and none in blue."""
    image = pillow.new("RGB", size, colour)
    if colour is None:
        image.putdata([(x * 255 // size[0], y * 255 // size[1], 0) for y in range(size[1]) for x in range(size[0])])
    image.save(path)
    return path


def command(*words):
    return subprocess.run([sys.executable, "-m", "archcalc", *map(str, words)], capture_output=True, text=True, timeout=60, check=False)


def prepared(path, *, channels="RGB"):
    path.parent.joinpath("net.yaml").write_text(NETWORK % channels)
    graph = build(str(path.parent / "net.yaml"))
    return preprocessing.batch(graph, [path], preprocessing.Recipe.of(graph))[0]


# --- preparation


def test_a_picture_is_normalised_channel_by_channel(tmp_path):
    values = prepared(picture(tmp_path / "grey.png", colour=(255, 102, 0)))
    for channel, (value, mean) in zip(values, [(1, 0.5), (0.4, 0.4), (0, 0.3)], strict=True):
        numpy.testing.assert_allclose(channel, (value - mean) / 0.25, atol=1e-6)


def test_bgr_turns_the_channels_before_they_are_normalised(tmp_path):
    values = prepared(picture(tmp_path / "grey.png", colour=(255, 102, 0)), channels="BGR")
    numpy.testing.assert_allclose(values[:, 0, 0], [(0 - 0.5) / 0.25, (0.4 - 0.4) / 0.25, (1 - 0.3) / 0.25], atol=1e-6)


def test_the_shorter_side_is_resized_and_the_middle_cut_out(tmp_path):
    """32 x 16, a left half of red, becomes as high as 16; of its width 4 to 28 the middle, 10 to 22, is left."""
    image = pillow.new("RGB", (32, 16))
    image.paste((255, 0, 0), (0, 0, 16, 16))
    image.save(tmp_path / "halves.png")
    red = prepared(tmp_path / "halves.png")[0]
    assert (red[:, :6] == (1 - 0.5) / 0.25).all()
    assert (red[:, 6:] == (0 - 0.5) / 0.25).all()


@pytest.mark.parametrize(("size", "form"), [((12, 12), "RGB"), ((5, 90), "RGB"), ((400, 7), "L"), ((1, 1), "RGBA"), ((30, 20), "P")])
def test_any_picture_becomes_an_input(tmp_path, size, form):
    pillow.new(form, size).save(tmp_path / "any.png")
    assert prepared(tmp_path / "any.png").shape == (3, 12, 12)


def test_the_usual_preparation_is_that_of_imagenet(tmp_path):
    """The shorter side to 256, the middle 224 x 224, the data set's mean and deviation, as torchvision's weights want it."""
    graph = build("alexnet_owt")
    recipe = preprocessing.Recipe.of(graph)
    path = picture(tmp_path / "cat.png", (320, 280))
    with pillow.open(path) as image:
        scaled = image.resize((round(320 * 256 / 280), 256), pillow.Resampling.BILINEAR)
    left, top = (scaled.width - 224) // 2, (scaled.height - 224) // 2
    values = numpy.asarray(scaled.crop((left, top, left + 224, top + 224))).astype("float32") / 255
    there = (values - (0.485, 0.456, 0.406)) / (0.229, 0.224, 0.225)
    numpy.testing.assert_allclose(preprocessing.batch(graph, [path], recipe)[0], there.transpose(2, 0, 1), atol=1e-5)


@pytest.mark.parametrize(("told", "words"), [
    ("{resizee: 3}", "did you mean 'resize'?"), ("{mean: [1, 2]}", "mean is 3 numbers"), ("{std: 0}", "std is 3 numbers"),
    ("{channels: L}", "RGB or BGR"), ("{resize: 0}", "resize is a size"), ("{mean: x}", "mean is 3 numbers")])
def test_a_preparation_that_makes_no_sense(tmp_path, told, words):
    path = tmp_path / "net.yaml"
    path.write_text(f"input: [3, 12, 12]\npreprocessing: {told}\nlayers: [relu]")
    with pytest.raises(ArchcalcError) as caught:
        preprocessing.Recipe.of(build(str(path)))
    assert words in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, b"GIF89a\xff\xff\xff\xff"])
def test_a_file_that_is_no_picture(tmp_path, content):
    (tmp_path / "cat.jpg").write_bytes(content)
    with pytest.raises(ArchcalcError, match="is no picture that can be read"):
        prepared(tmp_path / "cat.jpg")


def test_a_picture_that_would_fill_the_memory_is_refused(tmp_path, monkeypatch):
    path = picture(tmp_path / "large.png", (100, 100))
    monkeypatch.setattr(pillow, "MAX_IMAGE_PIXELS", 100)
    with pytest.raises(ArchcalcError, match="would take the memory of 100 pixels or more"):
        prepared(path)


# --- what is made of them


def test_the_most_probable_classes(network, tmp_path):
    labels = tmp_path / "labels.txt"
    labels.write_text("".join(f"thing {i}\n" for i in range(10)))
    result = command("run", network, "--image", picture(tmp_path / "a.png"), "--image", picture(tmp_path / "b.png", colour=(9, 9, 9)),
                     "--top", "3", "--labels", labels, "--format", "json")
    answer = json.loads(result.stdout)
    assert [(row["image"], row["rank"]) for row in answer["top"]] == [(name, rank) for name in ("a.png", "b.png") for rank in (1, 2, 3)]
    assert all(row["class"].startswith("thing ") and 0.1 <= row["share"] <= 1 for row in answer["top"] if row["rank"] == 1)
    assert answer["fused"] is True


def test_probabilities_are_left_and_scores_go_through_a_softmax():
    rows = [(row[2], row[3]) for row in top_classes.best(numpy, numpy.array([[0.2, 0.7, 0.1]]), [Path('a.png')], 2, None).rows]
    assert rows == [("class 1", 0.7), ("class 0", 0.2)]
    (row,) = top_classes.best(numpy, numpy.array([[0.0, numpy.log(3)]]), [Path("a.png")], 1, ["cat", "dog"]).rows
    assert row[2] == "dog"
    assert abs(row[3] - 0.75) < 1e-9


def test_labels_that_do_not_fit(tmp_path):
    (tmp_path / "labels.txt").write_text("cat\ndog\n")
    with pytest.raises(ArchcalcError, match="2 names, and the network has 1,000 classes"):
        top_classes.labels(tmp_path / "labels.txt", 1000)


@pytest.mark.parametrize("batch", [1, 2, 5])
def test_codes_are_the_layer_s_values_of_every_picture(network, tmp_path, batch):
    paths = [picture(tmp_path / f"{i}.png", (20 + i, 30)) for i in range(5)]
    graph, part = build(str(network), batch=batch), build(str(network), batch=5)
    shape, _ = features.write(graph, backend("numpy"), RunSettings(fuse=True), "relu1", paths, tmp_path / "codes.npy")
    codes = numpy.load(tmp_path / "codes.npy")
    expected = run(part, preprocessing.batch(part, paths, preprocessing.Recipe.of(part)), outputs=["relu1"]).outputs["relu1"]
    assert shape == codes.shape == (5, 8, 10, 10)
    numpy.testing.assert_allclose(codes, expected, atol=1e-5)


def test_codes_take_a_file_of_the_whole_network_s_weights(network, tmp_path):
    graph, path, file = build(str(network)), picture(tmp_path / "a.png"), tmp_path / "w.npz"
    save(file, load(graph, "random", seed=5))
    features.write(graph, backend("numpy"), RunSettings(str(file)), "relu1", [path], tmp_path / "codes.npy")
    x = preprocessing.batch(graph, [path], preprocessing.Recipe.of(graph))
    expected = run(graph, x, file, outputs=["relu1"]).outputs["relu1"]
    numpy.testing.assert_allclose(numpy.load(tmp_path / "codes.npy"), expected, atol=1e-5)


def test_a_folder_of_pictures_is_taken_by_name(network, tmp_path):
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name in ("b.jpg", "a.png", "c.webp"):
        picture(folder / name)
    (folder / "notes.txt").write_text("no picture")
    assert [path.name for path in preprocessing.listed([folder])] == ["a.png", "b.jpg", "c.webp"]
    result = command("run", network, "--image", folder, "--features", "fc1", "-o", tmp_path / "codes.npy")
    assert (result.returncode, result.stdout) == (0, "")
    assert "3x10 float32 values of fc1" in result.stderr


def test_one_bad_picture_leaves_those_before_it(network, tmp_path):
    picture(tmp_path / "a.png")
    (tmp_path / "b.png").write_bytes(b"no picture")
    pictures = ("--image", tmp_path / "a.png", "--image", tmp_path / "b.png")
    words = ("run", network, *pictures, "--features", "fc1", "--batch", "1", "-o", tmp_path / "c.npy")
    assert command(*words).returncode == 2
    assert {path.name for path in tmp_path.iterdir()} == {"a.png", "b.png", "tiny.yaml", "c.npy.partial"}
    picture(tmp_path / "b.png")
    assert "resumed: 1 of 2 pictures were there" in command(*words, "--resume").stderr
    assert numpy.load(tmp_path / "c.npy").shape == (2, 10)


@pytest.mark.quick(cases=2)
@pytest.mark.parametrize(("words", "told"), [
    (["--features", "fc9", "-o", "c.npy"], "did you mean 'fc1'?"), (["--features", "fc1"], "-o codes.npy"),
    (["--features", "fc1", "-o", "c.csv"], "-o codes.npy"), (["--labels", "none.txt"], "none.txt")])
def test_options_that_do_not_go_together(network, tmp_path, words, told):
    result = command("run", network, "--image", picture(tmp_path / "a.png"), *words)
    assert result.returncode == 2
    assert told in result.stderr


def test_a_network_of_other_inputs_takes_no_picture():
    with pytest.raises(ArchcalcError, match="does not take one picture"):
        preprocessing.Recipe.of(build("unet")._replace(nodes=build("cifar_resnet20").nodes[1:]))
