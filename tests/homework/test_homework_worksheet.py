"""Worksheets: the table with empty cells, and the answers; `check` reads both again."""

import csv
import json
import subprocess
import sys

import pytest

from archcalc import build, check
from archcalc.base.errors import ArchcalcError
from archcalc.homework.handouts.worksheets import worksheet
from archcalc.loading import library
from archcalc.rendering.formats import by_suffix, render


def archcalc(*words):
    return subprocess.run([sys.executable, "-m", "archcalc", *map(str, words)], capture_output=True, text=True, timeout=60, check=False)


def sheet(name="vgg16", blank="output,memory,params", **choices):
    return worksheet(build(name), name, blank, **choices)


def test_the_table_with_empty_cells(golden):
    golden("worksheet-alexnet.md", render(sheet("alexnet"), "markdown"))


def test_the_same_with_the_answers(golden):
    golden("worksheet-alexnet-key.md", render(sheet("alexnet", key=True), "markdown"))


@pytest.mark.quick(cases=4)
@pytest.mark.parametrize("suffix", ["csv", "tsv", "md", "xlsx"])
@pytest.mark.parametrize("name", ["vgg16", "googlenet", "vit_b16"])
def test_the_key_is_all_right_and_the_sheet_all_blank(tmp_path, name, suffix):
    if suffix == "xlsx":
        pytest.importorskip("xlsxwriter")
        pytest.importorskip("openpyxl")
    for key, verdict in ((False, "blank"), (True, "correct")):
        path = tmp_path / f"hw.{suffix}"
        written = render(sheet(name, "output,params,memory,macs", key=key), by_suffix(str(path)))
        path.write_bytes(written.encode("utf-8") if isinstance(written, str) else written)
        assert set(check(path).table("verdicts").column("verdict")) == {verdict}


LARGE = {"cifar_resnet1202": "conv", "cifar_preresnet1001": "conv"}
"""Networks of so many layers that a sheet asks about some of them."""


def key(name, form="csv"):
    return render(sheet(name, "output,params,memory,macs", key=True, only=LARGE.get(name)), form)


@pytest.mark.slow
@pytest.mark.sampled(one_in=8)
@pytest.mark.parametrize("name", library.names())
def test_the_key_of_every_network_is_all_right(tmp_path, name):
    (tmp_path / "key.csv").write_text(key(name), "utf-8")
    assert set(check(tmp_path / "key.csv").table("verdicts").column("verdict")) == {"correct"}


@pytest.mark.parametrize("suffix", ["yaml", "json"])
@pytest.mark.parametrize("name", ["vgg16", "vit_b16"])
def test_the_key_is_all_right_as_questions_too(tmp_path, name, suffix):
    """YAML and JSON, which hold a question and its answer in each row."""
    (tmp_path / "key.csv").write_text(key(name), "utf-8")
    verdicts = check(tmp_path / "key.csv").table("verdicts")
    expected = dict(zip(verdicts.column("question"), verdicts.column("given"), strict=True))
    written = json.dumps({"network": name, "answers": expected}) if suffix == "json" else "\n".join(
        [f"network: {name}", "answers:", *(f'  "{question}": {answer}' for question, answer in expected.items())])
    (tmp_path / f"key.{suffix}").write_text(written, "utf-8")
    assert set(check(tmp_path / f"key.{suffix}").table("verdicts").column("verdict")) == {"correct"}


def test_a_sheet_that_could_not_be_marked_is_not_written():
    with pytest.raises(ArchcalcError, match="7,224 cells would be to fill in, and a sheet has at most 5,000"):
        sheet("cifar_resnet1202")
    assert sheet("cifar_resnet1202", number=7).table("worksheet")


def test_a_numbered_sheet_asks_about_half_of_the_cells_and_others_by_another_number(tmp_path):
    seven, eight = (render(sheet(number=number), "csv") for number in (7, 8))
    assert seven != eight
    assert seven.startswith("vgg16#7,")
    rows = list(csv.DictReader(seven.splitlines()))
    asked = sum(row[column] == "" for row in rows for column in ("volume?", "memory?", "params?"))
    assert 0.3 * 65 < asked < 0.7 * 65
    (tmp_path / "hw.csv").write_text(seven, "utf-8")
    assert f": {asked} blank" in archcalc("check", tmp_path / "hw.csv").stdout


def test_only_some_layers():
    table = sheet(only="conv,fc6").table("worksheet")
    assert [row[0] for row in table.rows][-2:] == ["conv5_3", "fc6"]
    assert len(table.rows) == 14
    with pytest.raises(ArchcalcError, match="there is no layer kind 'convv'"):
        sheet(only="convv")
    with pytest.raises(ArchcalcError, match="did you mean 'params'"):
        sheet(blank="parms")


def test_a_network_with_other_sizes_says_so_and_is_marked_by_them(tmp_path):
    key = tmp_path / "key.csv"
    archcalc("worksheet", "alexnet", "--input", "3x195x195", "--change", "conv1.filters=64", "--key", "-o", key)
    assert key.read_text("utf-8").startswith('"alexnet(conv1.filters=64, input=3x195x195)",')
    assert archcalc("check", key).returncode == 0


def test_a_network_of_one_s_own(tmp_path):
    (tmp_path / "mine.yaml").write_text("input: [3, 8, 8]\nlayers: [{conv: {name: c, filters: 4, kernel: 3}}]\n", "utf-8")
    archcalc("worksheet", tmp_path / "mine.yaml", "--key", "-o", tmp_path / "key.csv")
    assert archcalc("check", tmp_path / "key.csv", "--network", tmp_path / "mine.yaml").returncode == 0
    assert archcalc("check", tmp_path / "key.csv").returncode == 2


@pytest.mark.parametrize("form", ["text", "markdown", "latex", "html", "csv", "tsv", "json"])
def test_every_format_writes_it(form):
    assert "conv1" in str(render(sheet("alexnet"), form)).replace("\\_", "_")


def test_it_says_in_which_order_the_volumes_of_its_rows_are_written():
    for name, order in {"alexnet": "height x width x channels", "m5": "length x channels", "c3d": "depth x height x width x channels",
                        "lstm_classifier": "tokens x features", "vit_b16": "height x width x channels or tokens x features"}.items():
        assert f"A volume is {order};" in " ".join(sheet(name).notes), name
