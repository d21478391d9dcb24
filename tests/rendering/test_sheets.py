"""Drawings on sheets: everything fits, letters can be read, what is folded is said, and nothing is lost."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from picture_geometry import blocks_in, check, faults, smallest

import archcalc
from archcalc.base.errors import ArchcalcError
from archcalc.base.picture import Text
from archcalc.rendering import drawings
from archcalc.rendering.drawings import paging, sheets
from archcalc.reports.collection_index import entries

NETWORKS = tuple(entry["name"] for entry in entries())


def pages_of(name, sheet="16:9", **choices):
    return paging.paged(archcalc.build(name), sheets.sheet(sheet), **choices)


def texts(picture):
    return [shape.text for shape in picture.shapes if isinstance(shape, Text)]


@pytest.mark.parametrize(("name", "sheet"), [
    ("unet", "16:9"), ("resnet50", "4:3"), ("googlenet", "16:9"), ("densenet121", "a4"), ("vit_b16", "column"),
    ("transformer_base", "16:9"), ("lenet5", "column")])
def test_letters_can_be_read_and_all_is_on_the_sheet(name, sheet):
    wanted = sheets.SHEETS[sheet]
    for page in pages_of(name, sheet).pictures:
        check(page)
        assert (page.width, page.height) == (wanted.width / sheets.POINT, wanted.height / sheets.POINT)
        assert smallest(page) >= wanted.least - 0.01


@pytest.mark.slow
@pytest.mark.sampled(one_in=10)
@pytest.mark.parametrize("name", NETWORKS)
def test_every_network_can_be_read_on_a_slide(name):
    for page in pages_of(name).pictures:
        assert not list(faults(page))
        assert smallest(page) >= 10 - 0.01


def test_the_recorded_figures_are_good():
    """Of tests/benchmarks/pictures.py: every network, measured from its pictures; at most 1.2 times the crossings of `dot`."""
    rows = json.loads((Path(__file__).parents[1] / "benchmarks" / "pictures.json").read_text("utf-8"))
    assert len(rows) >= 300
    assert all(row["faults"] == row["faults_on_pages"] == 0 and row["smallest_pt"] >= 10 - 0.01 for row in rows.values())
    for name, sheet in sheets.SHEETS.items():
        pages = [row[name] for row in rows.values() if name in row]
        assert len(pages) >= 300 or name == "16:9"
        assert all(page["faults"] == 0 and (page["smallest_pt"] >= sheet.least - 0.01 or page["told"]) for page in pages), name
    both = [row for row in rows.values() if "dot_crossings" in row]
    assert len(both) == len(rows)
    assert sum(row["crossings"] for row in both) <= 1.2 * sum(row["dot_crossings"] for row in both)


def test_a_fault_would_be_found():
    """The measure itself: a letter moved out, a block moved onto another, a size made smaller."""
    picture = drawings.draw(archcalc.build("lenet5"))
    at = next(number for number, shape in enumerate(picture.shapes) if isinstance(shape, Text) and shape.text == "conv1")
    for change in ({"x": picture.shapes[at].x + 40}, {"y": -5.0}):
        moved = (*picture.shapes[:at], picture.shapes[at]._replace(**change), *picture.shapes[at + 1:])
        assert list(faults(picture._replace(shapes=moved)))
    block = next(number for number, shape in enumerate(picture.shapes) if getattr(shape, "fill", "") == "pooling")
    moved = (*picture.shapes[:block], picture.shapes[block]._replace(y=picture.shapes[block].y - 40), *picture.shapes[block + 1:])
    assert any("overlap" in fault or "behind" in fault for fault in faults(picture._replace(shapes=moved)))


def test_what_is_folded_has_a_page_and_says_which():
    pages = pages_of("resnet50")
    assert len(pages.pictures) > 1
    overview, *rest = map(texts, pages.pictures)
    named = {int(number) for text in overview for number in re.findall(r"\(page (\d+)\)", text)}
    assert named == set(range(2, 2 + len(rest)))
    assert overview[1].startswith(f"page 1 of {len(pages.pictures)}; folded modules have pages")
    assert "\ue000" not in "".join(text for page in map(texts, pages.pictures) for text in page)
    assert len(pages.notes) == 1
    assert pages.notes[0].startswith(f"{len(pages.pictures)} pages, an overview")


def test_a_small_network_is_one_page_and_nothing_is_said():
    pages = pages_of("lenet5")
    assert (len(pages.pictures), pages.notes) == (1, ())
    assert smallest(pages.pictures[0]) == pytest.approx(18)


@pytest.mark.slow
def test_a_shape_stands_closer_before_it_is_given_up():
    """Stacks and pyramids whose rows stand a little closer, and towers in rows."""
    for name, pages in {"transformer_base": 3, "whisper_tiny": 3, "yolov3": 9, "clip_vit_b32": 3}.items():
        made = pages_of(name)
        assert len(made.pictures) <= pages, name
        assert not any("the shape of its own" in note for note in made.notes), name
        assert not list(faults(made.pictures[0])), name
        assert smallest(made.pictures[0]) >= 10 - 0.01


def test_two_streams_stand_in_two_rows():
    """AlexNet on one slide."""
    (page,) = pages_of("alexnet_2gpu").pictures
    at = {shape.text: (shape.x, shape.y) for shape in page.shapes if isinstance(shape, Text)}
    assert not list(faults(page))
    streams = [at[f"conv{number} [{half}/2]"] for number in range(1, 6) for half in (1, 2)]
    for above, below in zip(streams[::2], streams[1::2], strict=True):
        assert above[0] == pytest.approx(below[0])
        assert above[1] < below[1]
    assert at["conv1 [1/2]"][1] < at["conv2 [2/2]"][1] < at["conv3 [1/2]"][1], "the second row stands below the first"


def test_a_shape_that_does_not_fit_is_told():
    """Two streams in one column are another picture: AlexNet's point is lost, and nothing said so."""
    for name, sheet, lost in (("alexnet_2gpu", "column", "halves"), ("alexnet_2gpu", "16:9", "")):
        told = [note for note in pages_of(name, sheet).notes if "the shape of its own" in note]
        assert told == ([f"the shape of its own ({lost}) is too large for {sheet}: it stands in columns"] if lost else []), name


