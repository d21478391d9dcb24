"""Volumes in perspective: one vanishing point, windows in the scale of the maps, skips as arcs, the nearer over the farther."""

import json
import re
import shutil
import struct
import subprocess
from itertools import pairwise
from math import log2, sqrt

import pytest
from hostile import SPECIFICATION
from picture_geometry import along, check, overlaps, room, smallest
from test_drawings import NETWORKS
from volume_depths import wrongly_painted

import archcalc
from archcalc.base.errors import ArchcalcError
from archcalc.base.picture import Box, Path, Text
from archcalc.rendering.drawings import sheets, volumes
from archcalc.rendering.drawings.palette import ROLES
from archcalc.rendering.drawings.volume_view import USUAL, view
from archcalc.rendering.drawings.volumes import chosen_row, volume_pages
from archcalc.rendering.drawings.volumes.wrapped_rows import Room, wrapped


def drawn(name, seen=USUAL, **choices):
    return volumes.picture(archcalc.build(name), seen, **choices)


def fronts(picture):
    return [shape for shape in picture.shapes if isinstance(shape, Box) and shape.hint]


def texts(picture):
    return [shape.text for shape in picture.shapes if isinstance(shape, Text)]


def rows_of(name, seen=USUAL):
    return wrapped(chosen_row(archcalc.build(name)), seen, Room(1640.0))[1]


def test_nothing_overlaps_and_the_nearer_is_painted_over_the_farther():
    near = view("azimuth=50,elevation=45,distance=0.7")
    picture = drawn("alexnet_2gpu", near)
    check(picture)
    assert smallest(picture) >= 7.5
    placed, = rows_of("alexnet_2gpu", near)
    assert list(wrongly_painted(placed)) == []


def lost(graph, row):
    """The links between layers of two volumes that are neither neighbours that read each other nor a skip."""
    home = {node: number for number, station in reversed([*enumerate(row.stations)]) for node in station.nodes}
    told = {(number - 1, number) for number in row.chained} | {(skip.source, skip.target) for skip in row.skips}
    links = {(home[a], home[b]) for b, node in enumerate(graph.nodes) for a in node.inputs if a in home and b in home}
    return {(a, b) for a, b in links if a != b} - told


def test_every_link_is_told():
    graph = archcalc.build("alexnet_2gpu")
    row = chosen_row(graph)
    assert lost(graph, row) == set()
    assert lost(graph, row._replace(chained=row.chained - {3})) == {(2, 3)}


@pytest.mark.slow
@pytest.mark.sampled(one_in=24)
@pytest.mark.parametrize("name", NETWORKS)
def test_every_network_is_on_its_pages_in_letters_that_can_be_read(name):
    graph = archcalc.build(name)
    row = chosen_row(graph)
    assert lost(graph, row) == set()
    for placed in wrapped(row, USUAL, Room(1640.0))[1]:
        assert list(wrongly_painted(placed)) == []
    check(volumes.picture(graph))
    for page in volume_pages.paged(graph, sheets.SHEETS["16:9"], USUAL).pictures:
        check(page)
        assert smallest(page) >= 9.99


def meeting(one, other):
    """The point in which two lines meet, each given by two points."""
    (a, b), (c, d) = one, other
    across = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0])
    along = ((c[0] - a[0]) * (d[1] - c[1]) - (c[1] - a[1]) * (d[0] - c[0])) / across
    return a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1])


def test_all_edges_that_lead_away_meet_in_one_point():
    """The upper and the lower edge of every side: those of an oblique drawing would never meet."""
    picture = drawn("lenet5")
    sides = [shape.steps for shape in picture.shapes if isinstance(shape, Path) and shape.fill.endswith("-side")]
    points = [meeting((near, far), (low_near, low_far)) for near, far, low_far, low_near in sides]
    assert len(points) == 8
    for x, y in points:
        assert (x, y) == pytest.approx(points[0], rel=0.01)
    assert points[0][0] > picture.width


