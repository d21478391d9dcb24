"""Question banks as programs that are not ours read them, in question_banks.json.

    python3 -m venv oracle && oracle/bin/pip install anki==26.9.3 lxml pyyaml
    npm install gift-pegjs@2 @citolab/qti-convert          # in a folder, NODE below
    PYTHONPATH=.:tests/support oracle/bin/python tests/oracle/question_banks.py NODE > tests/oracle/question_banks.json

The quiz is that of tests/support/fixed_quiz.py. gift-pegjs is the parser of the GIFT editor for VS Code; anki is Anki's own
library, which imports into a new collection; @citolab/qti-convert makes QTI 3 of QTI 2, and its items are read with lxml.
"""

import json
import subprocess
import sys
import tempfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from fixed_quiz import QUIZ

from archcalc.homework.handouts import banks

GIFT = "const {parse} = require('gift-pegjs'); process.stdout.write(JSON.stringify(parse(require('fs').readFileSync(0, 'utf8'))))"


def digest(form):
    """A digest of what is written, without an archive's compression."""
    content = banks.render(QUIZ, form)
    if isinstance(content, bytes):
        with ZipFile(BytesIO(content)) as archive:
            content = "".join(f"{name}\n{archive.read(name).decode()}" for name in archive.namelist())
    return sha256(content.encode()).hexdigest()


def gift(node):
    done = subprocess.run(["node", "-e", GIFT], input=banks.render(QUIZ, "gift"), capture_output=True, text=True, check=True, cwd=node)
    return [_of_gift(each) for each in json.loads(done.stdout) if each["type"] != "Category"]


def _of_gift(each):
    """Title, text, kind, and every answer with its percents."""
    choices = each["choices"]
    answers = []
    for choice in choices if isinstance(choices, list) else [choices]:
        content = choice["text"]
        shown = content.get("text", content.get("number"))
        answers.append([str(shown), choice["weight"] if choice["weight"] is not None else 100 if choice["isCorrect"] else 0])
    return [each["title"], each["stem"]["text"], each["type"], answers]


def anki(_):
    from anki.collection import Collection
    from anki.import_export_pb2 import ImportCsvRequest

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "quiz.txt"
        file.write_text(banks.render(QUIZ, "anki"), "utf-8")
        collection = Collection(str(Path(folder) / "c.anki2"))
        metadata = collection.get_csv_metadata(str(file), None)
        collection.import_csv(ImportCsvRequest(path=str(file), metadata=metadata))
        notes = [collection.get_note(each) for each in sorted(collection.find_notes(""))]
        found = [[*note.fields, note.tags, collection.decks.name(note.cards()[0].did)] for note in notes]
        collection.close()
        return found


def qti21(node):
    from lxml import etree

    with tempfile.TemporaryDirectory(dir=node) as folder:
        (Path(folder) / "quiz.zip").write_bytes(banks.render(QUIZ, "qti21"))
        words = ["npx", "-p=@citolab/qti-convert", "qti-convert-pkg", f"{Path(folder).name}/quiz.zip"]
        subprocess.run(words, cwd=node, capture_output=True, check=True)
        with ZipFile(Path(folder) / "quiz-qti3.zip") as archive:
            names = [f"items/q{number}.xml" for number in range(1, len(QUIZ.items) + 1)]
            return [_of_qti(etree.fromstring(archive.read(name))) for name in names]


def _of_qti(root):
    """Title, right answer, the mapping, all text, and the choices."""
    find = lambda name: root.iterfind(f".//{{*}}{name}")  # noqa: E731
    mapped = [[each.get("map-key"), float(each.get("mapped-value"))] for each in find("qti-map-entry")]
    choices = [[each.get("identifier"), each.text] for each in find("qti-simple-choice")]
    text = " ".join(" ".join(next(find("qti-item-body")).itertext()).split())
    return [root.get("title"), next(find("qti-correct-response"))[0].text, mapped, text, choices]


if __name__ == "__main__":
    node = Path(sys.argv[1])
    read = {form.__name__: form(node) for form in (gift, anki, qti21)}
    result = {name: {"digest": digest(name), "read": rows} for name, rows in read.items()}
    sys.stdout.write(json.dumps(result, indent=1, ensure_ascii=False) + "\n")
