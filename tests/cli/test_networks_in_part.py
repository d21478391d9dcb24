"""A network of which a part is understood is never shown, totalled, run or written as if it were whole."""

import json
import subprocess
import sys

import pytest

onnx = pytest.importorskip("onnx")

from onnx_models import array, integers, model, node, written  # noqa: E402
from places import TESTS  # noqa: E402

import archcalc  # noqa: E402
from archcalc import ArchcalcError, analyze, build  # noqa: E402
from archcalc.cli import application  # noqa: E402

OPAQUE = "input: [3, 8, 8]\nlayers:\n- conv: {name: first, filters: 2, kernel: 3}\n- opaque: {name: mix, operator: Einsum, shape: [1, 5], arrays: [[3, 4]]}\n- linear: {name: last, units: 2}\n"
W, K = array("w", [4, 3, 3, 3]), array("k", [7, 9])


def lost():
    """What stands behind NonZero has no shape: 63 of 171 values are left out."""
    nodes = [node("Conv", "x w", "a", name="first"), node("NonZero", "a", "b", name="where"),
             node("Cast", "b", "c", name="cast", to=1), node("MatMul", "c k", "y", name="last")]
    return model(nodes, [W, K], outputs=["y"])


def unruled():
    """Fold has a stated shape, and no rule."""
    nodes = [node("Conv", "x w", "a", name="first"), node("Fold", "a", "b", name="mix"),
             node("Relu", "b", "y", name="last")]
    return model(nodes, [W, K], stated=[("b", [1, 4])])


def quantised():
    """Weights of eight bits, seen through an operator without a rule: none of them is read, and they are not forgotten."""
    nodes = [node("Unpack", "q s z", "w", name="dq"), node("Conv", "x w", "y", name="first")]
    return model(nodes, [array("q", [4, 3, 3, 3], onnx.TensorProto.INT8), array("s", []), array("z", [], onnx.TensorProto.INT8)])


def sequence():
    """Two parts of a layer are taken out of a sequence."""
    nodes = [node("Flatten", "x", "f", name="first"), node("SplitToSequence", "f n", "s", name="split", axis=1),
             node("SequenceAt", "s zero", "y", name="last")]
    return model(nodes, [integers("n", 96, 96), onnx.helper.make_tensor("zero", 7, [], [0])], outputs=["y"])


CUT = {"lost": (lost, "no rule for NonZero 'where'; 2 operators behind it are not read", 108, 171), "unruled": (unruled, "no rule for Fold 'mix'", 108, 171),
       "quantised": (quantised, "no rule for Unpack 'dq'; 1 operator behind it is not read", 0, 110), "sequence": (sequence, "no rule for SplitToSequence 'split'; 1 operator behind it is not read", 0, 0)}
"""Files, why they are cut, and how many of how many values are read."""


@pytest.fixture(params=CUT)
def cut(request, tmp_path, monkeypatch):
    """The name of a file in the working folder, why it is cut, and what is read of it."""
    made, why, read, values = CUT[request.param]
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "net.onnx", made())
    (tmp_path / "hw.csv").write_text("question,answer\nfirst.params,108\n")
    return "net.onnx", why, f"at least {read:,} of {values:,} values in the file"


