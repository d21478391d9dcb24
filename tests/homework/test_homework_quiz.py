"""Quizzes: right answers are right, wrong ones are what misconceptions lead to, and every bank can be read again."""

import csv
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from fractions import Fraction
from xml.etree import ElementTree

import pytest

from archcalc import build
from archcalc.base.errors import ArchcalcError
from archcalc.homework.answers.meanings import read
from archcalc.homework.handouts import banks, score_file
from archcalc.homework.handouts import quiz as quizzes
from archcalc.homework.handouts.items import TERMS, marked_by
from archcalc.homework.handouts.practice import Practice
from archcalc.homework.handouts.score_file import Round
from archcalc.homework.misconceptions import themes
from archcalc.homework.questions import own_numbers
from archcalc.homework.questions.inverse_figures import INVERSE
from archcalc.homework.questions.networks import AskedNetwork, Networks

NETWORKS = ["alexnet", "vgg16", "googlenet", "resnet18", "vit_b16"]


def quiz(name="alexnet", count=20, seed="7"):
    return quizzes.quiz(AskedNetwork(name, build(name)), count, seed)


@pytest.mark.quick(cases=1)
@pytest.mark.parametrize("name", NETWORKS)
def test_right_answers_are_right_and_wrong_ones_wrong(name):
    for item in quiz(name, 60).items:
        verdicts = [item.judge.judge(read(choice.answer)).verdict for choice in item.choices]
        assert verdicts[0] in {"correct", "accepted"}
        assert set(verdicts[1:]) <= {"wrong"}
        assert len({choice.answer for choice in item.choices}) == len(item.choices)
        assert all(item.judge.judge(read(written)).verdict != "wrong" for written in item.spellings)


def test_the_same_seed_gives_the_same_quiz():
    assert banks.render(quiz(), "gift") == banks.render(quiz(), "gift") != banks.render(quiz(seed="8"), "gift")


@pytest.mark.parametrize("form", ["gift", "cloze", "markdown"])
def test_a_small_quiz_in_full(golden, form):
    golden(f"quiz.{form}", banks.render(quiz(count=6, seed="golden"), form))


def test_the_answers_of_a_small_quiz(golden):
    small = quiz(count=6, seed="golden")
    golden("quiz.csv", banks.render(small, "csv") + banks.key(small, "csv"))


def test_the_numbers_of_twenty_students(golden):
    told = [f"{name}, {student}: {own_numbers.varied(name, f'7/{student}').reference}"
            for name in NETWORKS for student in ("ada", "alan", "grace", "kurt", "emmy")]
    golden("own-numbers.txt", "\n".join(told) + "\n")


def test_a_quiz_has_as_many_questions_as_asked_for_and_none_twice():
    items = quiz(count=20).items
    assert len({item.text for item in items}) == len(items) == 20


@pytest.mark.quick(cases=2)
@pytest.mark.parametrize("name", NETWORKS)
def test_each_student_has_numbers_of_his_own(name):
    ada, again, alan = (own_numbers.varied(name, f"7/{student}") for student in ("ada", "ada", "alan"))
    assert ada.reference == again.reference
    assert ada.reference != alan.reference or name == "vit_b16"
    for item in quizzes.quiz(ada, 10, "ada").items:
        assert item.key.startswith(f"{ada.reference}.")
        key, right = item.key, item.right.answer
        network = Networks().find(ada.reference)
        assert [node.shape for node in network.graph.nodes] == [node.shape for node in ada.graph.nodes], (key, right)


def gift(text: str):
    """GIFT, read by its grammar: name, format, text, and the answers as (sign, percent, answer, feedback)."""
    for part in re.split(r"\n{2,}", text.strip()):
        if part.startswith("$CATEGORY"):
            continue
        match = re.fullmatch(r"::((?:\\.|[^:\\])+)::\[(\w+)\]((?:\\.|[^{\\])+?) \{(#?)\n(.*)\n\}", part, re.DOTALL)
        assert match, part
        lines = [line.strip() for line in match[5].split("\n")]
        assert lines[-1].startswith("####")
        found = [re.fullmatch(r"([=~])(?:%(-?\d+)%)?((?:\\.|[^#\\~={}])+)#((?:\\.|[^#\\~={}:])*)", line) for line in lines[:-1]]
        assert all(found), lines
        yield match[1], bool(match[4]), [(each[1], each[2], each[3]) for each in found if each]


@pytest.mark.quick(cases=2)
@pytest.mark.parametrize("name", NETWORKS)
def test_gift(name):
    asked = quiz(name, 30)
    for item, (_, numerical, answers) in zip(asked.items, gift(banks.render(asked, "gift")), strict=True):
        assert numerical == (item.kind == "number")
        full = [answer for sign, percent, answer in answers if sign == "=" and percent is None]
        assert full[0] == (f"{item.right.answer}:0" if numerical else item.right.answer)