def test_a_shape_is_folded_before_it_is_given_up():
    """SSD's pyramid: all before its first output in one block, each block and output in the row of its resolution."""
    overview, *rest = pages_of("ssd300").pictures
    at = {shape.text.partition(" (")[0]: shape.y for shape in overview.shapes if isinstance(shape, Text) and shape.bold}
    assert {"stage1 .. stage3", "conv4_3_norm", "heads4"} <= {*at}
    for number in (8, 9, 10, 11):
        assert at[f"conv{number}"] == pytest.approx(at[f"heads{number}"], abs=1)
    assert at["conv8"] < at["conv9"] < at["conv10"] < at["conv11"]
    assert "SSD300: stage1 .. stage3" in texts(rest[0])
    assert {f"conv{stage}_{number}" for stage, count in ((1, 2), (2, 2), (3, 3)) for number in range(1, count + 1)} <= {*texts(rest[0])}
    assert not list(faults(overview))


@pytest.mark.slow
def test_every_shape_is_kept_on_a_slide():
    """Folded, in rows, or in stretches of several pages; what is folded has a page, and every page can be read."""
    for name in ("retinanet_resnet50", "mask_rcnn_resnet50", "yolov8n", "stable_diffusion_unet", "pix2pix", "siamese", "hrnet_w18"):
        made = pages_of(name)
        words = [texts(page) for page in made.pictures]
        assert not any("the shape of its own" in note for note in made.notes), name
        assert not [fault for page in made.pictures for fault in faults(page)], name
        assert min(map(smallest, made.pictures)) >= 10 - 0.01, name
        named = {int(number) for page in words for text in page for number in re.findall(r"\(page (\d+)\)", text)}
        first = next((number for number, page in enumerate(words) if ":" in page[0]), len(words))
        assert named <= {*range(first + 1, len(words) + 1)}, name
        for page, told in zip(made.pictures[:first], words, strict=False):
            assert sum(box.fill == "module" for box in blocks_in(page)) == sum("(page " in text for text in told), name


@pytest.mark.slow
def test_every_layer_is_on_a_page(tmp_path):
    """A chain without modules, far too long for one page: every layer stands on just one."""
    lines = "".join(f"  - conv: {{filters: 8, kernel: 3, padding: 1, name: c{number}}}\n" for number in range(150))
    (tmp_path / "long.yaml").write_text(f"input: [3, 8, 8]\nlayers:\n{lines}", "utf-8")
    graph = archcalc.build(tmp_path / "long.yaml")
    made = paging.paged(graph, sheets.sheet("4:3")).pictures
    found = [text for page in made for text in texts(page) if re.fullmatch(r"c\d+", text)]
    once = {text for text in found if found.count(text) == 1}
    assert {f"c{number}" for number in range(150)} == {*found}
    assert len(found) - 150 == len(made) - 1
    assert len(once) >= 150 - (len(made) - 1)


