"""The manual's search spaces hold the networks that their authors' code makes, and those that were published."""

import json
from pathlib import Path

import pytest
from pages import put_files

import archcalc

RECORD = json.loads(Path(__file__).parents[1].joinpath("oracle", "search_spaces.json").read_text("utf-8"))
SIZE = f"3x{RECORD['size']}x{RECORD['size']}"
REGNETS = {
    # d, w_0, w_a, w_m, g as in the figures of the paper on its best networks, and in the files of pycls
    "regnetx_200mf": (13, 24, 36.44, 2.49, 8), "regnetx_400mf": (22, 24, 24.48, 2.54, 16), "regnetx_600mf": (16, 48, 36.97, 2.24, 24),
    "regnetx_800mf": (16, 56, 35.73, 2.28, 16), "regnetx_1_6gf": (18, 80, 34.01, 2.25, 24), "regnetx_3_2gf": (25, 88, 26.31, 2.25, 48),
    "regnetx_4_0gf": (23, 96, 38.65, 2.43, 40), "regnetx_6_4gf": (17, 184, 60.83, 2.07, 56), "regnetx_8_0gf": (23, 80, 49.56, 2.88, 120),
    "regnetx_12gf": (19, 168, 73.36, 2.37, 112), "regnetx_16gf": (22, 216, 55.59, 2.1, 128), "regnetx_32gf": (23, 320, 69.86, 2.0, 168),
    "regnety_200mf": (13, 24, 36.44, 2.49, 8), "regnety_400mf": (16, 48, 27.89, 2.09, 8), "regnety_600mf": (15, 48, 32.54, 2.32, 16),
    "regnety_800mf": (14, 56, 38.84, 2.4, 16), "regnety_1_6gf": (27, 48, 20.71, 2.65, 24), "regnety_3_2gf": (21, 80, 42.63, 2.66, 24),
    "regnety_4_0gf": (22, 96, 31.41, 2.24, 64), "regnety_6_4gf": (25, 112, 33.22, 2.27, 72), "regnety_8_0gf": (17, 192, 76.82, 2.19, 56),
    "regnety_12gf": (19, 168, 73.36, 2.37, 112), "regnety_16gf": (18, 200, 106.23, 2.48, 112), "regnety_32gf": (20, 232, 115.89, 2.53, 232),
}


@pytest.fixture
def space(tmp_path):
    put_files("sweeps", tmp_path)
    return lambda name, **options: archcalc.load(str(tmp_path / f"{name}.yaml"), options=options, input_size=SIZE)


def figures(spec):
    report = archcalc.analyze(spec)
    return report.tables[0].totals["params"], report.tables[0].totals["macs"]


@pytest.mark.parametrize("name", [pytest.param(name, marks=[pytest.mark.slow] * (name not in {"regnetx_200mf", "regnety_3_2gf"})) for name in REGNETS])
def test_published_regnets_are_points_of_their_space(space, name):
    options = dict(zip(("blocks", "w_0", "w_a", "w_m", "group_width"), REGNETS[name], strict=True))
    ours = space("regnet_space", **options, squeeze_excite=name.startswith("regnety"))
    assert figures(ours) == figures(archcalc.load(name, input_size=SIZE))


@pytest.mark.parametrize("place", [pytest.param(place, marks=[pytest.mark.slow] * (place > 0)) for place in range(20)])
def test_any_regnet_is_the_one_of_its_authors(space, place):
    *options, params, macs = RECORD["regnet"][place].items()
    assert figures(space("regnet_space", **dict(options))) == (params[1], macs[1])


@pytest.mark.parametrize("place", [pytest.param(place, marks=[pytest.mark.slow] * (place > 2)) for place in range(22)])
def test_any_mobilenet_is_the_one_of_its_authors(space, place):
    row = RECORD["mobilenet_v3"][place]
    options = {f"{what}_{i // 4 + 1}_{i % 4 + 1}": each for what in ("kernel", "expand") for i, each in enumerate(row[what])}
    options |= {f"depth_{i}": each for i, each in enumerate(row["depth"], 1)}
    assert figures(space("mobilenet_v3_space", **options)) == (row["params"], row["macs"])
