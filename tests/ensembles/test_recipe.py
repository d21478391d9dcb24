"""The manual's recipe works: pictures, their codes, a linear classifier, an accuracy clearly above chance."""

import json
import random
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from pages import blocks, text

import archcalc

TEXT = text("planning")
SIDE, NOISE = 40, 20
KINDS = {
    "stripes": lambda across, down: across,
    "checks": lambda across, down: across != down,
    "dots": lambda across, down: across and down,
}


def picture(kind, chance):
    """Stripes, checks or dots, of some size and colours, somewhere, with noise."""
    from PIL import Image

    period, left, top = chance.randint(6, 10), chance.randint(0, 9), chance.randint(0, 9)
    inks = [tuple(chance.randint(darkest, darkest + 80) for _ in range(3)) for darkest in (160, 0)]
    image = Image.new("RGB", (SIDE, SIDE))
    for x in range(SIDE):
        for y in range(SIDE):
            ink = inks[KINDS[kind]((x + left) % period < period / 2, (y + top) % period < period / 2)]
            image.putpixel((x, y), tuple(min(255, max(0, value + chance.randint(-NOISE, NOISE))) for value in ink))
    return image


@pytest.mark.slow
def test_the_recipe_of_the_manual_tells_stripes_from_dots(tmp_path, monkeypatch):
    for library in ("numpy", "PIL", "sklearn"):
        pytest.importorskip(library, reason="the recipe wants archcalc[run,images,recipes]")
    monkeypatch.chdir(tmp_path)
    Path("pictures").mkdir()
    chance = random.Random(0)
    for kind in KINDS:
        for number in range(40):
            picture(kind, chance).save(f"pictures/{kind}_{number:02}.png")
    (command,) = re.findall(r"```sh\n(archcalc run .* --features .*)\n```", TEXT)
    subprocess.run([sys.executable, "-m", *shlex.split(command)], check=True, timeout=120)
    (recipe,) = re.findall(r"```python recipe\n(.*?)```", TEXT, re.DOTALL)
    names: dict[str, object] = {}
    exec(recipe, names)
    assert names["codes"].shape == (120, 64)
    assert names["accuracy"] > 0.6                     # by chance: a third
    voted = subprocess.run([sys.executable, "-m", "archcalc", "vote", "linear.csv", "linear.csv", "--soft"], check=False,
                           timeout=60, capture_output=True, text=True)
    assert "of one mind on 60 of 60 images" in voted.stdout, voted.stderr


@pytest.mark.slow
def test_stacking_hears_the_model_that_knows(tmp_path, monkeypatch):
    """One model says the right class by a hair, one another class loudly: their mean is wrong, a stack of them right."""
    numpy = pytest.importorskip("numpy")
    pytest.importorskip("sklearn")
    monkeypatch.chdir(tmp_path)
    Path("scores").mkdir()
    truth = numpy.random.default_rng(0).integers(0, 3, 60)
    knows, loud = numpy.full((60, 3), 0.3), numpy.full((60, 3), 0.05)
    knows[range(60), truth], loud[range(60), (truth * truth + 1) % 3] = 0.4, 0.9
    for name, rows in (("knows", knows), ("loud", loud)):
        lines = [f"{i:02},{','.join(map(str, row))}\n" for i, row in enumerate(rows)]
        Path(f"scores/{name}.csv").write_text("image,a,b,c\n" + "".join(lines))
    right = [f"{i:02},{'abc'[each]}\n" for i, each in enumerate(truth)]
    Path("truth.csv").write_text("image,class\n" + "".join(right))
    exec(dict(blocks("ensembles", "python"))["stack.py"], {})
    Path("half.csv").write_text("image,class\n" + "".join(right[30:]))
    stacked = archcalc.vote("stacked.csv", soft=True, labels="half.csv").table("accuracy").column("accuracy")[0]
    mean = archcalc.vote("scores/knows.csv", "scores/loud.csv", soft=True, labels="truth.csv").table("accuracy").column("accuracy")[-1]
    assert stacked == 1
    assert mean < 0.5


def test_the_four_situations_of_the_manual_are_those_that_were_measured():
    """By tests/oracle/four_situations.py, which runs the recipe."""
    record = json.loads(Path(__file__).parents[1].joinpath("oracle", "four_situations.json").read_text("utf-8"))
    for way, accuracies in record.items():
        assert f"| {way} | {' | '.join(accuracies)} |".replace("%", " %") in TEXT
    compile(dict(blocks("planning", "python"))["four_situations.py"], "four_situations.py", "exec")
