"""Workbooks of networks at another input than they were made for, worked out by LibreOffice from their formulas alone."""

import csv
import re
import subprocess
from io import BytesIO, StringIO
from operator import add
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

from evaluated_workbook import FIGURES, Workbook, field_of

import archcalc
from archcalc.base.axis_order import Signal
from archcalc.rendering.tables.presentation import Presentation
from archcalc.rendering.tables.spreadsheet_formulas import sheet

FILTER = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"


def workbook(name):
    """A network's workbook, and its inputs."""
    spec = archcalc.load(name)
    graph = archcalc.build(spec)
    report = sheet(graph, archcalc.analyze(graph), spec)
    return archcalc.render(Presentation().shown(report, "xlsx"), "xlsx"), [node for node in graph.nodes if node.is_entrance]


def changed(content, cells):
    """The workbook with other numbers in some cells, and without the results that it was written with."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as read, ZipFile(made, "w", ZIP_DEFLATED) as written:
        for name in read.namelist():
            text = read.read(name)
            if name == "xl/worksheets/sheet1.xml":
                text = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", text)
                for address, value in cells.items():
                    text, count = re.subn(rf'(<c r="{address}"[^>]*><v>)[^<]*'.encode(), rf"\g<1>{value}".encode(), text)
                    assert count == 1, address
            written.writestr(name, text)
    return made.getvalue()


def named(made, addresses):
    """Cells as the layer and the title of their row and column."""
    titles, layers = ({value: key for key, value in each.items()} for each in (made.header, made.rows))
    parted = (re.fullmatch("([A-Z]+)([0-9]+)", address).groups() for address in addresses)
    return {(layers.get(int(row)), titles.get(letters)) for letters, row in parted}


def titles(shape):
    """The columns in which the axes of an input stand; its shape is without the batch."""
    return {1: "C", 2: "CL" if isinstance(shape, Signal) else "HC", 3: "CHW", 4: "CDHW"}[len(shape)]


def sizes(shape):
    """Another size for an input, every axis but its channels enlarged; None where nothing has a size."""
    added = {"CL": (0, 8192), "CHW": (0, 32, 64), "CDHW": (0, 8, 32, 64)}.get(titles(shape))
    return tuple(map(add, shape, added)) if added else None


def answers(folder, files):
    """Every workbook of {name: content} as LibreOffice works it out: {name: {layer: {title: text}}}."""
    for name, content in files.items():
        (folder / f"{name}.xlsx").write_bytes(content)
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", FILTER,
                    "--outdir", str(folder), *(str(folder / f"{name}.xlsx") for name in files)],
                   check=True, capture_output=True, timeout=3600)
    found = {}
    for name in files:
        _, header, *lines = csv.reader(StringIO((folder / f"{name}-layers.csv").read_text("utf-8")))
        found[name] = {line[0]: dict(zip(header, line, strict=True)) for line in lines if line}
    return found


def judged(name, size, entrance, found, still=frozenset()):
    """The cells that were compared, those that differ, and the sheet's own word, beside an input. Without a size, as it is."""
    told = "x".join(map(str, size)) if size else None
    entry = {"input": told, "holds": found[entrance]["holds"] if entrance in found else ""}
    try:
        table = archcalc.analyze(archcalc.load(name, input_size=told)).tables[0]
    except archcalc.ArchcalcError:
        return entry | {"refused": True}
    rows = [record for number, record in enumerate(table.records()) if number not in table.hidden]
    compared = [(record["name"], title, str(record[key]), found.get(record["name"], {}).get(title))
                for record in (*rows, {"name": "total", **table.totals}) for key, title in FIGURES.items()
                if key in record and title in found[entrance]]
    compared += [(record["name"], title, str(right), found.get(record["name"], {}).get(title))
                 for record in rows for title, right in field_of(record).items()
                 if found.get(record["name"], {}).get(title) and (record["name"], title) not in still]
    return entry | {"cells": len(compared), "different": sum(right != worked for *_, right, worked in compared)}


def measure(names):
    """What LibreOffice makes of each network's workbook, as it is and at another size; of several inputs as it is alone."""
    files, wanted = {}, {}
    for name in names:
        content, inputs = workbook(name)
        made, entrance, shape = Workbook(content), inputs[0].name, inputs[0].volume
        for number, size in enumerate(filter(None, (shape, sizes(shape))) if len(inputs) == 1 else [()]):
            cells = {made.at(entrance, title): axis for title, axis in zip(titles(shape), size, strict=False)}
            wanted[f"{name}.{number}"] = name, size, entrance, named(made, made.italic)
            files[f"{name}.{number}"] = changed(content, cells)
    with TemporaryDirectory() as folder:
        found = answers(Path(folder), files)
    result = {}
    for key, (name, size, entrance, still) in wanted.items():
        result.setdefault(name, []).append(judged(name, size, entrance, found[key], still))
    return result
