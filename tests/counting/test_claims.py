"""Every figure that papers, lectures and libraries print, against the arithmetic: a wrong file cannot hide."""

import json
import subprocess
import sys
from functools import lru_cache

import pytest
from together import together

from archcalc.base.printed_numbers import parse_percent, parse_printed, parse_times
from archcalc.counting.claims import figure_kinds
from archcalc.counting.claims.check import CONTRADICTED, NOT_COMPUTED, OTHERWISE, REPRODUCED, check
from archcalc.counting.conventions import NAMES
from archcalc.language import about
from archcalc.language.about import Published
from archcalc.loading.library import load, names
from archcalc.network.builder import build
from archcalc.reports.claim_verdicts import judged


@lru_cache
def graph(name):
    return build(load(name))


def verdict(name, figure, printed, **more):
    """The verdict on one claim about a network."""
    about = graph(name).about._replace(published=(Published(figure, printed, "a test", **more),))
    (claim,) = check(graph(name)._replace(about=about), 4)
    return claim


@lru_cache
def all_claims():
    """Every claim of every bundled network."""
    return judged(None, 4)


def test_every_printed_figure_is_reproduced_or_has_an_erratum():
    told = [(name, claim.published.figure, claim) for name, claim in all_claims()]
    assert [row[:2] for row in told if row[2].verdict == NOT_COMPUTED or row[2].unexplained] == []
    right = [row[:2] for row in told if row[2].verdict == REPRODUCED and row[2].published.erratum]
    assert right == [], "an erratum on a figure that is right"


NOTHING_PRINTED = {"cifar_preresnet110", "inception_resnet_v1", "nin_cifar10", "preresnet18", "preresnet34", "preresnet50", "preresnet101",
                   "preresnet152", "preresnet200"}
"""Networks of which no paper and no library that was looked at prints a figure that is computed here."""


def test_every_network_has_a_printed_figure():
    assert set(names()) - {name for name, _ in all_claims()} == NOTHING_PRINTED


def test_no_figure_stands_twice():
    seen = [(name, claim.published) for name, claim in all_claims()]
    assert len(seen) == len(set(seen))


LECTURE = [
    # what the lecture prints, and what is true of it
    ("alexnet", {"layer": "conv1", "figure": "output"}, "55x55x96", REPRODUCED),
    ("alexnet", {"layer": "conv1", "figure": "weights"}, "35K", REPRODUCED),
    ("alexnet", {"layer": "pool1", "figure": "output"}, "27x27x96", REPRODUCED),
    ("vgg16", {"layer": "conv1_1", "figure": "memory"}, "3.2M", REPRODUCED),
    ("vgg16", {"layer": "input", "figure": "memory"}, "150K", REPRODUCED),
    ("vgg16", {"layer": "fc6", "figure": "weights"}, "102,760,448", REPRODUCED),
    ("vgg16", {"figure": "weights"}, "138M", REPRODUCED),
    ("vgg16", {"figure": "memory"}, "24M", OTHERWISE),
    ("vgg16", {"figure": "memory"}, "93MB", OTHERWISE),
    ("vgg19", {"figure": "params"}, "154M", CONTRADICTED),
    ("googlenet", {"figure": "params"}, "5M", CONTRADICTED),
    ("googlenet", {"figure": "params-ratio"}, "12x fewer", CONTRADICTED),
    ("googlenet", {"figure": "macs-ratio"}, "2x more", REPRODUCED),
    ("googlenet", {"figure": "modules", "layer": "inception_*"}, "9", REPRODUCED),
    ("googlenet", {"figure": "operators"}, "over 100", REPRODUCED),
    ("googlenet", {"figure": "output", "layer": "pool5"}, "1x1x1024", REPRODUCED),
    ("resnet152", {"figure": "depth"}, "152", REPRODUCED),
    ("resnet152", {"figure": "layers-ratio"}, "8x more", REPRODUCED),
    ("resnet152", {"figure": "fewer-macs"}, "faster than a VGGNet", REPRODUCED),
    ("resnet152", {"figure": "output", "layer": "pool1"}, "56x56", REPRODUCED),
]
PAPERS = [
    ("mixtral_8x7b", {"figure": "active-params"}, "12.9B", REPRODUCED),
    ("llama3_70b", {"figure": "cache", "tokens": "128000"}, "39.06GB", REPRODUCED),
    ("alexnet_2gpu", {"figure": "neurons", "layer": "conv1"}, "253,440", CONTRADICTED),
    ("alexnet_2gpu", {"figure": "params"}, "60M", REPRODUCED),
    ("lenet5_1998", {"figure": "macs"}, "340,908", REPRODUCED),
    ("lenet5_1998", {"figure": "params"}, "60,000", REPRODUCED),
    ("googlenet", {"figure": "params", "layer": "conv1"}, "2.7K", CONTRADICTED),
    ("googlenet", {"figure": "params", "layer": "conv2"}, "112K", REPRODUCED),
    ("googlenet", {"figure": "macs", "layer": "inception_5a"}, "54M", CONTRADICTED),
    ("mobilenet_v1", {"figure": "macs-share", "layer": "conv1"}, "1.19%", CONTRADICTED),
    ("mobilenet_v1", {"figure": "macs-share", "layer": "*/sep"}, "94.86%", REPRODUCED),
    ("cifar_preresnet1001", {"figure": "params"}, "10.2M", REPRODUCED),
    ("vgg16", {"figure": "macs"}, "15.3G", OTHERWISE),
    ("vgg16", {"figure": "memory"}, "48.6MB", CONTRADICTED),
    ("vgg16", {"figure": "macs"}, "13.6G", CONTRADICTED),
    ("inception_v3", {"figure": "params"}, "<25M", REPRODUCED),
    ("resnet50_keras", {"figure": "params"}, "25,636,712", REPRODUCED),
    ("squeezenet1_0", {"figure": "macs"}, "1700M", REPRODUCED),
]


