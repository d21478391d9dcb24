"""Exports of forms, ODS and notebooks: every answer is marked as it is in a plain sheet, and all else is named."""

import csv
import json
from io import StringIO
from zipfile import ZipFile

import pytest

from archcalc.base.errors import ArchcalcError
from archcalc.homework import sheets
from archcalc.homework.languages import ENGLISH
from archcalc.homework.marking import check

EXPORTS = {
    "Google Forms": ["Timestamp,Email Address,Full name,conv1_1.params,conv1_1.output", "2026/11/29 9:00,ada@x.org,Ada,1792,224x224x64",
                     "2026/11/29 9:01,bob@x.org,Bob,1728x,1x1x1"],
    "Google Forms without names": ["Timestamp,Email Address,conv1_1.params [2 points],conv1_1.output", "2026,Ada,1792,224x224x64", "2026,Bob,1728x,1x1x1"],
    "Microsoft Forms": ["ID,Start time,Completion time,Email,Name,conv1_1.params,2. conv1_1.output?", "1,9:00,9:05,a@x,Ada,1792,224x224x64",
                        "2,9:00,9:05,b@x,Bob,1728x,1x1x1"],
    "Moodle": ["Last name,First name,Email address,State,Started on,conv1_1.params,conv1_1.output", ",Ada,a@x,Finished,9:00,1792,224x224x64",
               ",Bob,b@x,Finished,9:00,1728x,1x1x1"],
    "Canvas": ["name,id,sis_id,section,submitted,attempt,123456: conv1_1.params,1.0,123457: conv1_1.output,1.0",
               "Ada,1,s1,A,2026,1,1792,1.0,224x224x64,1.0", "Bob,2,s2,A,2026,1,1728x,0.0,1x1x1,0.0"],
}


@pytest.mark.parametrize("export", EXPORTS)
def test_a_row_of_an_export_is_a_student_s_sheet(tmp_path, export):
    path = tmp_path / "export.csv"
    path.write_text("\n".join(EXPORTS[export]), "utf-8")
    marked = [check.marker(None, "vgg16").mark(sheet) for sheet in sheets.read(path)]
    assert [(each.student, each.score, each.max_score) for each in marked] == [("Ada", 2, 2), ("Bob", 0, 2)]
    headings = next(csv.reader(StringIO(EXPORTS[export][0])))
    named = {ENGLISH.text(each.what) for each in marked[0].left}
    assert all(f"the column '{heading}'" in named for heading in headings
               if "conv1_1" not in heading and heading.lower() not in {"full name", "name", "first name", "last name"}
               and not (export.endswith("without names") and heading == "Email Address"))


def test_what_a_form_adds_is_told_and_what_nobody_knows_is_not_marked(tmp_path):
    (tmp_path / "forms.csv").write_text("Timestamp,Name,conv1_1.params,How did you like it?\n2026,Ada,1792,well\n", "utf-8")
    left = sheets.read(tmp_path / "forms.csv")[0].left
    assert [(ENGLISH.text(each.what), each.told) for each in left] == [
        ("the column 'Timestamp'", True), ("the column 'How did you like it?'", False)]


def test_of_a_student_s_rows_the_last_counts_and_addresses_tell_namesakes_apart(tmp_path):
    rows = ["Timestamp,Email Address,Full name,conv1_1.params", "9:00,a@x,Bob,1", "9:01,b@x,Bob,2", "9:02,A@x,Bob,"]
    (tmp_path / "forms.csv").write_text("\n".join(rows))
    first, second = sheets.read(tmp_path / "forms.csv")
    assert [[sheet.entries[0].given, *sheet.numbers] for sheet in (first, second)] == [["", "A@x"], ["2", "b@x"]]
    assert [ENGLISH.text(each.what) for each in first.left][-1] == "earlier rows"
    assert len(first.left) == len(second.left) + 1


HEADINGS = """
Timestamp,Email Address,Full name | Zeitstempel,E-Mail-Adresse,Vollständiger Name | Horodateur,Adresse e-mail,Nom complet
Marca temporal,Dirección de correo electrónico,Nombre completo | طابع زمني,عنوان البريد الإلكتروني,الاسم الكامل | 时间戳记,电子邮件地址,姓名
Start time,Email,Name | Startzeit,E-Mail,Name | Heure de début,Adresse de messagerie,Nom | Hora de inicio,Correo electrónico,Nombre
وقت البدء,البريد الإلكتروني,الاسم | 开始时间,电子邮件,名称
submitted,sis_id,name | abgegeben,SIS-ID,Name | envoyé,sis_id,nom | entregado,sis_id,nombre | تم الإرسال,sis_id,الاسم | 已提交,SIS ID,姓名
Last name,Email address,First name | Nachname,E-Mail-Adresse,Vorname | Nom de famille,Adresse de courriel,Prénom
Apellido(s),Dirección de correo,Nombre | اسم العائلة,عنوان البريد الإلكتروني,الاسم الأول | 姓氏,电子邮件地址,名字
"""
"""What forms write before the questions, in English, German, French, Spanish, Arabic and Chinese; the name is the last."""
QUIZ = ("Question 1,Response 1,Right answer 1,Grade/10.00", "Frage 1,Antwort 1,Richtige Antwort 1,Bewertung/10", "Question 1,Réponse 1,Bonne réponse 1,Note/10",
        "Pregunta 1,Respuesta 1,Respuesta correcta 1,Calificación/10", "سؤال 1,إجابة 1,الإجابة الصحيحة 1,الدرجة/10", "题目 1,回答 1,正确答案 1,成绩/10")