AT_LEAST = {
    "show": "show {}", "show, other formats": "show {} --format markdown", "compare": "compare {} lenet5", "compare the other way": "compare lenet5 {}",
    "compare by layer": "compare {} lenet5 --by layer", "conventions": "conventions {}", "conventions, a difference": "conventions {} --difference torchinfo keras", "explain": "explain {} params", "explain MACs": "explain {} macs",
    "weights": "weights {}", "diff": "diff {} lenet5", "diff with itself": "diff {} {}", "about": "about {}", "draw": "draw {} -o - --format svg", "draw volumes": "draw {} --style volumes --format svg",
    "draw as text": "draw {} --format mermaid", "draw for Graphviz": "draw {} --format dot", "plot": "plot {} --format svg", "plot at the terminal": "plot {}",
}
"""Commands that show a part, and say that it is one."""
REFUSES = {
    "run": "run {}", "run with its weights": "run {} --weights {}", "run for features": "run {} --image x.png --features first -o o.npy", "export": "export {} -o o.onnx", "export its weights": "export {} --weights {} -o o.onnx",
    "weights saved": "weights {} --save-weights o.npz", "plan": "plan {}", "transfer": "transfer {} --classes 2 --images 10 --similar yes", "sweep": "sweep {} --batch 1,2", "fit": "fit {} --memory 1GiB", "generate": "generate {}", "calibrate": "calibrate d.json --networks {},lenet5,dqn", "ensemble": "ensemble {} {}", "claims": "claims {}",
    "worksheet": "worksheet {}", "quiz": "quiz {} --format gift", "check": "check hw.csv --network {}", "plot beside others": "plot {} lenet5 --format svg", "plot as bubbles": "plot {} --compare --format svg", "plot receptive fields": "plot {} --chart receptive-fields", "plot a roofline": "plot {} --chart roofline --gpu a100",
}
"""Commands that are right about whole networks alone."""
ELSEWHERE = {"list": "bundled networks", "edit": "texts", "vote": "predictions", "solve": "exercises in words", "schema": "the language", "source": "texts", "new": "texts",
             "manual": "pages", "lsp": "texts in editors", "course": "ready-made courses", "doctor": "libraries and programs"}
"""Commands that take no network from a file, and what they are about."""


def test_every_command_is_in_a_table():
    commands = {path.stem for path in (TESTS.parent / "archcalc" / "cli" / "commands").glob("[!_]*.py")}
    assert commands == {row.split()[0] for row in (*AT_LEAST.values(), *REFUSES.values())} | ELSEWHERE.keys()


def answer(capsys, words):
    """The exit code of a command, and what it printed or told."""
    try:
        application.run(words)
    except ArchcalcError as error:
        return error.exit_code, str(error)
    except SystemExit as left:
        return left.code, capsys.readouterr().out
    return 0, capsys.readouterr().out


@pytest.mark.parametrize("command", AT_LEAST)
def test_a_part_is_called_one(cut, capsys, command):
    name, why, bound = cut
    code, told = answer(capsys, AT_LEAST[command].format(*[name] * 2).replace(" -o -", "").split())
    told = " ".join(told.replace("&#x27;", "'").replace("&apos;", "'").split())
    assert bool(code) == (command == "diff")
    assert bound in told
    assert why in told


@pytest.mark.parametrize("form", ["csv", "json", "text"])
def test_a_format_without_notes_says_so_beside(cut, capsys, form):
    name, why, bound = cut
    with pytest.raises(SystemExit):
        application.run(["show", name, "--format", form])
    assert capsys.readouterr().err == f"warning[incomplete]: net: {bound}, {why}; totals are at least so much\n"


@pytest.mark.parametrize("command", REFUSES)
def test_or_it_is_refused_with_the_operator(cut, capsys, tmp_path, command):
    name, why, _ = cut
    before = sorted(path.name for path in tmp_path.iterdir())
    (tmp_path / "x.png").write_bytes(b"")
    code, told = answer(capsys, REFUSES[command].format(*[name] * 2).split())
    (tmp_path / "x.png").unlink()
    if command == "check":  # sheets name bundled networks alone, a Python caller's are below
        assert code in {1, 2}
        return
    assert code == 2
    assert why in told
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_json_says_that_totals_are_not_complete(cut):
    name, _, bound = cut
    report = analyze(name)
    totals = report.tail["totals"]
    assert totals["complete"] is False
    assert f"{totals['of_values']:,} values" in bound
    table = report.table("layers")
    assert {key: sum(table.column(key)) for key in table.totals} == table.totals
    assert all(totals[key] == value for key, value in table.totals.items())
    assert json.loads(archcalc.render(report, "json"))["totals"]["of_values"] == totals["of_values"]


def test_json_of_whole_networks_is_as_it_was(tmp_path):
    whole = written(tmp_path / "net.onnx", model([node("Conv", "x w", "y", name="first")], [W, K]))
    for network in (whole, "lenet5"):
        assert not {"complete", "of_values"} & analyze(network).tail["totals"].keys()
        assert "at least" not in archcalc.render(analyze(network), "text")