@together(("name", "where", "printed", "expected"), LECTURE + PAPERS)
def test_what_the_collection_says_of_famous_figures(name, where, printed, expected):
    found = {claim.verdict for each, claim in all_claims() if each == name and claim.published.printed == printed
             and all(getattr(claim.published, key) == value for key, value in where.items())}
    assert found == {expected}


def test_a_ratio_is_worked_out():
    """51.68 MB of outputs beside AlexNet's 1.88 MB, as the lecture counts both; it printed 25x, for a convolution less."""
    (found,) = {claim.computed for name, claim in all_claims() if name == "vgg16" and claim.published.figure == "memory-ratio"}
    assert found == 27.53


@pytest.mark.parametrize(("claim", "expected"), [
    (("vgg16", "params", "138M"), (REPRODUCED, "exact")),
    (("vgg16", "params", "138,344,128"), (OTHERWISE, "weights")),
    (("vgg16", "memory", "58MB"), (REPRODUCED, "lecture")),
    (("vgg16", "memory", "61MB"), (REPRODUCED, "lecture")),
    (("vgg16", "memory", "93MB"), (OTHERWISE, "lecture-total")),
    (("vgg16", "macs", "15.47 billion FLOPs"), (REPRODUCED, "macs")),
    (("vgg16", "macs", "30.9 billion FLOPs"), (OTHERWISE, "flops")),
    (("vgg16", "macs", "15.3G"), (OTHERWISE, "conv-macs")),
    (("vgg16", "macs", "13.6G"), (CONTRADICTED, "macs")),
    (("vgg16", "params", "about 140M"), (REPRODUCED, "exact")),
    (("vgg16", "params", "many"), (NOT_COMPUTED, "")),
    (("vgg16", "receptive-field", "512x512"), (CONTRADICTED, "")),
    (("nerf", "filters", "3"), (REPRODUCED, "")),
])
def test_a_figure_is_read_as_it_was_meant(claim, expected):
    found = verdict(*claim)
    assert (found.verdict, found.convention) == expected


def test_every_figure_that_can_be_said_to_be_published_is_computed():
    assert set(figure_kinds.FIGURES) == set(about.FIGURES)


