"""Workbooks whose cells are computed from other cells: they give what the table gives, and follow a change."""

import csv
import re
import shutil
import subprocess
import warnings
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

import archcalc
from archcalc.counting.derivations.live_numbers import Decisions, LiveInteger, plain
from archcalc.counting.derivations.traced_integers import Traced
from archcalc.rendering.tables.cell_arithmetic import CELL, formula
from archcalc.rendering.tables.presentation import Presentation
from archcalc.rendering.tables.spreadsheet_formulas import sheet

openpyxl = pytest.importorskip("openpyxl")
pytest.importorskip("xlsxwriter")
from workbooks import Workbook

NETWORKS = ("lenet5", "lenet5_1998", "alexnet", "vgg16", "googlenet", "resnet18", "mobilenet_v2", "shufflenet_v1", "unet",
            "vit_b16", "swin_t", "densenet121", "nasnet_mobile", "efficientnet_b0")

TITLES = {"activations": "memory", "activation_bytes": "bytes", "weights": "weights", "biases": "biases", "affine": "affine",
          "macs": "MACs"}


def workbook(name, **options):
    spec = archcalc.load(name, **options)
    graph = archcalc.build(spec)
    report = sheet(graph, archcalc.analyze(graph), spec)
    return archcalc.render(Presentation().shown(report, "xlsx"), "xlsx")


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


def without_results(content):
    """The workbook without the results that it was written with, so that whoever reads it has to work them out."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as read, ZipFile(made, "w", ZIP_DEFLATED) as written:
        for name in read.namelist():
            text = read.read(name)
            written.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", text) if "/worksheets/" in name else text)
    return made.getvalue()


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_works_out_the_same_numbers(tmp_path):
    """Every figure and every total of every network, from the formulas alone."""
    names = [entry["name"] for entry in entries()]
    for name in names:
        (tmp_path / f"{name}.xlsx").write_bytes(without_results(workbook(name)))
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to",
                    "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1", "--outdir", str(tmp_path),
                    *(str(tmp_path / f"{name}.xlsx") for name in names)], check=True, capture_output=True, timeout=1200)
    for name in names:
        _, header, *lines = csv.reader(StringIO((tmp_path / f"{name}-layers.csv").read_text("utf-8")))
        found = {line[0]: dict(zip(header, line, strict=True)) for line in lines if line}
        table = archcalc.analyze(name).tables[0]
        rows = [row for number, row in enumerate(table.records()) if number not in table.hidden]
        for row in (*rows, {"name": "total", **table.totals}):
            expected = {title: str(row[key]) for key, title in TITLES.items() if title in header and key in row}
            assert found[row["name"]] | expected == found[row["name"]], name


def test_columns_are_wide_enough_for_their_totals():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sheet = openpyxl.load_workbook(BytesIO(workbook("vgg16")))["layers"]
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
