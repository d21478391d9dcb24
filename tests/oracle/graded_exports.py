"""A homework marked by nbgrader, otter-grader and PrairieLearn's own elements, in graded_exports.json.

    python3 -m venv graders && graders/bin/pip install nbgrader==0.9.6 otter-grader==7.0.0 chevron lxml networkx pandas pint \
        sympy text-unidecode coloraide jsonschema . && graders/bin/python -m ipykernel install --sys-prefix
    PYTHONPATH=$PWD:$PWD/tests/support PATH=graders/bin:$PATH graders/bin/python tests/oracle/graded_exports.py PRAIRIELEARN \
        nbgrader otter prairielearn

PRAIRIELEARN is a checkout of https://github.com/PrairieLearn/PrairieLearn (recorded with that of 2026-08-21). It wants Python
3.13; for an older one its three lines of newer syntax are rewritten in the checkout. The homework is that of
tests/support/graded_quiz.py. nbgrader releases the notebook and grades submissions; otter assigns and runs its autograder;
PrairieLearn's schema checks info.json, and its elements prepare, parse, grade and render each question.
The forms that are named are tried again, and their figures replaced.
"""

import json
import os
import subprocess
import sys
import tempfile
from html import unescape
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from graded_quiz import STUDENTS, digest, homework

from archcalc.homework.handouts import banks


def run(*words, cwd):
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(words)}\n{done.stdout}\n{done.stderr}")


def filled(book, given):
    """A released notebook with answers, each in its own cell; a blank one is left as it is."""
    for cell in book["cells"]:
        text = "".join(cell["source"])
        if text.startswith("answer_"):
            number = int(text.split(" ")[0].removeprefix("answer_"))
            if given[number - 1]:
                cell["source"] = f"answer_{number} = {given[number - 1]!r}"
    return book


def nbgrader(folder):
    (folder / "source/hw").mkdir(parents=True)
    (folder / "source/hw/quiz.ipynb").write_text(banks.render(homework(), "nbgrader"), "utf-8")
    (folder / "nbgrader_config.py").write_text("c = get_config()\nc.NbGrader.logfile = ''\n")
    run("nbgrader", "generate_assignment", "hw", cwd=folder)
    for name, given in STUDENTS.items():
        book = json.loads((folder / "release/hw/quiz.ipynb").read_text("utf-8"))
        assert not any("HIDDEN" in "".join(cell["source"]) or "SOLUTION" in "".join(cell["source"]) for cell in book["cells"])
        (folder / "submitted" / name / "hw").mkdir(parents=True)
        (folder / "submitted" / name / "hw/quiz.ipynb").write_text(json.dumps(filled(book, given)), "utf-8")
    run("nbgrader", "validate", "source/hw/quiz.ipynb", cwd=folder)
    run("nbgrader", "autograde", "hw", "--create", cwd=folder)
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{folder}/gradebook.db") as grades:
        found = {name: {each.name: each.auto_score for each in grades.find_submission("hw", name).notebooks[0].grades} for name in STUDENTS}
    return {name: [scores[f"test_{number}"] for number in range(1, len(homework().items) + 1)] for name, scores in found.items()}


def otter(folder):
    (folder / "quiz.ipynb").write_text(banks.render(homework(), "otter"), "utf-8")
    run("otter", "assign", "quiz.ipynb", "dist", cwd=folder)
    autograder, = (folder / "dist/autograder").glob("*.zip")
    found = {}
    for name, given in STUDENTS.items():
        book = json.loads((folder / "dist/student/quiz.ipynb").read_text("utf-8"))
        (folder / f"{name}.ipynb").write_text(json.dumps(filled(book, given)), "utf-8")
        (folder / f"of_{name}").mkdir()
        run("otter", "run", "-a", str(autograder), "-o", f"of_{name}", f"{name}.ipynb", cwd=folder)
        tests = json.loads((folder / f"of_{name}/results.json").read_text("utf-8"))["tests"]
        scores = {each["name"]: each["score"] for each in tests if "score" in each}
        found[name] = [scores[f"q{number}"] for number in range(1, len(homework().items) + 1)]
    return found


