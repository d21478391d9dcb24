"""Workbooks whose cells are computed from other cells: they give what the table gives, and follow a change."""

import json
import random
import shutil
import warnings
from io import BytesIO
from pathlib import Path

import pytest

import archcalc
from archcalc.counting.derivations.live_numbers import Decisions, LiveInteger, plain
from archcalc.counting.derivations.traced_integers import Traced
from archcalc.rendering.tables.cell_arithmetic import CELL, formula
from archcalc.rendering.tables.presentation import Presentation
from archcalc.rendering.tables.spreadsheet_formulas import sheet
from archcalc.reports.collection_index import entries

pytest.importorskip("openpyxl")
pytest.importorskip("xlsxwriter")
from evaluated_workbook import Workbook
from recalculated import measure

NETWORKS = ("lenet5", "lenet5_1998", "alexnet", "vgg16", "googlenet", "resnet18", "mobilenet_v2", "shufflenet_v1", "unet",
            "vit_b16", "swin_t", "densenet121", "nasnet_mobile", "efficientnet_b0")

TITLES = {"activations": "memory", "activation_bytes": "bytes", "weights": "weights", "biases": "biases", "affine": "affine",
          "macs": "MACs"}


def workbook(name, **options):
    spec = archcalc.load(name, **options)
    graph = archcalc.build(spec)
    report = sheet(graph, archcalc.analyze(graph), spec)
    return archcalc.render(Presentation().shown(report, "xlsx"), "xlsx")


@pytest.mark.quick(cases=6)
@pytest.mark.parametrize("name", NETWORKS)
def test_every_formula_gives_the_cell_of_the_table(name):
    """Each formula is worked out from its own cells, as Excel does when it opens the file."""
    made = Workbook(workbook(name))
    table = archcalc.analyze(name).tables[0]
    for number, record in enumerate(table.records()):
        if number in table.hidden:
            continue
        for key, title in TITLES.items():
            if title in made.header:
                assert made.value(made.at(record["name"], title)) == record[key], (record["name"], title)
    assert made.value(made.at("total", "weights")) == table.totals["weights"]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_works_out_what_the_changed_network_has():
    """Figures and totals from the formulas alone, at the network's size and at another; of all networks: the next test."""
    found = measure(["unet", "vit_b16", "efficientnet_b0", "lenet5", "shufflenet_v1"])
    for name, sizes in found.items():
        assert all(each.get("different") == 0 and each["holds"] == "TRUE" for each in sizes if "refused" not in each), (name, sizes)
        assert all(each["holds"] != "TRUE" for each in sizes if "refused" in each), (name, sizes)
        assert sizes[0]["cells"] > 40


def test_every_network_was_worked_out_by_libreoffice():
    """As recorded by tests/oracle/workbooks.py: no cell of any network differs, at its own size or at another."""
    recorded = json.loads((Path(__file__).parents[1] / "oracle" / "workbooks.json").read_text("utf-8"))
    assert set(recorded) >= {entry["name"] for entry in entries()} - {"seq2seq_attention"}, "that one has two inputs"
    for name, sizes in recorded.items():
        for each in sizes:
            vouched = each["holds"] == "TRUE" or name == "coatnet_0"  # its tables by distance are lists made for one size
            wrong = each["holds"] == "TRUE" if "refused" in each else each["different"] or not vouched
            assert not wrong, (name, each)


@pytest.mark.quick(cases=4)
@pytest.mark.parametrize("name", [name for name in NETWORKS if name not in {"nasnet_mobile", "densenet121"}])
def test_a_sheet_that_holds_is_right_at_any_size(name):
    """Sizes by chance: where the sheet says that it holds, every cell is the network's; where it is refused, it does not."""
    made, chance = Workbook(workbook(name)), random.Random(name)
    shape = archcalc.build(name).nodes[0].shape[1:]
    held = 0
    for _ in range(4):
        size = (chance.choice([shape[0], 1, 4]), *(max(1, side + chance.randint(-side, 64)) for side in shape[1:]))
        holds = made.follows(size)
        try:
            table = archcalc.analyze(archcalc.load(name, input_size="x".join(map(str, size)))).tables[0]
        except archcalc.ArchcalcError:
            assert not holds, size
            continue
        assert not holds or not list(made.differing(table)), size
        held += holds
    assert held or name in {"lenet5_1998", "swin_t"}, "most of these sizes fit"


def test_what_a_specification_computes_from_a_volume_stays_a_formula():
    """The crop of a U-Net is twice the volume below it, whatever the input."""
    made = Workbook(workbook("unet"))
    assert made.follows((1, 588, 588))
    assert [made.value(made.at("up_4/convs/conv1", title)) for title in ("H", "W")] == [56, 56]
    assert made.value(made.at("total", "memory")) == 153_802_160
    assert made.value(made.at("total", "MACs")) == 161_139_058_944


def test_a_condition_that_turns_is_found_and_named():
    """NASNet reduces where heights differ: at 8x8 they are alike, other layers follow, and the row says so."""
    made = Workbook(workbook("nasnet_mobile"))
    assert made.value(made.at("input", "holds")) is True
    assert made.follows((3, 8, 8)) is False
    turned = [made.cells[address] for address, value in made.known.items() if value is False]
    assert any("<>" in formula for formula in turned)


