"""Answer sheets: the same answers in every format; and sheets that mean harm, or are broken."""

import json
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from archcalc.base.errors import ArchcalcError
from archcalc.homework import sheets
from archcalc.homework.languages import ENGLISH
from archcalc.homework.marking.marking import Marker
from archcalc.homework.marking.rubrics import Rubric, Terms
from archcalc.homework.questions.networks import Networks
from archcalc.homework.sheets._nested import MOST_LEVELS
from archcalc.loading import library

ANSWERS = {"vgg16.conv1_1.params": "1,792", "vgg16.conv1_1.output": "(64, 224, 224)", "alexnet.pool1.output": "27x27x96",
           "vgg16.total.memory": "93 MB", "vgg16.fc6.params": ""}
VERDICTS = ["accepted", "accepted", "correct", "wrong", "blank"]


def table(separator: str, quote: str = '"') -> str:
    rows = (f"{key}{separator}{quote}{given}{quote}" for key, given in ANSWERS.items())
    return "\n".join([f"question{separator}answer", *rows])


def xlsx(rows) -> bytes:
    book = pytest.importorskip("openpyxl").Workbook()
    for row in rows:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


FORMATS = {
    "hw.csv": table(","), "semicolons.csv": table(";"), "hw.tsv": table("\t"), "hw.txt": table("\t", ""),
    "unquoted.csv": table(",", ""), "bare.csv": table(",").partition("\n")[2], "excel.csv": "\ufeff" + table(","),
    "remarks.csv": "# Homework 3\nAda Lovelace\n\n" + table(","),
    "hw.json": json.dumps({"answers": ANSWERS}), "flat.json": json.dumps(ANSWERS),
    "listed.json": json.dumps([{"question": key, "answer": given} for key, given in ANSWERS.items()]),
    "typed.json": json.dumps(ANSWERS | {"vgg16.conv1_1.params": 1792, "vgg16.conv1_1.output": [64, 224, 224]}),
    "nested.json": json.dumps({"vgg16": {"conv1_1": {"params": 1792, "output": [64, 224, 224]}}, "alexnet.pool1.output": "27x27x96",
                               "vgg16.total.memory": "93 MB", "vgg16.fc6.params": None}),
    "hw.yaml": "\n".join(["student: Ada", "answers:", *(f"  {key}: {given}" for key, given in ANSWERS.items())]),
    "list.yml": "\n".join(f"- {{question: {key}, answer: '{given}'}}" for key, given in ANSWERS.items()),
    "hw.md": "# Homework\n\n| question | answer |\n| --- | ---: |\n" + "\n".join(
        f"| {key.replace('_', chr(92) + '_')} | **{given}** |" for key, given in ANSWERS.items()) + "\n\nThat is all.\n",
    "units.csv": "question,answer,unit\n" + "\n".join(
        f'{key},"{given.removesuffix(" MB")}",{"MB" if "MB" in given else ""}' for key, given in ANSWERS.items()),
    "networks.csv": "network,question,answer\n" + "\n".join(
        f'{key.partition(".")[0]},{key.partition(".")[2]},"{given}"' for key, given in ANSWERS.items()),
    "utf16.csv": table(",").encode("utf-16"), "windows.csv": f"näme\n{table(',')}".encode("cp1252"),
    "hw.xlsx": lambda: xlsx([["question", "answer"], *ANSWERS.items()]),
    "numbers.xlsx": lambda: xlsx([["question", "answer"], *(ANSWERS | {"vgg16.conv1_1.params": 1792.0}).items()]),
}


def read(tmp_path, name: str, content: object) -> tuple[sheets.Sheet, ...]:
    content = content() if callable(content) else content
    path = tmp_path / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return sheets.read(path)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_the_same(tmp_path, name):
    (sheet,) = read(tmp_path, name, FORMATS[name])
    verdicts = Marker(Rubric(), Networks()).mark(sheet).verdicts
    assert [verdict.verdict for verdict in verdicts] == VERDICTS


