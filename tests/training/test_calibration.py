"""A measured device: rates recovered from times that follow them, errors of leaving one out, files."""

import json
import random
from pathlib import Path

import pytest

import archcalc
from archcalc import ArchcalcError
from archcalc.training.calibration import measured_device
from archcalc.training.calibration.layer_costs import LayerWork, Sample, fitted, rates, seconds, works
from archcalc.training.calibration.measured_device import measured, read, written

NAMES = ("squeezenet1_1", "mobilenet_v2", "resnet18", "shufflenet_v2_1x")
PRODUCT, BYTE, LAYER = 3e-11, 2e-10, 5e-6


def law(graph, device, settings, runs, disturbed=0.0):
    """Times by a law, some of them longer."""
    draw = random.Random(graph.about.name)
    return [0.0 if work is None else (PRODUCT * work.macs + BYTE * work.bytes + LAYER) * (1 + disturbed * draw.random() ** 8)
            for work in works(graph)]


def test_times_by_a_law_are_predicted_exactly(monkeypatch):
    monkeypatch.setattr(measured_device, "layer_seconds", law)
    device = measured(NAMES, "numpy", 1, 1, 0)
    assert device.largest_error < 1e-6
    graph = archcalc.build("resnet34", batch=2)
    assert device.predicted(graph) == pytest.approx(sum(law(graph, None, None, 1)))


def test_what_disturbs_a_measurement_raises_the_error_that_is_told(monkeypatch):
    """By a ninth on average, up to twice the time for some layers: the error is told, and is of that size."""
    monkeypatch.setattr(measured_device, "layer_seconds", lambda *words: law(*words, disturbed=1.0))
    device = measured(NAMES, "numpy", 1, 1, 0)
    assert 1e-3 < device.usual_error <= device.largest_error < 0.2


@pytest.mark.parametrize("rate", [(2e-11, 0.0, 1e-6), (0.0, 1e-10, 0.0), (1e-10, 1e-9, 1e-5)])
def test_rates_are_found_again(rate):
    draw = random.Random(0)
    amounts = [LayerWork((), draw.randrange(10**4, 10**9), draw.randrange(10**3, 10**7)) for _ in range(20)]
    found = fitted([Sample("", work, rate[0] * work.macs + rate[1] * work.bytes + rate[2]) for work in amounts])
    assert found == pytest.approx(rate, rel=1e-6, abs=1e-16)


def test_no_rate_is_negative():
    """Times that fall with the bytes: the best without a negative rate."""
    falling = [Sample("", LayerWork((), 0, 10**6 * size), 1e-3 - 1e-5 * size) for size in range(1, 50)]
    assert min(fitted(falling)) >= 0


def test_a_rare_kind_takes_the_rates_of_a_wider_one():
    graph = archcalc.build("lenet5")
    known = rates([Sample("a", work, 1e-3) for work in works(graph) if work is not None])
    assert "conv 5x5" not in known
    assert seconds(LayerWork(("nix", "layers without"), 0, 0), known) == pytest.approx(known["layers without"][2])


def test_the_executor_itself_is_timed(tmp_path):
    told = archcalc.calibrate(tmp_path / "d.json", networks=["lenet5", "lenet5_1998", "dqn"], runs=1)
    assert min(told.table("networks").column("measured_seconds")) > 0
    planned = archcalc.plan("lenet5", batch=4, device=str(tmp_path / "d.json"))
    assert planned.head["predicted_seconds"] == pytest.approx(read(tmp_path / "d.json").predicted(archcalc.build("lenet5", batch=4)))
    assert any("was itself measured" in note for note in planned.notes)
    assert any("leave-one-out" in note for note in planned.notes)


def test_a_file_is_read_as_it_was_written(monkeypatch, tmp_path):
    monkeypatch.setattr(measured_device, "layer_seconds", law)
    device = measured(NAMES[:3], "numpy", 2, 3, 4)
    path = tmp_path / "d.json"
    path.write_text(written(device))
    assert read(path) == device


@pytest.mark.parametrize(("load", "said"), [
    (0.1, "at rest (0.10 programs"), (2.5, "on a busy machine (2.5 programs"), (None, "is not known")])
def test_a_busy_machine_is_said_so(monkeypatch, tmp_path, load, said):
    monkeypatch.setattr(measured_device, "layer_seconds", law)
    monkeypatch.setattr(measured_device, "_load", lambda: load)
    told = archcalc.calibrate(tmp_path / "d.json", networks=NAMES[:3], runs=1)
    planned = archcalc.plan("lenet5", device=str(tmp_path / "d.json"))
    assert all(any(said in note for note in report.notes) for report in (told, planned))
    assert told.head["load"] == load


@pytest.mark.parametrize("change", [
    lambda file: file.update(load="NaN"), lambda file: file.pop("schema"), lambda file: file.update(schema="archcalc/plan/1"), lambda file: file.pop("rates"),
    lambda file: file["rates"].pop("layers without"), lambda file: file["rates"].update(conv=[1, 2]),
    lambda file: file["rates"].update(conv=[-1, 2, 3]), lambda file: file["rates"].update(conv=["NaN", 2, 3]),
    lambda file: file.update(networks=[]), lambda file: file.update(more=1), lambda file: file.update(threads="two"),
])
def test_a_file_that_is_none_is_refused(monkeypatch, tmp_path, change):
    monkeypatch.setattr(measured_device, "layer_seconds", law)
    given = json.loads(written(measured(NAMES[:3], "numpy", 1, 1, 0)))
    change(given)
    (tmp_path / "d.json").write_text(json.dumps(given))
    with pytest.raises(ArchcalcError, match="is no file of a measured device"):
        archcalc.plan("lenet5", device=str(tmp_path / "d.json"))


@pytest.mark.parametrize(("networks", "message"), [
    (["lenet5", "lenet5", "dqn"], "calibrate wants three networks at least, found 2"), (["lenet5", "dqn", "nix"], "nix")])
def test_what_cannot_be_measured_is_refused(tmp_path, networks, message):
    with pytest.raises(ArchcalcError, match=message):
        archcalc.calibrate(tmp_path / "d.json", networks=networks, runs=1)
    assert not Path(tmp_path / "d.json").exists()
