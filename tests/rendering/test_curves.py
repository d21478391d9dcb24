"""Receptive fields over depth and rooflines: the figures are those of tables and of the literature, and all can be read."""

from functools import cache
from math import log10

import pytest
from picture_geometry import colliding, overlaps, room

import archcalc
from archcalc.api.charts import ChartSettings, chart
from archcalc.api.plan_options import PlanOptions, answered
from archcalc.base.picture import Box, Text
from archcalc.rendering import drawings
from archcalc.rendering.drawings.charts import curve_letters, curves
from archcalc.rendering.tables.layout import Page
from archcalc.training.gpus import DEVICES

VGG16 = [3, 5, 6, 10, 14, 16, 24, 32, 40, 44, 60, 76, 92, 100, 132, 164, 196, 212, 404, 404, 404]
"""Worked out by hand: r + (k - 1)*j, layer by layer, j doubled at each pooling; 212 at the last pooling is in Araujo et al. 2019."""
CHARTS = {"fields": ("receptive-fields", ("vgg16", "alexnet"), 1, ()), "roof": ("roofline", ("resnet18",), 1, ("a100",)),
          "two roofs": ("roofline", ("vgg11", "resnet18"), 32, ("h100", "float16"))}


@cache
def charted(name):
    kind, networks, batch, settings = CHARTS[name]
    return chart(kind, [archcalc.build(each, batch=batch) for each in networks], ChartSettings(*settings))


def test_receptive_fields_are_those_of_the_literature():
    fields = charted("fields")
    vgg, alexnet = fields.panels
    assert [dot.y for dot in vgg.dots] == VGG16
    assert [dot.x for dot in vgg.dots] == [*range(1, 22)]
    assert [dot.y for dot in alexnet.dots if dot.role == "convolution"] == [11, 51, 99, 131, 163]
    assert {line.points[0][1] for panel in fields.panels for line in panel.lines if line.dashed} == {224, 227}
    assert vgg.note == "fc8 sees 404; as wide as the input from fc6 on"


@pytest.mark.slow
def test_branches_stand_as_deep_as_their_longest_way():
    (panel,) = chart("receptive-fields", [archcalc.build("googlenet")], ChartSettings()).panels
    at = {dot.name: (dot.x, dot.y) for dot in panel.dots}
    assert {at[f"inception_3a/{name}"][0] for name in ("1x1", "3x3_reduce", "5x5_reduce", "pool")} == {8}
    assert {at[f"inception_3a/{name}"] for name in ("3x3", "5x5")} == {(9, 43), (9, 59)}


def test_every_layer_stands_on_the_roof():
    """The figures of `plan --roofline`, and the place in the picture."""
    card, (panel,) = DEVICES["a100"], charted("roof").panels
    table = answered(archcalc.build("resnet18"), PlanOptions(gpu="a100", roofline=True)).table("roofline")
    rows = {name: (operations / moved, operations / seconds) for name, operations, moved, seconds in zip(*map(
        table.column, ("layer", "operations", "bytes", "seconds")), strict=True) if operations}
    for dot in panel.dots:
        assert (dot.x, dot.y) == pytest.approx(rows[dot.name.partition(" and ")[0]])
        assert dot.y == pytest.approx(min(dot.x * card.bandwidth, *(card.rate(number) for number in ("tf32", "float32")
                                                                    if card.rate(number) >= dot.y * 0.999)))
    more = [int(dot.name.rpartition(" and ")[2].split()[0]) for dot in panel.dots if " more" in dot.name]
    assert sum(more) + len(panel.dots) == len(rows)
    assert {line.points[1] for line in panel.lines} == {(card.rate(n) / card.bandwidth, card.rate(n)) for n in ("tf32", "float32")}
    assert any("ridge at 76.5 FLOP/byte" in line.name for line in panel.lines)
    picture = curves.picture(charted("roof"))
    discs = [shape for shape in picture.shapes if isinstance(shape, Box) and shape.hint]
    xs = sorted((disc.x + disc.width / 2, log10(dot.x)) for disc in discs for dot in panel.dots if dot.told == disc.hint)
    (a, low), (b, high) = xs[0], xs[-1]
    assert all(x == pytest.approx(a + (b - a) * (value - low) / (high - low)) for x, value in xs), "a logarithmic axis"


@pytest.mark.parametrize("name", CHARTS)
def test_charts_can_be_read(name):
    shown = charted(name)
    picture = drawings.chart(shown)
    texts = [shape for shape in picture.shapes if isinstance(shape, Text)]
    rooms = [room(text) for text in texts if not text.turned]
    assert colliding(rooms) is None
    assert all(left >= 0 and top >= 0 and right <= picture.width and bottom <= picture.height for left, top, right, bottom in rooms)
    discs = [shape for shape in picture.shapes if isinstance(shape, Box) and shape.hint]
    for text in (text for text in texts if text.text in {dot.name for panel in shown.panels for dot in panel.dots}):
        assert not any(overlaps(room(text), (disc.x, disc.y, disc.x + disc.width, disc.y + disc.height), 1) for disc in discs), text
    assert min(text.size for text in texts) * 900 / picture.width >= 10, "points on a slide"
    for columns in (80, 200):
        for raw in (False, True):
            text = drawings.charted(shown, Page(width=columns, raw=raw))
            assert max(map(len, text.splitlines())) <= columns
            assert text.isascii() or not raw
            assert all(panel.title in text and all(f"{letter} {dot.told}"[:30] in text for letter, dot in zip(
                "abcde", [dot for dot in panel.dots if dot.named], strict=False)) for panel in shown.panels)
            marks = sum(line[8:].count("o" if raw else "•") for line in text.splitlines() if line[7:8] in "|│")
            assert marks > 5


@pytest.mark.parametrize(("name", "networks", "settings", "told"), [
    ("roofline", ["lenet5"], {}, "none is named"), ("roofline", ["lenet5"], {"gpu": "24GiB"}, "only the memory is known"),
    ("roofline", [], {"gpu": "a100"}, "wants a network"), ("receptive-fields", ["lenet5"], {"gpu": "a100"}, "--gpu says nothing"),
    ("receptive-fields", ["bert_base"], {}, "has no receptive fields"), ("rooflne", ["lenet5"], {}, "did you mean 'roofline'"),
    ("receptive-fields", ["lenet5"] * 13, {}, "13 networks are more than the 12 panels")])
def test_what_a_chart_cannot_show_is_refused(name, networks, settings, told):
    with pytest.raises(archcalc.ArchcalcError, match=told):
        chart(name, [archcalc.build(each) for each in networks], ChartSettings(**settings))


def test_steep_lines_have_no_holes_at_the_terminal():
    text = curve_letters.charted(charted("fields"), 100)
    rows = [line[8:] for line in text.splitlines() if line[7:8] == "│"][:16]
    assert all(any(letter in row for letter in "•─╱a") for row in rows[1:])