class PrairieLearn:
    """Its elements, as its question server calls them."""

    def __init__(self, checkout):
        self.root = checkout / "apps/prairielearn"
        if sys.version_info < (3, 12):
            self._rewrite()
        sys.path.insert(0, str(self.root / "python"))
        self.schema = json.loads((self.root / "src/schemas/schemas/infoQuestion.json").read_text("utf-8"))
        self.elements = {path.parent.name: {"name": path.parent.name, "type": "core", **json.loads(path.read_text("utf-8"))}
                         for path in (self.root / "elements").glob("*/info.json")}

    def _rewrite(self):
        import re

        for path in (self.root / "python/prairielearn").glob("*.py"):
            old = path.read_text("utf-8")
            new = re.sub(r"(?m)^type (\w+) = ", r"\1 = ", re.sub(r"(?m)^(def \w+)\[[^]]*\]", r"\1", old))
            if new != old:
                path.write_text(new.replace("\nimport ", "\nfrom typing import Any as EnumT, Any as ListItem\nimport ", 1), "utf-8")

    def graded(self, folder, given):
        """A question of a folder, prepared, answered and graded; and the words of each of its panels."""
        import jsonschema
        import prairielearn as pl

        jsonschema.validate(json.loads((folder / "info.json").read_text("utf-8")), self.schema)
        empty = ("params", "correct_answers", "submitted_answers", "raw_submitted_answers", "format_errors", "partial_scores",
                 "feedback", "answers_names", "preferences")
        data = {**{key: {} for key in empty}, "score": 0, "variant_seed": 1, "gradable": True, "editable": True,
                "manual_grading": False, "ai_grading": False, "num_valid_submissions": 1,
                "options": dict.fromkeys(("course_element_files_url", "course_element_extension_files_url"), "/")}
        for phase in ("generate", "prepare"):
            self._phase(folder, phase, data)
        named = {unescape(answer["html"]): answer["key"] for answer in data["params"].get("answer", [])}
        data["submitted_answers"] = {"answer": named.get(given, given)}
        data["raw_submitted_answers"] = dict(data["submitted_answers"])
        self._phase(folder, "parse", data)
        if not data["format_errors"]:
            self._phase(folder, "grade", data)
            server = {"pl": pl}
            if (folder / "server.py").is_file():
                exec((folder / "server.py").read_text("utf-8"), server)
                server["grade"](data)
            else:
                pl.set_weighted_score_data(data)
        panels = [self._words(self._phase(folder, "render", {**data, "panel": panel})) for panel in ("question", "submission", "answer")]
        return data, panels

    def _phase(self, folder, phase, data):
        import chevron
        from prairielearn.internal import question_phases

        keep = Path.cwd()
        html = chevron.render((folder / "question.html").read_text("utf-8"), data)
        try:
            about = {"html": html, "elements": self.elements, "element_extensions": {}, "course_path": "/"}
            return question_phases.process(phase, data, about)[0]
        finally:
            os.chdir(keep)

    @staticmethod
    def _words(html):
        from lxml import html as reader

        root = reader.fromstring(f"<div>{html}</div>")
        for script in root.xpath("//script"):
            script.drop_tree()
        return " ".join(root.text_content().split())


def unpacked(content, folder):
    with ZipFile(BytesIO(content)) as archive:
        archive.extractall(folder)
    return sorted(folder.glob("questions/*/*"))


def prairielearn(folder, elements):
    folders = unpacked(banks.render(homework(), "prairielearn"), folder)
    return {name: [elements.graded(each, answer)[0]["score"] * float(item.terms.points)
                   for each, item, answer in zip(folders, homework().items, given, strict=True)] for name, given in STUDENTS.items()}


def panels(folder, elements):
    """Words that PrairieLearn shows of a quiz with every awkward sign, after the right answer."""
    from fixed_quiz import QUIZ

    folders = unpacked(banks.render(QUIZ, "prairielearn"), folder)
    found = []
    for each, item in zip(folders, QUIZ.items, strict=True):
        data, words = elements.graded(each, item.right.answer)
        found.append([data["score"], *words])
    return found


if __name__ == "__main__":
    file = Path(__file__).with_suffix(".json")
    kept = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    elements = PrairieLearn(Path(sys.argv[1]))
    forms = {"nbgrader": nbgrader, "otter": otter, "prairielearn": lambda folder: prairielearn(folder, elements)}
    for name in sys.argv[2:]:
        with tempfile.TemporaryDirectory() as folder:
            kept[name] = {"digest": digest(name), "points": forms[name](Path(folder))}
    if "prairielearn" in sys.argv:
        with tempfile.TemporaryDirectory() as folder:
            kept["prairielearn"]["panels"] = panels(Path(folder), elements)
    file.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", "utf-8")
