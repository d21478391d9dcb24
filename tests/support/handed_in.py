"""The same answers as an answer sheet of every format: layers and figures by question."""

import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

Answers = dict[str, str]
CONTENT = """<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
 <office:body><office:spreadsheet><table:table table:name="one">{}</table:table></office:spreadsheet></office:body></office:document-content>"""


def rows(answers: Answers) -> list[tuple[str, str]]:
    return [("question", "answer"), *answers.items()]


def table(answers: Answers) -> str:
    head, *others = (f"| {question} | {given} |" for question, given in rows(answers))
    return "\n".join([head, "|---|---|", *others])


def _xlsx(path: Path, answers: Answers) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in rows(answers):
        book.active.append(row)
    book.save(path)


def _ods(path: Path, answers: Answers) -> None:
    cells = ("".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in row) for row in rows(answers))
    with ZipFile(path, "w") as archive:
        archive.writestr("content.xml", CONTENT.format("".join(f"<table:table-row>{row}</table:table-row>" for row in cells)))


def notebook(answers: Answers) -> str:
    cell = {"cell_type": "markdown", "metadata": {}, "source": ["# answers\n", *table(answers).splitlines(keepends=True)]}
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]})


TEXTS: dict[str, Callable[[Answers], str]] = {
    "csv": lambda answers: "\n".join(map(",".join, rows(answers))), "json": json.dumps, "markdown": table, "notebook": notebook,
    "yaml": lambda answers: "\n".join(f"{question}: {given}" for question, given in answers.items())}
WRITERS: dict[str, Callable[[Path, Answers], object]] = {
    **{form: lambda path, answers, text=text: path.write_text(text(answers), "utf-8") for form, text in TEXTS.items()},
    "xlsx": _xlsx, "ods": _ods}
