"""Shapes of drawings: which network takes which, and what each promises of its picture."""

from collections import Counter
from io import BytesIO

import pytest
from picture_geometry import check
from test_drawings import NETWORKS, boxes

import archcalc
from archcalc.base.picture import Path, Text
from archcalc.rendering import drawings
from archcalc.rendering.drawings import rewrites, shapes
from archcalc.rendering.drawings.diagram import diagram
from archcalc.rendering.drawings.diagram_parts import DiagramFrame, folded
from archcalc.rendering.drawings.layout.tracks import Stretch, tracks
from archcalc.rendering.drawings.shapes import halves, lanes, towers, u

SHAPES = {
    "unet": "u", "unet3d": "u", "segnet": "u", "pix2pix": "u", "vnet": "u", "unet_plus_plus": "u", "ddpm_cifar10": "u",
    "stable_diffusion_unet": "u", "retinanet_resnet50": "pyramid", "faster_rcnn_resnet50": "pyramid", "ssd300": "pyramid",
    "yolov3": "pyramid", "yolov8n": "pyramid", "hrnet_w18": "lanes", "alexnet_2gpu": "halves", "siamese": "towers",
    "clip_vit_b32": "towers", "transformer_base": "stacks", "t5_small": "stacks", "whisper_tiny": "stacks",
    "seq2seq_attention": "stacks",
}


@pytest.mark.parametrize("name", ["unet", "ddpm_cifar10", "ssd300", "faster_rcnn_resnet50", "hrnet_w18", "alexnet_2gpu", "siamese",
                                  "transformer_base", "seq2seq_attention", "densenet121", "lstm_classifier"])
def test_nothing_overlaps_in_a_shape(name):
    check(drawings.draw(archcalc.build(name)))


@pytest.mark.slow
@pytest.mark.sampled(one_in=10)
@pytest.mark.parametrize("name", NETWORKS)
def test_a_network_has_one_shape_at_most(name):
    """Those that are drawn so, and no others; the rest stands in columns."""
    first = {"alexnet_2gpu": "halves"} | SHAPES
    family = {shape for known, shape in first.items() if known.rpartition("_")[0] and name.startswith(known.rpartition("_")[0])}
    fitting = shapes.fitting(diagram(archcalc.build(name)))
    assert len(fitting) <= 1
    assert fitting == [SHAPES[name]] if name in SHAPES else not fitting or {*fitting} <= family | {"pyramid", "lanes", "stacks"}


@pytest.mark.parametrize("name", ["unet", "transformer_base", "seq2seq_attention", "alexnet_2gpu", "hrnet_w18", "ssd300", "clip_vit_b32"])
def test_a_network_takes_its_shape(name):
    assert shapes.fitting(diagram(archcalc.build(name))) == [SHAPES[name]]


@pytest.mark.parametrize("name", ["vgg16", "resnet50", "googlenet", "deeplabv3", "slowfast_4x16_r50", "bert_base", "cyclegan_generator"])
def test_others_stand_in_columns(name):
    assert shapes.fitting(diagram(archcalc.build(name))) == []


def middle(box):
    return box.x + box.width / 2, box.y + box.height / 2


def test_a_unet_is_a_u():
    """Down the left, up the right, the bottleneck lowest, and every skip level."""
    graph = archcalc.build("unet")
    spots = u.laid(diagram(graph)).spots
    at = {graph.nodes[node].name: (x + wide / 2, y + high / 2) for node, (x, y, wide, high) in spots.items()}
    for level in range(1, 5):
        (left, down), (right, level_with) = at[f"level_{level}/conv2"], at[f"up_{level}/crop"]
        assert left < right
        assert down == pytest.approx(level_with, abs=0.5)
        assert down < at["level_5/conv2"][1]
    assert [at[f"level_{level}/conv1"][1] for level in range(1, 6)] == sorted(at[f"level_{level}/conv1"][1] for level in range(1, 6))
    assert at["level_4/conv1"][0] < at["level_5/conv1"][0] < at["up_4/convs/conv2"][0]


def test_a_resolution_falls_by_halves_and_not_by_crops():
    """Valid convolutions take 4 off every image, and the crop of the first skip goes from 568 to 392."""
    from archcalc.rendering.drawings.shapes._resolutions import levels

    made = levels(diagram(archcalc.build("unet")))
    assert made.bands == [0, 1, 2, 3, 4]
    assert made.across() == {0, 1, 2, 3}
    assert [level.phase for level in made.parts] == [0] * 10 + [1] * 5