@pytest.mark.parametrize(("layer", "printed", "expected"), [
    ("pool5", "212x212", REPRODUCED), ("pool5", "212", REPRODUCED), ("pool5", "404", CONTRADICTED), ("pool5", "212 pixels", NOT_COMPUTED),
])
def test_a_receptive_field_is_read_by_its_sides(layer, printed, expected):
    assert verdict("vgg16", "receptive-field", printed, layer=layer).verdict == expected


def test_the_sides_of_a_receptive_field_are_in_their_order():
    assert verdict("i3d", "receptive-field", "7x11x11", layer="pool2").verdict == REPRODUCED
    assert verdict("i3d", "receptive-field", "11x11x7", layer="pool2").verdict == CONTRADICTED
    assert verdict("i3d", "receptive-field", "7", layer="pool2").verdict == CONTRADICTED


@pytest.mark.parametrize(("more", "expected"), [
    ({"layer": "conv9_9"}, NOT_COMPUTED), ({"convention": "lectur"}, NOT_COMPUTED), ({"convention": "weights"}, REPRODUCED),
])
def test_a_claim_about_nothing_is_not_computed(more, expected):
    assert verdict("vgg16", "params", "138M", **more).verdict == expected


def test_a_contradiction_says_by_how_much():
    assert verdict("vgg19", "params", "154M").off == pytest.approx(143_667_240 / 154e6 - 1)
    assert verdict("vgg19", "params", "144M").off is None


@pytest.mark.parametrize(("read", "text", "inside", "outside"), [
    (parse_printed, "138M", 138_357_544, 139_000_000),
    (parse_printed, "150K", 150_528, 160_000),
    (parse_printed, "112K", 114_688, 116_000),
    (parse_printed, "<25M", 23_834_568, 25_600_000),
    (parse_printed, "over 100", 143, 99),
    (parse_printed, "4096", 4096, 4097),
    (parse_times, "12x fewer", 12.4, 8.7),
    (parse_times, "2.3x", 2.26, 2.4),
    (parse_percent, "1.19%", 1.19, 1.91),
])
def test_what_a_printed_text_may_mean(read, text, inside, outside):
    assert any(reading.fits(inside) for reading in read(text))
    assert not any(reading.fits(outside) for reading in read(text))


def run(*words):
    return subprocess.run([sys.executable, "-m", "archcalc", *words], capture_output=True, text=True, check=False)


def test_the_json_is_the_contract():
    found = json.loads(run("claims", "vgg19", "--format", "json").stdout)
    assert found["schema"] == "archcalc/claims/1"
    (row,) = [row for row in found["claims"] if row["printed"] == "154M"]
    wanted = {"architecture": "vgg19", "figure": "params", "printed": "154M", "source": "lecture", "computed": 143_667_240,
              "verdict": "contradicted", "convention": "exact", "erratum": "a slip for the 144M of the paper's Table 2"}
    assert {key: row[key] for key in wanted} == wanted
    assert all(row["convention"] in {"", *NAMES} for row in found["claims"])


@pytest.mark.slow
def test_the_whole_collection_in_json_and_at_a_glance():
    assert len(json.loads(run("claims", "--format", "json").stdout)["claims"]) == len(all_claims())
    shown = run("claims").stdout
    assert f"{len(all_claims()):,} printed figures" in shown
    assert "138,344,128" not in shown


@pytest.mark.slow
def test_strict_fails_where_a_figure_is_contradicted_and_nobody_said_why(tmp_path):
    file = tmp_path / "net.yaml"
    text = ("input: [3, 8, 8]\nlayers: [conv: {filters: 8, kernel: 3}]\n"
            "published: [{figure: params, printed: '225', where: a test")
    file.write_text(text + "}]\n")
    assert run("claims", str(file)).returncode == 0
    assert run("claims", str(file), "--strict").returncode == 1
    file.write_text(text + ", erratum: unknown}]\n")
    assert run("claims", str(file), "--strict").returncode == 0
    assert run("claims", "--strict").returncode == 0