@pytest.mark.parametrize(("scale", "share"), [(None, sqrt(11 / 227)), ("linear", 11 / 227)])
def test_the_window_is_as_large_as_its_filter_beside_the_map(scale, share):
    """AlexNet's 11 x 11 filters on 227 x 227, and its 5 x 5 on 27 x 27."""
    picture = drawn("alexnet", view(None, scale))
    boxes = fronts(picture)
    windows = [shape.steps for shape in picture.shapes if isinstance(shape, Path) and shape.line == "mark" and shape.closed]
    (_, top), _, _, (_, low) = windows[0]
    assert (low - top) / boxes[0].height == pytest.approx(share, rel=0.001)
    at_conv2 = next(steps for steps in windows if abs(steps[0][0] - boxes[3].x - boxes[3].width) < 0.01)
    assert (at_conv2[3][1] - at_conv2[0][1]) / boxes[3].height == pytest.approx(
        sqrt(5 / 27) if scale is None else 5 / 27, rel=0.001)
    ends = [shape.steps[1] for shape in picture.shapes if isinstance(shape, Path) and shape.line == "mark" and not shape.closed]
    assert {round(x, 3) for x, _ in ends[:4]} == {round(boxes[1].x, 3)}
    assert len({*ends[:4]}) == 1


def test_edges_tell_the_sizes_and_boxes_have_them():
    told = texts(drawn("alexnet"))
    assert [told.count(size) for size in ("227", "55", "96", "384", "4096")] == [2, 2, 3, 1, 1]
    deep = {text.text for text in drawn("c3d").shapes if isinstance(text, Text)}
    assert {"16 × 3", "8 × 256", "112"} <= deep
    signal = texts(drawn("m5"))
    assert {"32000", "7981", "128"} <= {*signal}
    placed, = rows_of("alexnet")
    first, second = placed.volumes[0].size, placed.volumes[1].size
    linear = [volume.size.thickness for volume in rows_of("alexnet", view(None, "linear"))[0].volumes]
    assert linear[:6] == [2.0, 24.0, 24.0, 24.0, 64.0, 64.0]
    assert second.height / first.height == pytest.approx(sqrt(55 / 227))
    assert second.thickness / first.thickness == pytest.approx(log2(97) / log2(4))


@pytest.mark.slow
def test_skips_are_arcs_and_sums_a_plus():
    picture = drawn("unet")
    assert sum(isinstance(shape, Path) and shape.dashed for shape in picture.shapes) == texts(picture).count("crop") == 4
    sums = [shape for shape in drawn("resnet18").shapes if isinstance(shape, Box) and shape.fill == "merge"
            and shape.radius == shape.width / 2]
    assert len(sums) == 7
    assert len(chosen_row(archcalc.build("densenet121")).skips) == 4 * 10


@pytest.mark.slow
def test_a_product_is_no_sum_and_an_input_is_neither():
    """The noise of a variational autoencoder is multiplied, and the mean added to the product: a box each, one plus."""
    row = chosen_row(archcalc.build("vae"))
    assert [(station.name, station.sign) for station in row.stations if station.sign or station.name == "noise"] == [
        ("noise", ""), ("shift", "+")]
    assert {skip.sign for skip in chosen_row(archcalc.build("clip_vit_b32")).skips} == {"", "+", "×"}


@pytest.mark.slow
def test_no_line_runs_over_words():
    """Where one would, the words have a ground of the paper's colour, painted after the line."""
    crossed = 0
    for name in ("fcn_8s", "dcgan_generator"):
        shapes = drawn(name).shapes
        lines = [(number, [*along(shape, 40)]) for number, shape in enumerate(shapes)
                 if isinstance(shape, Path) and shape.line in {"edge", "mark"}]
        for text in (shape for shape in shapes if isinstance(shape, Text)):
            over = [number for number, points in lines if any(overlaps(room(text), (*point, *point), 0) for point in points)]
            grounds = [number for number, shape in enumerate(shapes) if isinstance(shape, Box) and shape.fill == "paper"
                       and shape.x <= room(text)[0] and room(text)[2] <= shape.x + shape.width and shape.y <= room(text)[1]]
            assert not over or max(grounds) > max(over), text
            crossed += bool(over)
    assert crossed >= 2


def test_groups_are_halves_that_cross_where_a_layer_reads_both():
    """Figure 2 of AlexNet's paper: only conv3 reads both halves, and fc6."""
    picture = drawn("alexnet_2gpu")
    halves = [box.hint.partition(":")[0] for box in fronts(picture)]
    assert [halves.count(f"conv{number} to relu{number}") for number in range(1, 6)] == [2] * 5
    assert halves.count("input") == 1
    row = chosen_row(archcalc.build("alexnet_2gpu"))
    assert [row.stations[number].name for number in row.crossed] == ["conv3"]
    assert "2 × 48" in texts(picture)


