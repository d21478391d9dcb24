"""What an answer cannot be, is told before minutes of work and not after: a format, a unit, a folder that is not there."""

import os
from pathlib import Path

import pytest
from attacks import FILES, answer

from archcalc.base.atomic_files import refuse_unwritable
from archcalc.base.errors import OutputError

WORK = {
    "run lenet5": "archcalc.executor.run.run", "run --all": "archcalc.executor.run_collection.collected",
    "run lenet5 dqn --image x.png --scores scores": "archcalc.cli.scored_pictures.scored", "claims": "archcalc.cli.commands.claims.judged",
    "calibrate d.json": "archcalc.cli.commands.calibrate.calibrate", "sweep lenet5 --batch 1,2": "archcalc.cli.commands.sweep.worked_out",
    "vote a.csv b.csv": "archcalc.ensembles.matched_predictions.opened",
}
"""Commands that may take minutes, and what they do in them."""
WRONG = {
    "--format bad": "there is no format 'bad'", "-o o.bad": "no format is known by the ending '.bad'", "-o nowhere/o.csv": "there is no folder 'nowhere'",
    "-o .csv --format csv": "it is a folder", "--units bad": "--units takes no 'bad'", "--layout bad": "--layout takes no 'bad'", "--rows 3": "--rows says nothing to the format text",
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        Path(name).write_text(text, "utf-8")
    Path(".csv").mkdir()
    Path("x.png").write_bytes(b"")


SHEETS = {"check in -o in/grades.csv": "'in/grades.csv' in it would be a sheet", "check in --feedback in": "'in' in it would be a sheet",
          "check other in -o in/students": "'in/students' in it would be a sheet", "check . -o grades.csv": "'grades.csv' in it would be a sheet",
          "check in --roster class.csv --anonymous in/key.csv": "'in/key.csv' in it would be a sheet"}
"""What would be written among the sheets: a student's feedback in Markdown would count as their newest sheet."""


@pytest.mark.parametrize("words", SHEETS)
def test_nothing_is_written_among_sheets(folder, words):
    for name in ("in", "other"):
        Path(name).mkdir()
        Path(name, "ada.csv").write_text(FILES["hw.csv"])
    kept = set(Path().rglob("*"))
    given = answer(words.split())
    assert given.code == 2
    assert SHEETS[words] in given.told
    assert set(Path().rglob("*")) == kept
    assert answer(["check", "in", "-o", "in.csv"]).code == 0


def test_what_nobody_can_save_is_not_shown_as_if_it_were_there(folder, monkeypatch):
    monkeypatch.setattr("archcalc.live.page.page_server.serve", lambda *given: pytest.fail("served"))
    assert "--read-only makes none" in answer(["edit", "nofile.yaml", "--read-only"]).told


def test_a_folder_is_no_stream(folder):
    assert "a folder is wanted" in answer(["course", "new", "-"]).told


@pytest.mark.parametrize("words", WORK)
def test_a_wrong_word_is_told_before_the_work(folder, monkeypatch, words):
    pytest.importorskip("numpy")
    kept = set(Path().rglob("*"))
    monkeypatch.setattr(WORK[words], lambda *given, **more: pytest.fail("worked in vain"))
    for wrong, said in WRONG.items():
        given = answer([*words.split(), *wrong.split()])
        assert given.code in {2, 74}
        assert said in given.told
    assert set(Path().rglob("*")) == kept


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is shut to who may do everything")
def test_a_folder_that_is_kept_shut_is_told(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="Permission denied"):
        refuse_unwritable(tmp_path / "o.csv")


@pytest.mark.parametrize("path", ["/dev/null", "o.csv", "made/o.csv"])
def test_what_can_be_written_to_is_not_refused(folder, path):
    refuse_unwritable(Path(path), made=Path("made"))


def test_networks_that_are_refused_leave_no_folder(folder):
    pytest.importorskip("PIL.Image").new("RGB", (32, 32)).save("x.png")
    for wrong in ("--dtype bad", "--labels nowhere.txt", "--weights nowhere.npz", "--max-memory 1KB"):
        assert answer(["run", "lenet5", "lenet5_1998", "--image", "x.png", "--scores", "scores", *wrong.split()]).code == 2
        assert not Path("scores").exists()