@pytest.mark.slow
def test_a_part_that_never_fits_stands_closer_or_is_cut_or_is_told(tmp_path):
    """DenseNet's blocks on 4:3 had letters of 9.7 pt; a module of branches fits no page, nor does a name on a large letter."""
    dense, branched = pages_of("densenet121", "4:3"), tmp_path / "branched.yaml"
    assert min(map(smallest, dense.pictures)) >= 10 - 0.01
    assert not [fault for page in dense.pictures for fault in faults(page)]
    assert len(dense.notes) == 1
    assert not [page[:2] for page in map(texts, dense.pictures) if "dense_block" in page[0] and "part" in page[1]], "each stays whole"
    branches = ", ".join(f"[conv: {{name: c{i}, filters: 8, kernel: 3}}]" for i in range(24))
    branched.write_text("input: [3, 8, 8]\nlayers:\n- conv: {name: stem, filters: 8, kernel: 3}\n- group:\n    name: module\n"
                        f"    layers: [concat: {{name: joined, branches: [{branches}]}}]\n", "utf-8")
    graph = archcalc.build(branched)
    opened = paging.paged(graph, sheets.sheet("4:3"), "2").pictures
    assert len(opened) > 1
    assert min(map(smallest, opened)) >= 10 - 0.01
    assert {f"c{i}" for i in range(24)} | {"joined"} <= {text for page in opened for text in texts(page)}
    assert all("module" in texts(page) for page in opened[1:]), "its frame is on every page that has a part of it"
    for sheet, least in (("column", 24), ("column", 40)):
        made = paging.paged(graph, sheets.sheet(sheet, least))
        size = min(map(smallest, made.pictures))
        told = [note for note in made.notes if note.startswith(f"a block alone is too large for {sheet}: letters are {size:.1f} pt high")]
        assert len(told) == (size < least - 0.05), (sheet, size, made.notes)
    assert size < least - 1, "a name that is wider than the column"


def test_smaller_letters_take_fewer_pages():
    few, many = (paging.paged(archcalc.build("googlenet"), sheets.sheet("16:9", least)).pictures for least in (5, 14))
    assert len(few) < len(many)
    assert min(map(smallest, many)) >= 14 - 0.01
    large = paging.paged(archcalc.build("lenet5"), sheets.sheet("16:9", 24))
    assert min(map(smallest, large.pictures)) >= 24 - 0.01, "letters are as large as titles, but where larger ones are asked for"


@pytest.mark.parametrize("choice", [{"slide": "3:2"}, {"slide": "16:9", "min_pt": 50.0}, {"min_pt": 8.0}, {"slide": "a4", "tall": True},
                                    {"slide": "a4", "form": "dot"}])
def test_what_makes_no_pages_is_refused(choice):
    with pytest.raises(ArchcalcError):
        archcalc.draw("lenet5", **choice)


@pytest.mark.slow
def test_files_of_pages(tmp_path):
    """One PDF and one HTML page for all; SVG numbered, and told what was there before."""
    def drawn(*words):
        command = [sys.executable, "-m", "archcalc", "draw", "unet", "--slide", "16:9", *words]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert drawn("-o", "net.pdf").returncode == 0
    assert (tmp_path / "net.pdf").read_bytes().count(b"/Type /Page ") == 3
    assert drawn("-o", "net.html").returncode == 0
    assert (tmp_path / "net.html").read_text("utf-8").count("<svg ") == 3
    assert "note: written: net-1.svg to net-3.svg\n" in drawn("-o", "net.svg").stderr
    assert "net-3.svg, 3 of which were there before" in drawn("-o", "net.svg").stderr
    refused = drawn("--format", "svg")
    assert (refused.returncode, refused.stdout) == (2, "")


def test_a_drawing_that_nobody_can_read_on_a_slide_says_so():
    assert "on a slide the letters are" in drawings.drawing(archcalc.build("resnet50"), "svg").notes[0]
    assert drawings.drawing(archcalc.build("lenet5"), "svg").notes == ()
