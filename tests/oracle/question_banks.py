"""Question banks as programs that are not ours read them, in question_banks.json.

    python3 -m venv oracle && oracle/bin/pip install anki==26.9.3 lxml pyyaml text2qti==0.8.0 openpyxl XlsxWriter
    npm install gift-pegjs@1 @citolab/qti-convert @lumieducation/h5p-server@10     # in a folder, NODE below
    PYTHONPATH=.:tests/support oracle/bin/python tests/oracle/question_banks.py NODE LIBRARIES FORM ...

The quiz is that of tests/support/fixed_quiz.py. gift-pegjs is the parser of the GIFT editor for VS Code; anki is Anki's own
library, which imports into a new collection; @citolab/qti-convert makes QTI 3 of QTI 2, and its items are read with lxml.
@lumieducation/h5p-server imports the package into a site that has the libraries in LIBRARIES: checkouts of h5p-question-set (at
b327f72, its 1.20), h5p-multi-choice and h5p-blanks, as H5P.QuestionSet-1.20 and so on. No program of the registries reads QTI
1.2: it is held to what text2qti, whose packages Canvas takes, writes of the same questions. The forms that are named are read
again, and their figures replaced.
"""

import json
import os
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


def h5p(node):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "quiz.h5p").write_bytes(banks.render(QUIZ, "h5p"))
        words = ["node", str(Path(__file__).with_name("h5p_reading.js")), f"{folder}/quiz.h5p", sys.argv[2]]
        environment = {**os.environ, "NODE_PATH": str(node / "node_modules")}
        done = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)
    return [_of_h5p(each) for each in json.loads(done.stdout)["parameters"]["questions"]]


def _of_h5p(each):
    """Title, library, text, and the answers with whether each is right; a blank's are its ways of being right."""
    params = each["params"]
    answers = [[answer["text"], answer["correct"]] for answer in params.get("answers", [])]
    blanks = [[way, True] for way in params.get("questions", ["<p>**</p>"])[0][4:-5].split("/")]
    return [each["metadata"]["title"], each["library"], params.get("question", params.get("text")), answers or blanks]


def qti12(_):
    """Every question, in our package and in text2qti's: type, text, what gets all points, choices, what is said."""
    from text2qti.config import Config
    from text2qti.qti import QTI
    from text2qti.quiz import Quiz

    config = Config()
    config.load()
    theirs = QTI(Quiz(banks.render(QUIZ, "text2qti"), config=config, source_name="quiz")).assessment
    with ZipFile(BytesIO(banks.render(QUIZ, "qti12"))) as archive:
        ours = archive.read("quiz/quiz.xml").decode()
    return [list(pair) for pair in zip(_of_qti12(ours), _of_qti12(theirs), strict=True)]


def _of_qti12(text):
    from lxml import etree, html

    straight = str.maketrans("“”‘’", "\"\"''")  # text2qti curls them
    words = lambda each: html.fromstring(each.text).text_content().translate(straight)  # noqa: E731
    root = etree.fromstring(text.encode())
    for item in root.iterfind(".//{*}item"):
        fields = {each[0].text: each[1].text for each in item.iterfind(".//{*}qtimetadatafield")}
        named = {each.get("ident"): words(each.find(".//{*}mattext")) for each in item.iterfind(".//{*}response_label") if len(each)}
        conditions = [each for each in item.iterfind(".//{*}respcondition") if each.findtext("{*}setvar") == "100"]
        right = [named.get(each.text, each.text) for each in conditions[0].iterfind(".//{*}varequal")]
        bounds = [each.text for each in (*conditions[0].iterfind(".//{*}vargte"), *conditions[0].iterfind(".//{*}varlte"))]
        said = [words(each.find(".//{*}mattext")) for each in item.iterfind("{*}itemfeedback") if each.get("ident") == "general_fb"]
        yield [fields["question_type"], words(item.find("{*}presentation/{*}material/{*}mattext")), right, bounds, [*named.values()], said]


if __name__ == "__main__":
    file = Path(__file__).with_suffix(".json")
    kept = json.loads(file.read_text("utf-8"))
    for form in sys.argv[3:]:
        kept[form] = {"digest": digest(form), "read": globals()[form](Path(sys.argv[1]))}
    file.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", "utf-8")