def test_several_parts_in_one_block_are_all_there():
    """The operators of all blocks, each as often as it repeats, are those of the network, in every form; nothing reads itself."""
    for name in ("ssd300", "pix2pix", "retinanet_resnet50"):
        graph = archcalc.build(name)
        wanted = Counter(node.op.kind for node in graph.nodes if "beside" not in node.op.traits)
        forms = [form for _, form in shapes.compact(rewrites.rewritten(diagram(graph)))]
        counts = [len(form.diagram.root.parts) for form in forms]
        assert len(forms) > 3, name
        assert min(counts) < counts[0], name
        for form in forms:
            held = Counter(kind for block in form.diagram.root.blocks() for kind in block.holds * block.times)
            assert held == wanted, name
            seen = set()
            for part in form.diagram.root.parts:
                assert all(a in seen for a, b in form.diagram.links if b == part.nodes[0]), name
                seen.add(part.nodes[0])


def test_a_folded_module_tells_how_much_it_holds():
    """Its repeats, too: conv3_x of ResNet-50 has 4 blocks, and not the 2 that are drawn."""
    (block,) = [folded(part) for part in diagram(archcalc.build("resnet50")).root.parts if part.name == "conv3_x"]
    assert block.kind == "13 conv, 4 add"


def test_outputs_of_a_pyramid_stand_at_its_side():
    graph = archcalc.build("retinanet_resnet50")
    made = shapes.NAMES.load("pyramid").laid(diagram(graph))
    at = {graph.nodes[node].name: spot for node, spot in made.spots.items()}
    heads = [spot[0] for name, spot in at.items() if name.endswith(("/classes", "/boxes"))]
    assert min(heads) > max(spot[0] for name, spot in at.items() if "inner" in name or name.startswith("conv4"))


def test_two_groups_are_two_streams():
    made = halves.halved(diagram(archcalc.build("alexnet_2gpu")))
    blocks = {block.name: block for block in made.root.blocks()}
    assert (blocks["conv2 [1/2]"].kind, blocks["conv2 [1/2]"].volume) == ("5x5 conv, 128", "27x27x128")
    assert blocks["input"].volume == "227x227x3"
    read = {name: sum(target == block.nodes[0] for _, target in made.links) for name, block in blocks.items()}
    assert [read[f"conv{number} [1/2]"] for number in range(1, 6)] == [1, 1, 2, 1, 1]
    assert read["fc6"] == 2
    assert {name for name in blocks if name.startswith("fc")} == {"fc6", "fc7", "fc8"}
    told = {name: block.after for name, block in blocks.items() if any("reads some" in word for word in block.after)}
    assert told == {f"norm{number} [{half}/2]": (f"reads some of [{3 - half}/2]",) for number in (1, 2) for half in (1, 2)}


def test_lanes_say_what_their_arrows_hold():
    made = lanes.streams(diagram(archcalc.build("hrnet_w18")))
    assert made.carried[1:] == ("an arrow up holds 1 conv, 1 upsample", "an arrow down holds 1 conv or 2 conv or 3 conv")
    assert max(block.lane for block in made.blocks) == 5
    assert [count for _, count in made.repeats] == [3, 2]
    graph = archcalc.build("hrnet_w18")
    texts = [shape.text for shape in drawings.draw(graph).shapes if isinstance(shape, Text)]
    assert {*made.carried} <= {*texts}


def test_a_decoder_stands_beside_its_encoder():
    picture = drawings.draw(archcalc.build("transformer_base"))
    at = boxes(picture, "encoded", "cross", "source", "target", "scores")
    assert middle(at["encoded"])[0] == pytest.approx(middle(at["source"])[0], abs=1)
    assert at["encoded"].x + at["encoded"].width < at["cross"].x
    assert middle(at["cross"])[0] == pytest.approx(middle(at["scores"])[0], abs=30)
    arriving = [shape.steps[-1] for shape in picture.shapes if isinstance(shape, Path) and shape.line == "edge"]
    assert any(x == pytest.approx(at["cross"].x - 6, abs=0.2) and y == pytest.approx(middle(at["cross"])[1], abs=20)
               for *_, x, y in arriving)