WORKSHEETS = {
    "headed.csv": "vgg16,what it does,volume?,memory,params?\nconv1_1,64 3x3,224x224x64,99,1728\npool1,,112x112x64,99,0\ntotal,,,99,138M",
    "named.csv": "network: vgg16\nlayer,output,params\nconv1_1,224x224x64,1728\npool1,112x112x64,0\ntotal,-,138M",
    "column.csv": "network,layer,volume,params\nvgg16,CONV1_1,224x224x64,1728\nvgg16,pool1,112x112x64,0\nvgg16,total,,138M",
    "merged.csv": "network,layer,volume,params\nvgg16,conv1_1,224x224x64,1728\n,pool1,112x112x64,0\nnetwork,layer,volume,params\n,total,,138M",
    "hw.md": "**vgg16**\n\n| vgg16 | volume | params |\n|---|---|---|\n| conv1_1 | 224x224x64 | 1728 |\n| pool1 | 112x112x64 | 0 |\n| total | | 138M |",
}


@pytest.mark.parametrize("name", WORKSHEETS)
def test_a_table_of_layers_is_a_sheet_too(tmp_path, name):
    (sheet,) = read(tmp_path, name, WORKSHEETS[name])
    verdicts = Marker(Rubric(), Networks()).mark(sheet).verdicts
    assert [verdict.verdict for verdict in verdicts] == ["correct"] * 5


def test_one_file_may_hold_many_students(tmp_path):
    rows = "Ada,vgg16.fc8.params,1\nAlan,vgg16.fc8.params,2\nAda,vgg16.fc7.params,3\n"
    found = read(tmp_path, "class.csv", f"student,question,answer\n{rows}")
    assert [(sheet.student, len(sheet.entries)) for sheet in found] == [("Ada", 2), ("Alan", 1)]


def test_a_name_in_a_merged_cell_is_that_of_all_its_rows(tmp_path):
    rows = "Ada,vgg16.fc8.params,1\n,vgg16.fc7.params,3\n ,vgg16.fc6.params,3\nAlan,vgg16.fc8.params,2\n"
    found = read(tmp_path, "class.csv", f"student,question,answer\n{rows}")
    assert [(sheet.student, len(sheet.entries)) for sheet in found] == [("Ada", 3), ("Alan", 1)]


def test_a_question_that_names_its_network_needs_none_beside_it(tmp_path):
    (sheet,) = read(tmp_path, "hw.csv", "network,question,answer\nalexnet,conv1.params,1\n,vgg16.fc8.params,2\n")
    assert [entry.question for entry in sheet.entries] == ["alexnet.conv1.params", "vgg16.fc8.params"]


def test_a_question_answered_in_two_ways_is_answered_in_none(tmp_path):
    (sheet,) = read(tmp_path, "hw.csv", "question,answer\nvgg16.fc8.params,1\nvgg16.fc8.params,4096000\n")
    verdict = Marker(Rubric(), Networks()).mark(sheet).verdicts[0]
    assert (verdict.verdict, verdict.points) == ("unreadable", 0)


def bomb() -> bytes:
    """A small archive that would be 20 MiB unpacked."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (20 << 20))
    return out.getvalue()


def with_part(name: str, text: str) -> bytes:
    """A workbook with one of its parts replaced."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(xlsx([["question", "answer"], *ANSWERS.items()]))) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            new.writestr(part, text if part.filename == name else old.read(part))
    return out.getvalue()


LAUGHS = ('<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)) + "]>")
SECRET = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY j SYSTEM "file:///etc/passwd">]>'
PAGE = ('<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr">'
        "<is><t>&j;</t></is></c></row></sheetData></worksheet>")