@pytest.mark.oracle
@pytest.mark.parametrize("name", NETWORKS)
def test_another_reader_of_gift_finds_the_same(name, tmp_path):
    parser = pytest.importorskip("pygiftparser.parser")
    asked = quiz(name, 30)
    (tmp_path / "quiz.gift").write_text(banks.render(asked, "gift"), "utf-8")
    with (tmp_path / "quiz.gift").open(encoding="utf-8") as file:
        read_again = parser.parseFile(file)
    for item, found in zip(asked.items, read_again, strict=True):
        assert found.valid
        first = max(found.answers.answers, key=lambda answer: answer.fraction)
        assert str(int(first.value) if item.kind == "number" else first.answer) == item.right.answer
        assert {answer.fraction for answer in found.answers.answers} <= {100, 50, 0}


@pytest.mark.quick(cases=2)
@pytest.mark.parametrize("name", NETWORKS)
def test_moodle_xml(name):
    asked = quiz(name, 30)
    root = ElementTree.fromstring(banks.render(asked, "moodle-xml").encode())
    questions = root.findall("question")[1:]
    assert [question.get("type") for question in questions] == [
        {"number": "numerical", "volume": "shortanswer", "choice": "multichoice"}[item.kind] for item in asked.items]
    for question, item in zip(questions, asked.items, strict=True):
        answers = {answer.findtext("text"): answer.get("fraction") for answer in question.findall("answer")}
        assert answers[item.right.answer] == "100"
        assert set(answers.values()) <= {"100", "50", "0"}
        assert all(answer.findtext("feedback/text") for answer in question.findall("answer"))


def test_near_misses_get_what_the_rubric_gives_them():
    (item,) = [item for item in quiz(count=60).items if item.key == "alexnet.conv1.params"]
    for terms, percent in ((TERMS, 0), (TERMS._replace(partial={"biases-forgotten": Fraction(1, 3)}), 33.33333),
                           (TERMS._replace(accept=frozenset({"biases-forgotten"})), 100)):
        assert {choice.answer: choice.percent for choice in marked_by(terms, item).choices}["34848"] == percent


def test_a_fully_connected_layer_is_said_to_read_the_volume_before_it_is_flattened():
    texts = {item.key: item.text for item in quiz(count=200).items}
    assert "on 6x6x256, flattened. " in texts["alexnet.fc6.params"]
    assert "on 4096. " in texts["alexnet.fc7.params"]


def test_cloze():
    asked = quiz(count=12)
    fields = re.findall(r"\{1:(NUMERICAL|SHORTANSWER|MULTICHOICE_V):((?:\\.|[^}\\])*)\}", banks.render(asked, "cloze"))
    for item, (_, answers) in zip(asked.items, fields, strict=True):
        parts = re.split(r"(?<!\\)~", answers)
        assert next(part for part in parts if part.startswith("=")).startswith(f"={item.right.answer}")


@pytest.mark.oracle
def test_text2qti_makes_a_canvas_quiz_of_it(tmp_path):
    pytest.importorskip("text2qti")
    from text2qti.config import Config
    from text2qti.quiz import Quiz

    config = Config()
    config.load()
    asked = quiz(count=40)
    made = Quiz(banks.render(asked, "text2qti"), config=config, source_name="quiz")
    kinds = {"number": {"numerical_question", "short_answer_question"}, "volume": {"short_answer_question"},
             "choice": {"multiple_choice_question"}}
    assert all(question.type in kinds[item.kind] for question, item in zip(made.questions_and_delims, asked.items, strict=True))


