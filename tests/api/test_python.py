"""archcalc from Python: what a program and a notebook get, and that it is what the command prints."""

import re
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

import archcalc
from archcalc.base.report import Column, Table
from archcalc.cli.application import application

NETWORKS = ["vgg16", "resnet50", "lenet5", "vit_b16"]
HOSTILE = "<script>alert(1)</script>\"'&|[x](javascript:y)"


class Tags(HTMLParser):
    """The elements of a page, their attributes, and its text; every element must be closed in its place."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open, self.seen, self.attributes, self.texts = [], [], [], []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.seen.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


def test_a_network_answers_for_itself():
    network = archcalc.load("vgg16", options={"classes": 10})
    assert isinstance(network, archcalc.Spec)
    assert repr(network) == "<Network 'vgg16': VGG-16 (D)>"
    assert network.build(batch=2).node("fc8").shape == (2, 10)
    assert network.analyze(batch=2) == archcalc.analyze(network, batch=2)
    assert network.unpublished().analyze().totals["params"] == 134_301_514


def test_a_network_runs():
    pytest.importorskip("numpy")
    answer = archcalc.load("lenet5").run(outputs=["pool2"])
    assert answer.outputs["pool2"].shape == (1, 6, 14, 14)
    assert isinstance(answer.report, archcalc.Report)


@pytest.mark.parametrize(("command", "called"), {
    "compare alexnet vgg16": lambda: archcalc.compare("alexnet", "vgg16"),
    "compare alexnet vgg16 --by layer": lambda: archcalc.compare("alexnet", "vgg16", by="layer"),
    "claims vgg16": lambda: archcalc.claims("vgg16"),
    "explain alexnet conv1": lambda: archcalc.load("alexnet").explain("conv1"),
    "explain vgg16 macs": lambda: archcalc.explain("vgg16", "macs"),
    "explain conv": lambda: archcalc.explain("conv"), "explain memory": lambda: archcalc.explain("memory"), "explain flops": lambda: archcalc.explain("flops"),
    "explain torchinfo": lambda: archcalc.explain("torchinfo"), "explain plus-one-forgotten": lambda: archcalc.explain("plus-one-forgotten"),
    "solve conv 96 11x11 stride 4 on 227x227x3": lambda: archcalc.solve("conv 96 11x11 stride 4 on 227x227x3"),
    "ensemble vgg16 googlenet --batch 2": lambda: archcalc.ensemble("vgg16", "googlenet", batch=2),
    "draw lenet5 --format mermaid": lambda: archcalc.load("lenet5").draw("mermaid"),
    "plan lenet5 --batch 8": lambda: archcalc.load("lenet5").plan(batch=8),
    "sweep lenet5 --batch 1,2": lambda: archcalc.sweep("lenet5", batch=[1, 2]),
}.items())
def test_a_function_answers_what_the_command_prints(command, called):
    words = command.split()
    assert CliRunner().invoke(application(words[0]), words).stdout == str(called())


@pytest.mark.parametrize("called", [archcalc.compare, lambda: archcalc.compare("vgg16", by="colour"),
                                    lambda: archcalc.explain("vgg16", "conv9"), lambda: archcalc.explain("vgg16"), lambda: archcalc.explain("convv"), lambda: archcalc.draw("vgg16", "bmp"),
                                    lambda: archcalc.transfer("vgg16", classes=0, images=5, similar=True),
                                    lambda: archcalc.transfer("vgg16", classes=5, images=0, similar=True),
                                    lambda: archcalc.ensemble("vgg16"), lambda: archcalc.solve("")])
def test_a_function_refuses_in_words(called):
    with pytest.raises(archcalc.ArchcalcError):
        called()


@pytest.mark.parametrize("name", NETWORKS)
def test_a_printed_report_is_what_the_command_prints(name):
    assert str(archcalc.analyze(name)) == CliRunner().invoke(application("show"), ["show", name]).stdout


@pytest.mark.parametrize("report", [
    archcalc.analyze("lenet5"), archcalc.sweep("mobilenet_v1", options={"width": [1, 0.5]}),
    archcalc.check({"vgg16.conv1_2.params": 1728})], ids=["analyze", "sweep", "check"])
def test_every_answer_can_be_looked_at(report):
    assert Tags(report._repr_html_()).seen.count("table") == sum(bool(table.rows) for table in report.tables)
    assert "---" in report._repr_markdown_()
    assert re.fullmatch(r"<Report '.+': \w+ \d+ x \d+.*>", repr(report))


def test_a_notebook_shows_names_as_text_and_runs_nothing():
    table = Table("layers", (Column("layer", HOSTILE, rank=0),), ((HOSTILE,),), title=HOSTILE)
    page = Tags(archcalc.Report("schema", (table,), (HOSTILE,), title=HOSTILE)._repr_html_())
    assert set(page.seen) <= {"div", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "ul", "li"}
    assert not {name for name in page.attributes if name.startswith("on") or name in {"href", "src"}}
    assert "".join(page.texts).count(HOSTILE) == 5


def test_a_notebook_shows_the_beginning_of_a_long_table():
    table = Table("layers", (Column("name", rank=0), Column("n", "n", "count", rank=0)),
                  tuple((f"layer{i}", i) for i in range(1000)), {"n": 499_500})
    page = archcalc.Report("schema", (table,))._repr_html_()
    assert page.count("<tr") == 200 + 2
    assert "the first 200 of 1,000 rows" in page
    assert "499,500" in page


def test_a_data_frame_keeps_integers_whole():
    pytest.importorskip("pandas")
    frame = archcalc.analyze("vgg16").to_pandas()
    for key in ("weights", "biases", "params", "macs", "activations", "activation_bytes"):
        assert str(frame[key].dtype) == "int64"
        assert int(frame[key].sum()) == archcalc.analyze("vgg16").totals[key]
    assert frame.set_index("name").loc["conv1_1", "output_shape"] == (64, 224, 224)


@pytest.mark.parametrize(("cells", "dtype"), [
    ((1, 2), "int64"), ((1, None), "Int64"), ((2**63, 1), "object"), ((-(2**63), None), "object"),
    ((0.5, None), "float64"), ((True, False), "bool"), ((True, None), "boolean"), ((1, 0.5), "object"),
    (((3, 2), None), "object"), (({"kernel": 3},), "object"), ((None, None), "object")])
def test_a_data_frame_has_the_type_of_its_cells(cells, dtype):
    pytest.importorskip("pandas")
    frame = archcalc.Report("schema", (Table("t", (Column("x"),), tuple((cell,) for cell in cells)),)).to_pandas()
    assert str(frame["x"].dtype) == dtype
    assert frame["x"].astype(object).where(frame["x"].notna(), None).tolist() == list(cells)


def test_a_data_frame_can_leave_out_what_the_table_hides():
    pytest.importorskip("pandas")
    report = archcalc.analyze("vgg16")
    assert len(report.to_pandas()) == len(report.table("layers").rows)
    assert "relu" not in set(report.to_pandas(hidden=False)["op"])
    assert list(report.to_pandas("published")["figure"])[:2] == ["weights", "params"]
    assert list(archcalc.Report("schema", (Table("t", (Column("x"),), ()),)).to_pandas().columns) == ["x"]


def test_without_pandas_the_answer_is_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(archcalc.ArchcalcError, match=r"pip install 'archcalc\[pandas\]'"):
        archcalc.analyze("lenet5").to_pandas()


def test_a_table_that_does_not_exist_is_answered_with_those_that_do():
    with pytest.raises(archcalc.ArchcalcError, match="did you mean 'layers'"):
        archcalc.analyze("lenet5").table("layer")


def test_types_are_shipped_and_every_name_is_found():
    assert (Path(archcalc.__file__).parent / "py.typed").exists()
    assert dir(archcalc) == sorted(archcalc.__all__)