def test_towers_run_side_by_side():
    graph = archcalc.build("siamese")
    spots = towers.laid(diagram(graph)).spots
    at = {graph.nodes[node].name: spot for node, spot in spots.items()}
    for left, right in (("left", "right"), ("tower_left/conv3", "tower_right/conv3")):
        assert at[left][0] == pytest.approx(at[right][0], abs=1)
        assert at[left][1] + at[left][3] < at[right][1]


# parts

def frame(part, name):
    if isinstance(part, DiagramFrame):
        found = part if part.name.startswith(name) else None
        return found or next(filter(None, (frame(each, name) for each in part.parts)), None)
    return None


def test_a_dense_block_shows_three_layers_and_all_links():
    made = rewrites.rewritten(diagram(archcalc.build("densenet121")))
    block = frame(made.root, "dense_block_3")
    assert block.name == "dense_block_3: 24 layers, growth 32"
    assert [(part.name, part.kind) for part in block.parts] == [
        ("layer_1", "2 conv: +32 channels"), ("layer_2", "2 conv: +32 channels"), ("layer_3", "2 conv: +32 channels"),
        ("layer_4 .. layer_24", "· · ·  21 more"), ("concat", "all of these")]
    inside = {part.nodes[0] for part in block.parts}
    assert sum(a in inside and b in inside for a, b in made.links) == 10
    assert sum(a not in inside and b in inside for a, b in made.links) == 5
    assert sum(a in inside and b not in inside for a, b in made.links) == 1
    asked = rewrites.rewritten(diagram(archcalc.build("densenet121"), "2"))
    assert len(frame(asked.root, "dense_block_3").parts) == 24


def test_resnet_34_unfolded_is_the_column_of_the_paper():
    """33 convolutions of the main way, 16 sums, and every shortcut with a layer dashed (He et al. 2016, figure 3)."""
    graph = archcalc.build("resnet34")
    unfolded, as_usual = diagram(graph, unfold=True), diagram(graph)
    blocks = list(unfolded.root.blocks())
    assert [sum(block.kind.startswith(kind) for block in blocks) for kind in ("3x3 conv", "7x7 conv", "1x1 conv")] == [32, 1, 3]
    assert sum(block.sign == "+" for block in blocks) == 16
    assert not any(block.times > 1 for block in blocks)
    assert len(blocks) > sum(1 for _ in as_usual.root.blocks())
    assert len(rewrites.rewritten(unfolded).dashed) == 6
    check(drawings.draw(graph, tall=True, unfold=True))
    for words in ({"slide": "16:9"}, {"style": "volumes"}):
        with pytest.raises(archcalc.ArchcalcError, match="--unfold says nothing"):
            archcalc.draw(graph, unfold=True, **words)


@pytest.mark.parametrize(("name", "count"), [("resnet34", 3), ("resnet50", 4), ("vgg16", 0), ("googlenet", 0), ("retinanet_resnet50", 0)])
def test_projections_are_dashed(name, count):
    assert len(rewrites.rewritten(diagram(archcalc.build(name))).dashed) == 2 * count


@pytest.mark.parametrize(("name", "steps"), [("lstm_classifier", 100), ("seq2seq_attention", 50)])
def test_recurrent_layers_are_unrolled(name, steps):
    texts = [shape.text for shape in drawings.draw(archcalc.build(name)).shapes if isinstance(shape, Text)]
    assert {"t=1", "t=2", f"t={steps}"} <= {*texts}


def test_tracks_are_shared_where_stretches_do_not_meet():
    made = tracks([Stretch(0, (1,), 0, 4), Stretch(0, (2,), 5, 9), Stretch(0, (3,), 3, 6, rank=1), Stretch(1, (4,), 0, 9)])
    assert made.of == {(0, (1,)): 0, (0, (2,)): 0, (0, (3,)): 1, (1, (4,)): 0}
    assert made.counts == {0: 2, 1: 1}


def test_a_picture_is_of_whole_pixels():
    """Half a pixel at its edge let the page through."""
    pytest.importorskip("resvg_py")
    image = pytest.importorskip("PIL.Image")
    drawn = image.open(BytesIO(archcalc.draw("resnet34", "png"))).convert("RGBA")
    assert {drawn.getpixel((x, drawn.height - 1))[3] for x in range(drawn.width)} == {255}
    assert {drawn.getpixel((drawn.width - 1, y))[3] for y in range(drawn.height)} == {255}