def archcalc(*words):
    return subprocess.run([sys.executable, "-m", "archcalc", *map(str, words)], capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.slow
def test_a_sheet_of_questions_and_its_key_are_marked_by_check(tmp_path):
    sheet, key = tmp_path / "quiz.csv", tmp_path / "key.csv"
    assert archcalc("quiz", "alexnet", "--count", 20, "--student", "ada", "-o", sheet, "--key", key).returncode == 0
    assert {row["answer"] for row in csv.DictReader(sheet.read_text("utf-8").splitlines())} == {""}
    assert archcalc("check", key).returncode == 0
    assert "20 blank" in archcalc("check", sheet).stdout


@pytest.mark.parametrize(("form", "suffix"), [("markdown", ".md"), ("latex", ".tex")])
def test_a_printed_quiz_has_a_key_of_its_own(tmp_path, form, suffix):
    asked = quiz(count=10)
    text, key = banks.render(asked, form), banks.key(asked, form)
    for item in asked.items:
        if item.judge.question.figure.name == "output":
            assert item.kind == "choice" or item.right.answer not in text
    assert key.count("\\item" if form == "latex" else "\n") >= 10
    assert archcalc("quiz", "alexnet", "-o", tmp_path / f"q{suffix}", "--key", tmp_path / f"k{suffix}").returncode == 0


def test_a_bank_that_holds_its_answers_has_no_key():
    with pytest.raises(ArchcalcError, match="holds the answers itself"):
        banks.key(quiz(), "gift")


def at_a_terminal(*answers, columns="80", words=("alexnet", "--count", "3")):
    """What the quiz says to somebody at a terminal who types these when it waits, and how it ends."""
    import pty

    process, master = pty.fork()
    if not process:
        os.environ["COLUMNS"] = columns
        os.execv(sys.executable, [sys.executable, "-m", "archcalc", "quiz", *words])  # noqa: S606
    said, waiting = b"", [*answers]
    watchdog = threading.Timer(40, os.kill, (process, signal.SIGKILL))
    watchdog.start()
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:
            break
        said += part
        if said.endswith(b"> ") and waiting:
            time.sleep(0.3)  # Python would not see a signal just before it begins to read until something else is typed
            os.write(master, waiting.pop(0))
    watchdog.cancel()
    os.close(master)
    return said.decode(), os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


@pytest.mark.slow
def test_at_a_terminal_the_quiz_explains_and_gives_a_second_try(tmp_path):
    first = next(quizzes.items(AskedNetwork("alexnet", build("alexnet")), "0"))
    right = first.right.answer if first.kind != "choice" else "abcd"[first.order.index(0)]
    score = tmp_path / "score.json"
    words = ("alexnet", "--count", "2", "--score", str(score))
    said, ended = at_a_terminal(b"?\n", b"1234567\n", f"{right}\n".encode(), b"7654321\n", b"7654322\n", words=words)
    assert ended == 0
    told = said.split("> ")
    assert [("Hint: " in part, "One more try" in part, "Right" in part) for part in told] == [
        (False, False, False), (True, False, False), (True, True, False), (False, False, True), (True, True, False), (True, False, True)]
    assert "0.5 of 2 points." in said
    kept = json.loads(score.read_text("utf-8"))
    assert [(each["network"], each["asked"], each["points"]) for each in kept["rounds"]] == [("alexnet", 2, 0.5)]
    said, _ = at_a_terminal(b"\x04", words=words)
    assert json.loads(score.read_text("utf-8")) == kept


@pytest.mark.quick(cases=2)
@pytest.mark.parametrize(("sent", "code", "words", "columns"), [
    (b"\x03", 130, "", "20"), (b"1234567\n\x04", 0, "0 of 1 points.", "80"), (b"\x04", 0, "0 of 0 points.", "20"), (b"q\n", 0, "0 of 0 points.", "80"),
])
def test_a_quiz_is_left_cleanly(sent, code, words, columns):
    said, ended = at_a_terminal(sent, columns=columns)
    assert ended == code
    assert words in said
    assert "Traceback" not in said
    assert not [line for line in said.splitlines() if len(line) > int(columns) and " " in line.strip()]


@pytest.mark.parametrize("text", [
    "", "[]", "{", "[" * 100_000, '{"schema": "archcalc/score/2", "rounds": []}', '{"schema": "archcalc/score/1", "rounds": [1]}',
    '{"schema": "archcalc/score/1", "rounds": [{"network": "a", "seed": "0", "asked": 1, "points": 2, "misconceptions": []}]}',
    '{"schema": "archcalc/score/1", "rounds": [{"network": "a", "seed": "0", "asked": 1, "points": NaN, "misconceptions": []}]}', "x" * (1 << 20) + "yy",
])
def test_a_file_that_holds_no_scores_is_refused_and_left_as_it_is(tmp_path, text):
    path = tmp_path / "score.json"
    path.write_text(text, "utf-8")
    with pytest.raises(ArchcalcError):
        score_file.read(path)
    assert path.read_text("utf-8") == text


def test_scores_are_read_as_they_were_kept(tmp_path):
    rounds = (Round("alexnet", "0", 10, Fraction(15, 2), ("plus-one-forgotten",)), Round("vgg16", "7/ada", 3, Fraction(3)))
    score_file.keep(tmp_path / "score.json", rounds)
    assert score_file.read(tmp_path / "score.json") == rounds
    assert score_file.read(tmp_path / "none.json") == ()


def test_the_next_questions_are_about_what_was_wrong():
    network = AskedNetwork("alexnet", build("alexnet"))

    def round_of(misconceptions, wrong):
        practice, asked = Practice(quizzes.items(network, "3"), misconceptions), []
        while len(asked) < 6 and (item := practice.next()):
            asked.append(item)
            for answer in [item.choices[1].answer] * 2 if wrong and len(asked) == 1 else [item.right.answer]:
                practice.take(item.judge.judge(read(answer)))
        return practice, asked

    (plain, straight), (erring, after), (_, again) = round_of((), False), round_of((), True), round_of((), True)
    assert (plain.points, erring.points) == (6, 5)
    assert [item.key for item in after] == [item.key for item in again] != [item.key for item in straight]
    name = erring.misconceptions[0]
    foreseen = [{themes().get(choice.misconception) for choice in item.choices[1:]} for item in after[1:3]]
    assert all(themes()[name] in each for each in foreseen)
    (_, later) = round_of((name,), False)
    assert themes()[name] in {themes().get(choice.misconception) for choice in later[0].choices[1:]}


def test_a_kernel_is_asked_for_by_its_axes():
    asked = (("m5", "pool1", "How long is its kernel?"), ("vgg16", "pool1", "It is square."), ("c3d", "pool2", "It is a cube."))
    for name, layer, question in asked:
        network = AskedNetwork(name, build(name))
        assert question in INVERSE["kernel"].question_about(network.graph.node(layer)), name