def test_python_is_refused_too(cut):
    name, why, _ = cut
    graph = build(name)
    calls = (lambda: archcalc.run(graph), lambda: archcalc.run(graph, weights={}), lambda: archcalc.plan(graph),
             lambda: archcalc.export(graph, "o.onnx"), lambda: archcalc.ensemble(graph, graph),
             lambda: archcalc.transfer(graph, classes=2, images=10, similar=True), lambda: archcalc.claims(graph),
             lambda: archcalc.check({"first.params": 1}, network=graph))
    for call in calls:
        with pytest.raises(ArchcalcError) as refused:
            call()
        assert why in str(refused.value)


def test_ratios_of_parts_are_not_told(cut):
    report = archcalc.compare("lenet5", cut[0])
    rows = report.table("networks")
    assert [[row[i] for i in range(2, len(row), 2)] for row in rows.rows] == [[1.0] * 4, [None] * 4]
    assert set(archcalc.diff(cut[0], "lenet5").table("totals").column("ratio")) == {None}


def test_an_operator_without_a_rule_in_a_specification(tmp_path, capsys):
    path = tmp_path / "net.yaml"
    path.write_text(OPAQUE)
    assert build(path).gap.without == (("Einsum", "mix"),)
    assert "in part: at least 80 of 80 values" in analyze(path).title
    assert answer(capsys, ["run", str(path)])[0] == 2
    code, told = answer(capsys, ["sweep", str(path), "--input", "3x8x8,3x9x9", "--batch", "1,2"])
    assert code == 2
    assert "no rule for Einsum 'mix'" in told


def test_a_point_of_a_sweep_that_is_cut_is_refused_and_others_are_not(tmp_path):
    swept = archcalc.sweep([written(tmp_path / "net.onnx", lost()), "lenet5"])
    assert [row["params"] for row in swept.table("points").records() if row.get("params")] == [61_706]
    assert "no rule for NonZero" in json.dumps(json.loads(archcalc.render(swept, "json")))


def test_values_are_counted_once_however_often_they_are_lost(tmp_path):
    """An array that two lost nodes read is one array; one that a layer has is not lost."""
    nodes = [node("Conv", "x w", "a", name="first"), node("NonZero", "a", "b", name="where"), node("Cast", "b", "c", to=1),
             node("MatMul", "c k", "d"), node("MatMul", "c k", "e"), node("Add", "c v", "f")]
    graph = build(written(tmp_path / "net.onnx", model(nodes, [W, K, array("v", [5])], outputs=["f"])))
    assert (graph.gap.read, graph.gap.values) == (108, 108 + 63 + 5)
    assert any("and with them 68 values of the file" in note for note in graph.notes)


def test_what_says_how_an_operator_works_is_no_weight(tmp_path):
    """Resize's scales stand in the file as fractions, beside its weights; what it gives is counted."""
    scales = onnx.helper.make_tensor("s", 1, [4], [1.0, 1.0, 2.0, 2.0])
    resize = node("Resize", "x  s", "a", name="resize", coordinate_transformation_mode="tf_crop_and_resize")
    nodes = [resize, node("Conv", "a w", "y", name="conv")]
    nodes[0].input.insert(1, "")
    graph = build(written(tmp_path / "net.onnx", model(nodes, [W, scales])))
    assert analyze(graph).tail["totals"]["params"] == 108
    assert graph.gap is None


@pytest.mark.oracle
def test_a_module_that_is_cut():
    torch = pytest.importorskip("torch")
    module = torch.nn.LSTM(8, 12, batch_first=True)
    graph = build(archcalc.from_torch(module, torch.zeros(1, 6, 8)))
    if graph.gap is not None:
        with pytest.raises(ArchcalcError, match="cannot be exported: no rule for"):
            archcalc.export(graph, "o.onnx")


def test_the_command_itself_ends_with_2(tmp_path):
    path = written(tmp_path / "net.onnx", lost())
    done = subprocess.run([sys.executable, "-m", "archcalc", "run", path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error[incomplete]: net cannot be run: no rule for NonZero 'where'")
