"""The manual's recipe works: pictures, their codes, a linear classifier, an accuracy clearly above chance."""

import random
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from pages import text

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