def test_what_does_not_follow_is_said():
    made = Workbook(workbook("unet"))
    told = " ".join(str(value) for value in made.cells.values() if isinstance(value, str))
    assert {"sees H", "step W", "edge H"} <= made.header.keys()
    assert made.at("up_1/up_conv", "sees H") in made.italic, "what is behind an enlargement follows from no three numbers"
    assert made.at("level_2/conv1", "sees H") not in made.italic
    assert "texts do not follow" in told
    assert "archcalc unet --input" in told


def test_a_sheet_without_its_specification_holds_for_its_own_size_alone():
    """As one of a file from elsewhere, whose layers may have been worked out of the size that it was written for."""
    graph = archcalc.build("unet")
    pinned = sheet(graph, archcalc.analyze(graph))
    assert "the sheet holds for 1x572x572 alone" in " ".join(pinned.notes)
    alone = Workbook(archcalc.render(Presentation().shown(pinned, "xlsx"), "xlsx"))
    assert [alone.follows(size) for size in ((1, 572, 572), (1, 588, 588), (2, 572, 572))] == [True, False, False]


def test_numbers_that_a_convention_counts_otherwise_are_marked():
    """A convention's own count is no product of the cells: it stands in grey, and a note says that it does not follow."""
    spec = archcalc.load("lenet5")
    graph = archcalc.build(spec)
    report = sheet(graph, archcalc.analyze(graph, convention=["operations=torchinfo"]), spec)
    made = Workbook(archcalc.render(Presentation().shown(report, "xlsx"), "xlsx"))
    titles = {column: title for title, column in made.header.items()}
    still = {(made.cells[f"A{address[1:]}"], titles[address[0]]) for address in made.italic}
    assert ("conv1", "MACs") in still
    assert "numbers in grey italics do not follow" in made.cells.values()
    assert not Workbook(workbook("lenet5")).italic


def test_columns_are_wide_enough_for_their_totals():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sheet = pytest.importorskip("openpyxl").load_workbook(BytesIO(workbook("vgg16")))["layers"]
    column = next(cell.column_letter for cell in sheet[2] if cell.value == "MACs")
    assert sheet.column_dimensions[column].width > len("15,470,264,320") + 1


def test_formulas_name_cells_and_totals_are_sums():
    made = Workbook(workbook("vgg16"))
    conv, before = made.rows["conv1_2"], made.rows["conv1_1"]
    high, wide, channels = (made.header[title] for title in ("K high", "K wide", "C"))
    assert made.cells[made.at("conv1_2", "weights")] == f"={high}{conv}*{wide}{conv}*{channels}{before}*{channels}{conv}"
    assert made.cells[made.at("total", "weights")].startswith("=SUM(")


@pytest.mark.parametrize(("name", "size", "layer"), [("alexnet", 259, "conv1"), ("resnet18", 256, "fc"), ("vgg16", 320, "fc6")])
def test_a_changed_input_goes_through_the_sheet_as_through_the_network(name, size, layer):
    made = Workbook(workbook(name))
    made.change({made.at("input", "H"): size, made.at("input", "W"): size})
    table = archcalc.analyze(archcalc.load(name, input_size=f"3x{size}x{size}")).tables[0]
    record = next(record for record in table.records() if record["name"] == layer)
    assert made.value(made.at(layer, "weights")) == record["weights"]
    for title, key in (("memory", "activations"), ("weights", "weights"), ("MACs", "macs")):
        assert made.value(made.at("total", title)) == table.totals[key]


def test_a_changed_kernel_stride_and_padding_go_through_the_sheet():
    made = Workbook(workbook("alexnet"))
    for title, number in (("K high", 7), ("K wide", 7), ("stride", 2), ("pad", 1)):
        made.cells[made.at("conv1", title)] = number
    changed = archcalc.load("alexnet", changes={"conv1.kernel": 7, "conv1.stride": 2, "conv1.padding": 1})
    assert made.value(made.at("total", "MACs")) == archcalc.analyze(changed).tables[0].totals["macs"]


def test_presets_and_chosen_columns_hold_their_arithmetic():
    report = Presentation(preset="cs231n").shown(archcalc.analyze("vgg16", formulas=True), "xlsx")
    made = Workbook(archcalc.render(report, "xlsx"))
    assert "=(3*3*64)*64" in made.cells.values()
    assert made.value(f"{made.header['params']}5") == 36_864


@pytest.mark.parametrize(("arithmetic", "text", "value"), [
    (lambda a, b: a * b * 1, "a*b", 70), (lambda a, b: (a + 2 * b - 3) // 2 + 1, "INT((a+2*b-3)/2)+1", 13),
    (lambda a, b: -(-a // b), "-INT(-a/b)", 1), (lambda a, b: 0 + a - (b - 1), "a-(b-1)", -2),
    (lambda a, b: (a + b) * b, "(a+b)*b", 170)])
def test_cells_remember_their_arithmetic(arithmetic, text, value):
    for number in (Traced, lambda value, name: LiveInteger.cell(value, name, Decisions())):
        result = arithmetic(number(7, "{0:a}"), number(10, "{0:b}"))
        assert (CELL.sub(r"\2", formula(result)), plain(result)) == (text, value)