@pytest.mark.slow
def test_norms_and_activations_are_bands_at_the_side_where_they_stand():
    row = chosen_row(archcalc.build("densenet121"))
    first = next(station for station in row.stations if station.name == "conv1")
    later = [station for station in row.stations if station.name == "conv1"][1]
    assert (first.bands_before, first.bands_after) == ((), ("norm", "activation"))
    assert (later.bands_before, later.bands_after) == (("norm", "activation"), ())
    source = chosen_row(archcalc.build("unet"), part="up_4").stations[0]
    assert (source.name, source.role, source.bands_before, source.bands_after) == ("level_5/relu2", "input", (), ())
    assert {"norm", "activation"} <= {shape.fill for shape in drawn("resnet18").shapes if isinstance(shape, Path)}


def test_too_many_volumes_become_stages_and_it_is_said(tmp_path):
    steps = "".join(f"  - conv: {{name: c{number}, filters: 8, kernel: 3, padding: 1}}\n" for number in range(60))
    (tmp_path / "long.yaml").write_text(f"input: [3, 16, 16]\nlayers:\n{steps}  - global_avg_pool\n", "utf-8")
    graph = archcalc.build(tmp_path / "long.yaml")
    picture = volumes.picture(graph)
    assert "3 stages of one size each for 62 modules and layers" in texts(picture)
    assert {"c0 .. c59", "60 conv"} <= {*texts(picture)}
    asked = volumes.picture(graph, depth="all")
    assert sum(box.fill in ROLES for box in fronts(asked)) == 62
    check(asked)


@pytest.mark.slow
def test_rows_tell_what_they_read_of_others():
    pages = volume_pages.paged(archcalc.build("unet"), sheets.SHEETS["16:9"], USUAL)
    assert "reads level_4/conv2" in texts(pages.pictures[0])
    assert "page 1 of" not in " ".join(texts(pages.pictures[0]))


@pytest.mark.slow
def test_a_farther_camera_sees_sides_more_alike():
    def widths(distance):
        sides = [shape.steps for shape in drawn("vgg16", view(f"distance={distance}")).shapes
                 if isinstance(shape, Path) and shape.fill == "convolution-side"]
        return [(far[0] - near[0]) for near, far, *_ in sides]

    near, far = widths(1.3), widths(60)
    assert all(a > b for a, b in pairwise(near[::2]))
    assert near[-1] / near[0] < far[-1] / far[0]


@pytest.mark.parametrize(("choices", "said"), [
    ({"camera": "azimut=3"}, "did you mean 'azimuth'"), ({"camera": "azimuth=x"}, "5 to 60"), ({"camera": "elevation=61"}, "0 to 60"),
    ({"camera": "azimuth"}, "found ''"), ({"scale": "log"}, "unknown|no scale"), ({"camera": "azimuth=10,distance=1"}, "both sides"),
    ({"style": "graph", "camera": "azimuth=30"}, "--camera is the view"), ({"tall": True}, "--tall"), ({"form": "dot"}, "--style volumes"),
    ({"style": "graph", "form": "glb"}, "no graph"), ({"form": "glb", "slide": "a4"}, "--slide"),
    ({"style": "graph", "slide": "16:9", "scale": "linear"}, "--scale is the view"),
])
def test_what_a_view_cannot_be_is_refused(choices, said):
    with pytest.raises(ArchcalcError, match=said):
        archcalc.draw("lenet5", **{"style": "volumes"} | choices)


# TikZ

def test_tikz_uses_what_it_defines_and_names_every_block():
    text = archcalc.draw("alexnet", "tikz", style="volumes")
    defined = {*re.findall(r"(archcalc [a-z -]+)/\.style", text)}
    used = {name for options in re.findall(r"\\(?:path|node)\[([^]]*)\]", text) for name in options.split(", ")
            if name.startswith("archcalc")}
    assert used <= defined
    assert defined - used == {"archcalc text"}
    colours = {*re.findall(r"\\definecolor\{(archcalc [a-z-]+)\}", text)}
    assert {*re.findall(r"(?:fill|draw|text)=(archcalc [a-z-]+)", text)} == colours
    named = re.findall(r"\\coordinate \((.*?)\)", text)
    assert len(named) == len({*named}) == 14
    assert text.count("{") == text.count("}")
    assert {"archcalc convolution", "archcalc convolution side", "archcalc mark line", "archcalc ink text"} <= defined


