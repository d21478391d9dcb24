"""Every cell, row and file is marked, or named as not marked; whatever is lost otherwise shows in the exit code."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from together import together

from archcalc.homework import gradebooks, sheets
from archcalc.homework.languages import ENGLISH, language
from archcalc.homework.marking import check, whole_class
from archcalc.homework.sheets._headings import heading

KERAS = "Layer (type),Output Shape,Param #\nconv1_1 (Conv2D),\"(None, 224, 224, 64)\",1792\nconv1_2,\"(None, 224, 224, 64)\",99999\n"
SHEETS = {
    "as Keras prints it": (KERAS, 3, 4, []),
    "a unit in the heading": ("layer,volume,memory (MB),params\nconv1_1,224x224x64,12.85,1792\n", 3, 3, []),
    "a wrong number in the heading's unit": ("layer,output,memory (MB)\nconv1_1,224x224x64,99\n", 1, 2, []),
    "as Andrew Ng's tables": ("layer,Activation shape,Activation size,# Parameters\nconv1_1,\"(224,224,64)\",5,1792\n", 2, 3, []),
    "a column of one's own": ("question,answer,unit,Confidence\nconv1_1.params,1792,,high\n", 1, 1, ["the column 'Confidence'"]),
    "columns that are given": ("layer,stride,Kernel size,params\nconv1_1,1,3,1792\n", 1, 1, ["the column 'stride'", "the column 'Kernel size'"]),
    "a row of no layer": ("layer,params\nconv1_1,1792\n,36928\n", 1, 1, ["the row '36928'"]),
    "a line above": ("Homework 3\nlayer,params\nconv1_1,1792\n", 1, 1, ["the line 'Homework 3'"]),
    "in French": ("Couche,Taille de sortie,Nombre de paramètres\nconv1_1,224x224x64,1792\n", 2, 2, []),
    "in German": ("Schicht,Ausgabegröße,Anzahl Parameter\nconv1_1,224x224x64,1792\n", 2, 2, []),
    "in Arabic": ("الطبقة,حجم الخرج,عدد المعاملات\nconv1_1,224x224x64,1792\n", 2, 2, []),
    "in Chinese": ("层,输出尺寸,参数量\nconv1_1,224x224x64,1792\n", 2, 2, []),
}
"""A sheet of vgg16; its points, of how many, and what of it is not marked."""
HEADINGS = """
output: output dimensions | feature map size | activation shape | output (HxWxC) | Output Shape
params: Param # | # of parameters | no. of parameters | num params | trainable params | learnable parameters | total params | parameters (with bias) | #Params | params?
neurons: activation size
memory: mem. | memory (bytes)
memory KB: memory (KB)
memory MiB: memory [MiB]
params K: params (K)
macs M: MACs (M) | Mult-Adds (M)
flops MFLOPs: MFLOPs
flops G: FLOPs (G)
macs GMACs: GMACs
receptive_field: receptive field size | champ réceptif
"""


def marks(tmp_path, text, rubric=None):
    (tmp_path / "hw.csv").write_text(text, "utf-8")
    return check.marker(rubric, "vgg16").mark(sheets.read(tmp_path / "hw.csv")[0])


def checked(name, folder, *words):
    """The command, on sheets of vgg16."""
    return subprocess.run([sys.executable, "-m", "archcalc", "check", name, "--network", "vgg16", *words], cwd=folder,
                          capture_output=True, text=True, check=False)


@pytest.mark.parametrize("case", SHEETS)
def test_what_of_a_sheet_is_not_marked_is_named(tmp_path, case):
    text, score, most, left = SHEETS[case]
    found = marks(tmp_path, text)
    assert (found.score, found.max_score, [ENGLISH.text(each.what) for each in found.left]) == (score, most, left)


@together(("text", "meant"), [(text.strip(), line.partition(":")[0]) for line in HEADINGS.strip().splitlines() for text in line.partition(":")[2].split("|")])
def test_a_heading(text, meant):
    name, _, unit = meant.partition(" ")
    assert heading(text).figure.name == name
    assert unit in {heading(text).unit, ""}


def test_lines_of_questions_and_answers(tmp_path):
    (tmp_path / "hw.txt").write_text("network: vgg16\nconv1_1.params: 1792\nconv1_1.output = 224x224x64\n", "utf-8")
    (sheet,) = sheets.read(tmp_path / "hw.txt")
    assert (sheet.network, [entry.given for entry in sheet.entries]) == ("vgg16", ["1792", "224x224x64"])


def test_marks_of_direction_in_yaml(tmp_path):
    (tmp_path / "hw.yaml").write_text("conv1_1.params: \u200f1792\n", "utf-8")
    assert sheets.read(tmp_path / "hw.yaml")[0].entries[0].given == "1792"


def test_an_answer_that_the_rubric_does_not_ask_is_named(tmp_path):
    (tmp_path / "r.yaml").write_text("questions: [vgg16.conv1_1.params]\n", "utf-8")
    found = marks(tmp_path, "question,answer\nconv1_1.params,1792\nconv1_2.params,5\n", tmp_path / "r.yaml")
    assert [ENGLISH.text(each.what) for each in found.left] == ["the answer to 'conv1_2.params'"]


def test_a_network_that_a_sheet_names_beside_the_teachers_is_told(tmp_path):
    found = marks(tmp_path, "alexnet,params\nconv1_1,1792\n")
    assert [(ENGLISH.text(each.what), each.told) for each in found.left] == [("the sheet's own 'alexnet'", True)]
    assert marks(tmp_path, "VGG16#3,params\nconv1_1,1792\n").left == ()


@pytest.mark.parametrize(("text", "code"), [("layer,params\nconv1_1,1728\n", 0), ("layer,params,Confidence\nconv1_1,1728,high\n", 1), ("layer,params,stride\nconv1_1,1728,1\n", 0)])
def test_what_is_lost_shows_in_the_exit_code(tmp_path, text, code):
    (tmp_path / "hw.csv").write_text(text)
    done = checked("hw.csv", tmp_path)
    assert done.returncode == code
    assert ("not marked" in done.stdout) == (text.count(",") > 2)


@pytest.fixture
def handed_in(tmp_path):
    """A class as Moodle packs it: one student with two sheets, one with none, three whose files cannot be read."""
    files = {"Ada_1/hw.csv": KERAS, "Ada_1/hw_final.csv": "layer,params\nconv1_1,1728\n", "Bob_2/hw.ods": "",
             "Cy_3/hw.pdf": "", "Gil_7/hw.csv": "nothing here\n"}
    for name, text in files.items():
        path = tmp_path / "class" / name.replace("/", "_assignsubmission_file_/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (tmp_path / "class" / "Eve_5_assignsubmission_file_").mkdir()
    return tmp_path


def test_every_student_and_every_file_of_a_class_is_named(handed_in):
    done = checked("class", handed_in, "--format", "moodle")
    rows = list(csv.DictReader(done.stdout.splitlines()))
    assert done.returncode == 1
    assert {row["Identifier"]: row["Grade"] for row in rows} == {
        "Participant 1": "1", **{f"Participant {number}": "" for number in (2, 3, 5, 7)}}
    assert [row["Feedback comments"].partition(":")[0] for row in rows[1:]] == [
        "hw.ods", "hw.pdf", "Eve_5_assignsubmission_file_", "hw.csv"]
    assert "class/" not in done.stdout


def test_a_name_on_a_sheet_is_not_whose_it_is(tmp_path):
    """Moodle and Canvas know who handed a file in: another name on it changes nothing, nor do namesakes share an identifier."""
    for folder, text in {"Ada_1": "layer,params\nconv1_1,1792\n", "Eve_2": "student: Ada\nlayer,params\nconv1_1,1\n",
                         "Ada_3": "layer,params\nconv1_1,7\n", "Fay_4": "Name,conv1_1.params\nAda,1792\nBob,1\n"}.items():
        (tmp_path / f"{folder}_assignsubmission_file_").mkdir()
        (tmp_path / f"{folder}_assignsubmission_file_" / "hw.csv").write_text(text)
    marked = whole_class.mark(whole_class.find([tmp_path]), check.marker(None, "vgg16"))
    points = {marked.identifiers[marks.student]: (marks.student[:3], marks.score) for marks in marked.marks}
    assert points == {"1": ("Ada", 1), "2": ("Eve", 0), "3": ("Ada", 0)}
    (broken,) = marked.broken
    assert (broken.student, ENGLISH.text(broken.reason)) == ("Fay", "it holds the answers of 2 students, and was handed in by one")


@pytest.mark.parametrize("form", [name for name in gradebooks.NAMES if name != "canvas"])
def test_a_gradebook_names_what_is_not_marked(tmp_path, form):
    found = marks(tmp_path, "layer,params,mood\nconv1_1,1792,good\n,36928,\n")
    text = gradebooks.render(whole_class.Class((found,)), form, "HW")
    assert "the column 'mood'" in text
    assert "the row '36928'" in text


@pytest.mark.parametrize(("code", "words"), [("de", ("die Spalte 'mood'", "falsch.")), ("fr", ("la colonne 'mood'", "faux.")),
                                             ("es", ("la columna 'mood'", "incorrecto.")), ("ar", ("العمود", "خطأ"))])
def test_a_gradebook_says_it_in_the_language_of_the_feedback(tmp_path, code, words):
    path = tmp_path / "sheet.csv"
    path.write_text("layer,params,mood\nconv1_1,5,good\n", "utf-8")
    told = language(code)
    sheet, = sheets.read(path)
    found = whole_class.Class((check.marker(None, "vgg16", language=told).mark(sheet),))
    for form in gradebooks.NAMES:
        text = gradebooks.render(found, form, "HW", told)
        text = json.dumps(json.loads(text), ensure_ascii=False) if text.startswith("{") else text
        assert "the column" not in text
        assert form == "canvas" or words[0] in text, form
        assert form != "gradescope" or words[1] in text
        assert form != "gradescope" or ": wrong." not in text


def test_what_stands_below_a_summary_is_named_and_an_answer_there_counts_as_lost(tmp_path):
    summary = (Path(__file__).parent / "summaries" / "keras2.txt").read_text("utf-8")
    for name, text in {"a.txt": summary, "b.md": summary.replace("Total params: 11,642\n", "")}.items():
        (tmp_path / name).write_text(f"conv2d (1).params = 6\n{text}\n see page 3\nconv2d (1).params = 5\n", "utf-8")
        sheet, = sheets.read(tmp_path / name)
        left = {ENGLISH.text(each.what): each.told for each in sheet.left}
        assert left["the line 'see page 3'"]
        assert [left[f"the line 'conv2d (1).params = {n}'"] for n in (5, 6)] == [False, False]
        assert [entry for entry in sheet.entries if "page" in entry.question + entry.given] == []


def test_an_untitled_column_of_layers_is_told(tmp_path):
    found = marks(tmp_path, ",params\nconv1_1,1792\n")
    assert found.score == 1
    assert [(ENGLISH.text(each.what), each.told) for each in found.left] == [("column 1, which has no heading", True)]