BROKEN = {
    "empty.csv": ("", "no answer"), "other.csv": ("a,b\n1,2\n", "no answer"), "binary.csv": (b"\x00\x01\x02" * 100, "not text"),
    "huge.csv": (b"a" * ((4 << 20) + 1), "larger than 4 MiB"), "rows.csv": ("question,answer\n" + "x.y,1\n" * 30_000, "rows"),
    "cell.csv": ("question,answer\nvgg16.fc8.params," + '"' + "1" * 300_000, "a cell is too long"),
    "answers.csv": ("question,answer\n" + "".join(f"vgg16.l{i}.params,1\n" for i in range(15_000)), "answers"),
    "cut.json": ('{"a": ', "1:"), "deep.json": ("[" * 100_000, "nested too deeply"), "twice.json": ('{"a.b": 1, "a.b": 2}', "twice"),
    "scalar.json": ("3", "holds no answers"), "levels.json": ('{"a": ' * 30 + "1" + "}" * 30, "answers by question"),
    "merge.yaml": ("a: &a {x: 1}\nb:\n  <<: *a\n", "merge keys"), "tag.yaml": ("a.b: !!python/object:os.system x\n", "tag"),
    "bomb.xlsx": (bomb, "20 MiB unpacked"), "text.xlsx": ("hello", "not an XLSX"), "cut.xlsx": (b"PK\x03\x04" + b"0" * 50, "not an XLSX"),
    "laughs.xlsx": (lambda: with_part("xl/worksheets/sheet1.xml", LAUGHS + PAGE), "cannot be read as XLSX"),
    "secret.xlsx": (lambda: with_part("xl/worksheets/sheet1.xml", SECRET + PAGE), "cannot be read as XLSX"),
    "workbook.xlsx": (lambda: with_part("xl/workbook.xml", LAUGHS + "<workbook>&j;</workbook>"), "XLSX"),
    "sheet.exe": ("x", "no sheet that can be read"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_sheet_is_refused(tmp_path, name):
    content, words = BROKEN[name]
    with pytest.raises(ArchcalcError) as caught:
        read(tmp_path, name, content)
    assert words in str(caught.value)
    assert caught.value.exit_code == 2


ROWS = [["question", "answer"], ["vgg16.fc7.params", "1"], ["vgg16.fc8.params", "2"]]
TEXT = "".join(f"{question},{given}\n" for question, given in ROWS)
LIMITS = {
    # what is bounded, where, by how much for the sheet below: that much is read, one less is refused
    "rows of text": ("csv.MOST_ROWS", 3, "hw.csv", TEXT),
    "rows of a workbook": ("xlsx.MOST_ROWS", 3, "hw.xlsx", lambda: xlsx(ROWS)),
    "parts of a workbook": ("xlsx.MOST_PARTS", lambda raw: len(parts(raw)), "hw.xlsx", lambda: xlsx(ROWS)),
    "bytes of a workbook unpacked": ("xlsx.MOST_UNPACKED", lambda raw: sum(part.file_size for part in parts(raw)), "hw.xlsx", lambda: xlsx(ROWS)),
    "bytes of a file": ("MOST_BYTES", len(TEXT), "hw.csv", TEXT),
    "answers": ("MOST_ANSWERS", 2, "hw.csv", TEXT),
}


def parts(raw: bytes) -> list[zipfile.ZipInfo]:
    return zipfile.ZipFile(BytesIO(raw)).infolist()


@pytest.mark.parametrize("limited", LIMITS)
def test_a_sheet_up_to_the_limit_is_read_and_one_beyond_is_refused(tmp_path, monkeypatch, limited):
    name, most, file, content = LIMITS[limited]
    raw = content() if callable(content) else content
    exactly = most(raw) if callable(most) else most
    monkeypatch.setattr(f"archcalc.homework.sheets.{name}", exactly)
    assert len(read(tmp_path, file, raw)[0].entries) == 2
    monkeypatch.setattr(f"archcalc.homework.sheets.{name}", exactly - 1)
    with pytest.raises(ArchcalcError) as caught:
        read(tmp_path, file, raw)
    assert caught.value.mistakes[0].code == "too-large"


def test_answers_may_be_nested_so_deep(tmp_path):
    def nested(levels: int) -> str:
        return '{"answers": ' + '{"a": ' * levels + "1" + "}" * levels + "}"

    assert read(tmp_path, "hw.json", nested(MOST_LEVELS + 1))[0].entries[0].question == ".".join("a" * (MOST_LEVELS + 1))
    with pytest.raises(ArchcalcError, match="expected answers by question"):
        read(tmp_path, "hw.json", nested(MOST_LEVELS + 2))


def test_cells_beyond_the_columns_are_not_dropped(tmp_path, monkeypatch):
    """fc8,4,097,000 under layer,params has not answered 4."""
    (sheet,) = read(tmp_path, "hw.csv", "layer,params\nfc8,4,097,000\nfc7,5\n")
    assert [bool(entry.complaint) for entry in sheet.entries] == [True, False]
    monkeypatch.setattr("archcalc.homework.sheets._tabular.MOST_COLUMNS", 2)
    with pytest.raises(ArchcalcError, match="more than 2 columns"):
        read(tmp_path, "hw.csv", "layer,memory,params\nfc8,1,2\n")


def test_a_formula_in_a_workbook_is_not_computed(tmp_path):
    (sheet,) = read(tmp_path, "hw.xlsx", lambda: xlsx([["question", "answer"], ["vgg16.conv1_1.params", "=1700+28"]]))
    assert sheet.entries[0].given == ""


def test_a_sheet_opens_no_file_that_it_names(tmp_path):
    (tmp_path / "mine.yaml").write_text("input: [3, 8, 8]\nlayers: [{conv: {name: c, filters: 1, kernel: 1}}]\n", "utf-8")
    for named in (str(tmp_path / "mine.yaml"), "mine.yaml", "-", "../mine", "mine"):
        (sheet,) = read(tmp_path, "hw.json", json.dumps({"network": named, "c.params": 3}))
        with pytest.raises(ArchcalcError):
            Marker(Rubric(), Networks()).mark(sheet)


REFERENCES = ["/etc/passwd", "../mine", "mine.yaml", "-", "torch:os:system", "net.onnx", "vgg16#mine", "vgg16.yaml", "vgg16(classes=!!python/object:os.system)",
              "vgg16(input=mine.yaml)", "vgg16(conv1_1.filters=${open})", "vgg16(extends=mine)", "con", "vgg16\x00", "~/mine", "file:///etc/passwd"]


def test_what_a_sheet_names_is_looked_for_in_the_collection_alone(tmp_path, monkeypatch):
    """Whatever a reference says, no file is opened but the collection's, and modules of Python."""
    (tmp_path / "mine.yaml").write_text("input: [3, 8, 8]\nlayers: [{conv: {name: c, filters: 1, kernel: 1}}]\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    library._document.cache_clear()
    opened, watching = [], [True]
    sys.addaudithook(lambda event, words: opened.append(words[0]) if watching and event in {"open", "subprocess.Popen"} else None)
    said = marks(Marker(Rubric(), Networks()), [("vgg16.conv1_1.params", "1728"), *((f"{name}.c.params", "3") for name in REFERENCES)])
    watching.clear()
    assert [each.verdict for each in said] == ["correct", *["unreadable"] * len(REFERENCES)]
    read = [Path(path) for path in opened if isinstance(path, (str, Path)) and ".py" not in Path(path).name]
    assert "vgg.yaml" in {path.name for path in read}
    assert {path.parent for path in read} <= {library.folder(), library.folder() / "packed"}


def test_a_folder_a_link_and_a_pipe_are_no_sheets(tmp_path):
    import os

    os.mkfifo(tmp_path / "pipe.csv")
    for path in (tmp_path, tmp_path / "pipe.csv", tmp_path / "missing.csv"):
        with pytest.raises(ArchcalcError):
            sheets.read(path, "csv")


def marks(marker, answers):
    return marker.mark(sheets.Sheet("somebody", "", tuple(sheets.Entry(key, given) for key, given in answers))).verdicts


def test_a_sheet_of_questions_that_are_none_is_not_looked_through():
    marker = Marker(Rubric(), Networks())
    said = marks(marker, [("vgg16.conv1_1.params", "1728"), *((f"vgg16.layer{i}.params", "1") for i in range(300))])
    assert said[0].verdict == "correct"
    assert "has no layer 'layer199'" in said[200].feedback
    assert {verdict.feedback for verdict in said[201:]} == {"more than 200 questions of this sheet are none"}


def test_a_question_spelt_in_two_ways_and_answered_in_two_is_answered_in_none():
    asked = Rubric(network="vgg16", questions={"conv1_1.params": Terms()})
    marker = Marker(asked, Networks())
    for second, verdict in (("1728", "correct"), ("", "correct"), ("1792", "unreadable")):
        assert [each.verdict for each in marks(marker, [("conv1_1.params", "1728"), ("VGG-16.CONV1_1.params", second)])] == [verdict]


def test_a_sheet_may_name_so_many_networks_and_takes_none_from_the_next():
    marker = Marker(Rubric(), Networks())
    said = marks(marker, [(f"lenet5(classes={i}).conv1.biases", "6") for i in range(2, 72)])
    assert [verdict.verdict for verdict in said] == ["correct"] * 50 + ["unreadable"] * 20
    assert marks(marker, [("lenet5(classes=71).conv1.biases", "6")])[0].verdict == "correct"


def test_a_network_beyond_all_size_is_refused():
    said = marks(Marker(Rubric(), Networks()), [
        ("lenet5.conv1.biases", "6"), ("cifar_resnet1202(n=20000).conv1.params", "1"), ("vgg16.conv1_1.params", "1")])
    assert [each.verdict for each in said] == ["correct", "unreadable", "unreadable"]
    assert "more than 10,000 layers" in said[1].feedback
    assert "on one sheet" in said[2].feedback


def test_networks_are_forgotten_where_they_would_fill_the_memory(monkeypatch):
    monkeypatch.setattr("archcalc.homework.questions.networks.MOST_LAYERS", 20)
    marker = Marker(Rubric(), Networks())
    for classes in (2, 3, 4, 2):
        assert marks(marker, [(f"lenet5(classes={classes}).total.output", str(classes))])[0].right


def test_many_wrong_answers_are_marked_and_not_all_of_them_explained(monkeypatch):
    monkeypatch.setattr("archcalc.homework.marking.marking.MOST_EFFORT", 500)
    said = marks(Marker(Rubric(), Networks()), [(f"vgg16.conv{i}_2.params", str(9 * filters))
                                                 for i, filters in enumerate((64, 128, 256, 512, 512), 1)])
    assert {verdict.verdict for verdict in said} == {"wrong"}
    reasons = [verdict.misconception for verdict in said]
    assert (reasons[0], reasons[-1]) == ("input-channels-forgotten", None)
    assert "this one is not explained" in said[-1].feedback


def test_a_long_cell_is_cut(tmp_path):
    (sheet,) = read(tmp_path, "hw.csv", f"question,answer\nvgg16.conv1_1.params,{'1' * 100_000}\n")
    (verdict,) = Marker(Rubric(), Networks()).mark(sheet).verdicts
    assert (verdict.verdict, len(verdict.given)) == ("unreadable", 203)


def test_a_table_in_json_is_a_sheet(tmp_path):
    records = [{"layer": "conv1", "params": 34944, "output": "55x55x96"}]
    for rows in (records, {"worksheet": [{"alexnet": "conv1", "params?": 34944, "volume?": [96, 55, 55]}]}):
        path = tmp_path / "rows.json"
        path.write_text(json.dumps(rows), "utf-8")
        (sheet,) = sheets.read(path)
        assert [entry.question for entry in sheet.entries] == ["conv1.params", "conv1.output"]
    path.write_text('{"worksheet": [{"alexnet": "conv1", "params?": 1}], "answers": {"conv2.params": 1}}', "utf-8")
    assert [ENGLISH.text(left.what) for left in next(iter(sheets.read(path))).left] == ["the key 'worksheet'"]
    path.write_text(json.dumps([{f"k{row}_{column}": 1 for column in range(10)} for row in range(3000)]), "utf-8")
    with pytest.raises(ArchcalcError, match="200 columns"):  # ninety million cells, were they made
        list(sheets.read(path))