def told(tmp_path, text):
    (tmp_path / "forms.csv").write_text(text, "utf-8")
    return [check.marker(None, "vgg16").mark(sheet) for sheet in sheets.read(tmp_path / "forms.csv")]


@pytest.mark.parametrize("headings", [each.strip() for each in HEADINGS.replace("\n", "|").split("|") if each.strip()])
def test_a_form_is_known_in_six_languages(tmp_path, headings):
    ada, bob = told(tmp_path, f"{headings},conv1_1.params,1.0\n9:00,,Ada,1792,1.0\n9:01,b@x.org,Bob,1,0.0\n")
    assert [ada.student[:3], bob.student[:3], ada.score, bob.score, ada.whole, bob.whole] == ["Ada", "Bob", 1, 0, True, True]
    named = {ENGLISH.text(each.what) for each in bob.left}
    assert all(f"the column '{heading}'" in named for heading in (*headings.split(",")[1:2], "1.0"))


@pytest.mark.parametrize("headings", QUIZ)
def test_a_response_of_a_quiz_answers_the_question_beside_it(tmp_path, headings):
    ada, bob = told(tmp_path, f"Name,{headings}\nAda,vgg16: conv1_1.params?,1792,1792,10\nBob,vgg16: conv1_1.params?,1,2,3\n")
    assert [ada.score, bob.score, ada.max_score, ada.whole] == [1, 0, 1, True]
    ada, bob = told(tmp_path, f"Name,{headings}\nAda,vgg16: conv1_1.params?,1792,1792,10\nBob,How deep?,1,2,3\n")
    assert [ada.whole, bob.max_score, bob.whole] == [True, 0, False]


CELL = '<table:table-cell {0}><text:p>{1}</text:p></table:table-cell>'
NUMBER = 'office:value-type="float" office:value="{}"'
CONTENT = """<?xml version="1.0"?>{}<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
 <office:body><office:spreadsheet><table:table table:name="one">{}</table:table></office:spreadsheet></office:body></office:document-content>"""


def ods(path, rows, doctype=""):
    table = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows)
    with ZipFile(path, "w") as archive:
        archive.writestr("content.xml", CONTENT.format(doctype, table))


def test_an_ods_is_read_as_its_values(tmp_path):
    rows = [[CELL.format("", "layer"), CELL.format("", "params"), CELL.format("", "output")],
            [CELL.format("", "conv1_1"), CELL.format(NUMBER.format("1792"), "1.792,00"), CELL.format("", "224x224x64")],
            ['<table:table-cell table:number-columns-repeated="99999999"/>']]
    ods(tmp_path / "hw.ods", rows)
    marked = check.marker(None, "vgg16").mark(sheets.read(tmp_path / "hw.ods")[0])
    assert (marked.score, marked.max_score) == (2, 2)
    comment = "<office:annotation><text:p>really 1728?</text:p></office:annotation>"
    rows[1:] = [[CELL.format("", "conv1_1"), CELL.format("", "x").replace("<text:p>x", f"{comment}<text:p>1792"),
                 CELL.format("", "224<text:s text:c='2'/>x<text:s/>224 <text:span>x</text:span> 64")],
                [CELL.format("", "conv1_2"), CELL.format('office:value-type="currency" office:value="36928"', "36.928,00 €")]]
    ods(tmp_path / "hw.ods", rows)
    sheet, = sheets.read(tmp_path / "hw.ods")
    assert [each.given for each in sheet.entries] == ["1792", "224  x 224 x 64", "36928", ""]


BOMB = '<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def test_an_ods_of_a_stranger_is_refused(tmp_path):
    ods(tmp_path / "bomb.ods", [[CELL.format("", "&b;")]], BOMB)
    (tmp_path / "text.ods").write_text("question,answer")
    with ZipFile(tmp_path / "empty.ods", "w") as archive:
        archive.writestr("other.xml", "<a/>")
    for name in ("bomb.ods", "text.ods", "empty.ods"):
        with pytest.raises(ArchcalcError):
            sheets.read(tmp_path / name)


def notebook(path, *cells):
    made = [{"cell_type": kind, "metadata": metadata, "source": source} for kind, metadata, source in cells]
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": made}), "utf-8")


def test_marked_cells_of_a_notebook_are_its_answers(tmp_path):
    notebook(tmp_path / "hw.ipynb", ("markdown", {}, ["# Homework\n", "some text"]),
             ("code", {"tags": ["answer"]}, "conv1_1.params = '1792'"),
             ("markdown", {"nbgrader": {"solution": True}}, "| layer | output |\n|---|---|\n| conv1_1 | 224x224x64 |"),
             ("raw", {}, "# answers\nconv1_2.params: 99"), ("code", {}, "import os; os.remove('x')"))
    sheet = sheets.read(tmp_path / "hw.ipynb")[0]
    marked = check.marker(None, "vgg16").mark(sheet)
    assert (marked.score, marked.max_score) == (2, 3)
    assert [(ENGLISH.text(each.what), each.told) for each in sheet.left] == [("2 other cells", True)]


@pytest.mark.parametrize("text", ["", "[]", "{", '{"cells": 3}', "[" * 9999, json.dumps({"cells": [{}] * 3000}), json.dumps({"cells": [3, None, "x"]}),
                                  json.dumps({"cells": [{"source": "x", "metadata": {"tags": [[]]}}]})])
def test_a_notebook_of_a_stranger_is_refused(tmp_path, text):
    (tmp_path / "hw.ipynb").write_text(text)
    with pytest.raises(ArchcalcError):
        sheets.read(tmp_path / "hw.ipynb")