@pytest.mark.slow
def test_tikz_compiles_alone(tmp_path):
    """With pdfLaTeX: a row of volumes, pages of a slide, and names that would be commands."""
    if shutil.which("pdflatex") is None:
        pytest.skip("pdflatex is not installed")
    (tmp_path / "hostile.yaml").write_text(SPECIFICATION, "utf-8")
    documents = {"one": (archcalc.draw("alexnet_2gpu", "tikz", style="volumes"), 1),
                 "pages": ("".join(archcalc.draw("unet", "tikz", slide="16:9")), 3),
                 "hostile": (archcalc.draw(archcalc.load(tmp_path / "hostile.yaml"), "tikz", style="volumes", depth="all"), 1)}
    for name, (text, pages) in documents.items():
        (tmp_path / f"{name}.tex").write_text(text, "utf-8")
        made = subprocess.run(["pdflatex", "-interaction=nonstopmode", "-halt-on-error", f"{name}.tex"], cwd=tmp_path,
                              capture_output=True, text=True, errors="replace", check=False)
        assert made.returncode == 0, made.stdout[-800:]
        assert f"({pages} page" in made.stdout


# GLB

def glb_parts(content):
    """The document and the bytes of a file, read as the specification says."""
    magic, version, length = struct.unpack_from("<4sII", content)
    assert (magic, version, length) == (b"glTF", 2, len(content))
    size, kind = struct.unpack_from("<I4s", content, 12)
    rest, binary = struct.unpack_from("<I4s", content, 20 + size)
    assert (kind, binary, size % 4, rest % 4, 28 + size + rest) == (b"JSON", b"BIN\0", 0, 0, len(content))
    return json.loads(content[20:20 + size]), content[28 + size:]


def test_a_scene_has_a_named_mesh_for_each_box_and_a_camera_that_looks_at_it():
    document, binary = glb_parts(archcalc.draw("alexnet_2gpu", "glb", style="volumes"))
    *nodes, camera = document["nodes"]
    names = [node["name"] for node in nodes]
    placed, = rows_of("alexnet_2gpu")
    solids = [solid for volume in placed.volumes for solid in volume.solids]
    assert len(names) == len({*names}) == len(document["meshes"]) == len(solids) == 24
    assert {"input", "conv1 [1/2]", "conv1 [2/2]", "fc8"} <= {*names}
    for node, solid in zip(nodes, solids, strict=True):
        sizes = [b - a for a, b in zip(solid.low, solid.high, strict=True)]
        assert [long / sizes[0] for long in sizes] == pytest.approx([long / node["scale"][0] for long in node["scale"]])
        assert all(abs(middle) + long / 2 <= 0.5 + 1e-9 for middle, long in zip(node["translation"], node["scale"], strict=True))
        assert document["materials"][document["meshes"][node["mesh"]]["primitives"][0]["material"]]["name"] == solid.role
    assert document["buffers"][0]["byteLength"] == len(binary) == 648
    x, y, z, w = camera["rotation"]
    looks = (-2 * (x * z + w * y), -2 * (y * z - w * x), -(1 - 2 * (x * x + y * y)))
    away = sqrt(sum(value * value for value in camera["translation"]))
    assert looks == pytest.approx([-value / away for value in camera["translation"]])
    corners = struct.unpack_from("<72f", binary)
    normals, indices = struct.unpack_from("<72f", binary, 288), struct.unpack_from("<36H", binary, 576)
    for a, b, c in zip(indices[::3], indices[1::3], indices[2::3], strict=True):
        u, v = ([corners[3 * end + axis] - corners[3 * a + axis] for axis in range(3)] for end in (b, c))
        turned = (u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0])
        assert turned == pytest.approx(normals[3 * a:3 * a + 3]), "a triangle is seen from outside"


@pytest.mark.slow
def test_another_program_reads_the_scene(tmp_path):
    trimesh = pytest.importorskip("trimesh")
    for name in ("alexnet", "unet", "transformer_base", "c3d"):
        (tmp_path / "net.glb").write_bytes(archcalc.draw(name, "glb", style="volumes"))
        scene = trimesh.load(tmp_path / "net.glb")
        boxes = sum(len(volume.solids) for placed in rows_of(name) for volume in placed.volumes)
        assert len(scene.geometry) == len(scene.graph.nodes_geometry) == boxes
        assert max(scene.extents) == pytest.approx(1)
        for mesh in scene.geometry.values():
            mesh.merge_vertices(merge_norm=True)
            assert mesh.is_watertight
            assert mesh.volume == pytest.approx(1)
