"""Catalogues of languages: the same sentences with the same placeholders as the code, plurals, and directions."""

import random
import re
import shutil
import subprocess
import sys

import pytest
from sentences import own, sentences

import archcalc
from archcalc import build
from archcalc.base.errors import ArchcalcError, printable
from archcalc.homework import languages
from archcalc.homework.answers.meanings import read
from archcalc.homework.handouts import banks
from archcalc.homework.handouts import quiz as quizzes
from archcalc.homework.handouts.worksheets import worksheet
from archcalc.homework.languages import ENGLISH, Language, language
from archcalc.homework.languages.spoken import Spoken, said
from archcalc.homework.questions.networks import AskedNetwork

SENTENCES = sentences()
OTHERS = [name for name in languages.NAMES if name != "en"]
PLACEHOLDER = re.compile(r"\{\w+\}")


@pytest.mark.parametrize("name", OTHERS)
def test_a_catalogue_has_every_sentence_with_its_placeholders(name):
    catalogue = language(name).catalogue
    assert [text for text in SENTENCES if text not in catalogue.sentences] == []
    assert [text for text in catalogue.sentences if text not in SENTENCES and re.search("[A-Za-z]{2}", own(text))] == []
    wrong = []
    for text, forms in catalogue.sentences.items():
        wanted = {*PLACEHOLDER.findall(text)}
        for number, form in enumerate(forms):
            given = {*PLACEHOLDER.findall(form)}
            numeral_in_words = len(forms) > 1 and number < 3 and given == wanted - {"{count}"}
            if given != wanted and not numeral_in_words:
                wrong.append((text, form))
    assert wrong == []
    assert "not checked by a native speaker" in (languages.Path(languages.__path__[0]) / f"{name}.po").read_text("utf-8").lower()


class Recording(Language):
    """A language that notes what it was asked to say."""

    def __init__(self):
        super().__init__("ar")
        self.told = set()

    def _filled(self, told):
        if isinstance(told, Spoken):
            self.told.add(told.template)
        return super()._filled(told)


def test_nothing_is_said_that_no_catalogue_has():
    spoken = Recording()
    for name in ("alexnet", "vit_b16", "m5"):
        items = quizzes.quiz(AskedNetwork(name, build(name)), 15, "said", spoken).items
        for item in items:
            for answer in ("12345", "1x2x3", "?", "conv9"):
                note = item.judge.judge(read(answer)).note
                spoken.text(note.says), spoken.text(note.hint)
    assert len(spoken.told) > 100
    assert sorted(text for text in spoken.told if re.search("[A-Za-z]{2}", own(text)) and text not in spoken.catalogue.sentences) == []


@pytest.mark.parametrize(("name", "count", "told"), [
    ("en", 1, "with the one bias"), ("en", 2, "with the 2 biases"), ("fr", 1, "avec 1 biais"), ("fr", 64, "avec les 64 biais"),
    ("de", 1, "mit dem einen Bias (1)"), ("es", 2, "con los 2 sesgos"),
    *(("ar", count, told) for count, told in ((0, "من دون انحيازات"), (1, "مع انحياز واحد (1)"), (2, "مع انحيازين (2)"), (3, "مع 3 انحيازات"),
                                              (10, "مع 10 انحيازات"), (11, "مع 11 انحيازًا"), (99, "مع 99 انحيازًا"), (100, "مع 100 انحياز"),
                                              (103, "مع 103 انحيازات"), (1000, "مع 1,000 انحياز"))),
])
def test_plurals(name, count, told):
    assert re.sub("[\u2066\u2069]", "", language(name).text(said("with the {count} biases", count=count))) == told


def test_what_runs_from_left_to_right_is_isolated_and_each_isolate_is_closed():
    told = language("ar").text(said("Right: {answer}.", answer="(227 - 11)/4 + 1 = 55"))
    assert told == "الصحيح: \u2066(227 - 11)/4 + 1 = 55\u2069."
    assert languages.isolated("نُسي + 1. (size - 1)/stride") == "نُسي \u2066+ 1\u2069. \u2066(size - 1)/stride\u2069"
    rng = random.Random(7)
    for _ in range(300):
        text = "".join(rng.choice("ab1()+-*/,. مرحبا") for _ in range(rng.randrange(40)))
        marked = languages.isolated(text)
        assert re.sub("[\u2066\u2069]", "", marked) == text
        assert re.sub("[^\u2066\u2069]", "", marked) in {"\u2066\u2069" * n for n in range(40)}
        assert printable(marked) == marked
        for part in re.findall("\u2066([^\u2069]*)\u2069", marked):
            assert part.isascii()
            assert not part.startswith("(") or part.count("(") <= part.count(")")


@pytest.mark.parametrize(("name", "code"), [("ar", "ar"), ("AR", "ar"), ("ar-EG", "ar"), ("fr_CA", "fr"), ("German", "de"), (None, "en")])
def test_a_language_by_its_names(name, code):
    assert language(name).code == code


@pytest.mark.parametrize(("name", "told"), [("frr", "fr"), ("spansh", "spanish"), ("", "one of: ar, de"), ("../ar", "one of")])
def test_an_unknown_language_is_answered_with_the_nearest(name, told):
    with pytest.raises(ArchcalcError, match=told):
        language(name)


def test_feedback_and_worksheets_in_another_language():
    told = archcalc.check({"alexnet.conv1.output": "54x54x96"}, language="de").table("verdicts").column("feedback")
    assert told == ["Das + 1 wurde vergessen. Du: (227 - 11)/4 = 54: 54x54x96. Richtig: (227 - 11)/4 + 1 = 55, 96 Kanäle: 55x55x96."]
    report = worksheet(build("lenet5"), "lenet5", "output", "conv", language=language("fr"))
    assert report.title == "LeNet-5 : feuille d'exercice"
    assert report.tables[0].rows[0][1] == "6 filtres 5x5 au pas 1, remplissage 0"


@pytest.mark.parametrize("name", [name for name in languages.NAMES if name != "en"])
def test_headings_and_verdicts_are_told_in_a_language_and_data_keep_their_keys(name):
    answers = {"alexnet.conv1.params": 34944, "alexnet.conv1.output": "55x54x96"}
    english, told = archcalc.check(answers), archcalc.check(answers, language=name)
    first, other = (archcalc.render(report, "text") for report in (english, told))
    for word in ("Homework", "given", "expected", "accepted", "feedback"):
        assert re.search(rf"\b{word}\b", first)
        assert not re.search(rf"\b{word}\b", other), word
    assert [list(each.table("verdicts").records())[1]["verdict"] for each in (english, told)] == ["wrong", "wrong"]
    assert archcalc.render(told, "csv").splitlines()[0].startswith("question,given,expected,verdict,points")


def test_a_sentence_that_a_catalogue_lacks_is_said_in_english():
    assert language("ar").text("nobody translated this") == "\u2066nobody translated this\u2069"
    assert language("de").text(said("Nobody translated {this}.", this=said("Right."))) == "Nobody translated Richtig.."


def test_no_other_command_reads_a_catalogue():
    ended = subprocess.run([sys.executable, "-X", "importtime", "-m", "archcalc", "vgg16"], capture_output=True, text=True,
                           timeout=60, check=False)
    imported = re.findall(r"archcalc\.\S+", ended.stderr)
    assert "archcalc.loading" in imported
    assert [name for name in imported if name.startswith("archcalc.homework")] == []


def test_a_bank_says_its_direction():
    quiz = quizzes.quiz(AskedNetwork("lenet5", build("lenet5")), 3, "rtl", language("ar"))
    assert '&lt;p dir="rtl"&gt;' in banks.render(quiz, "moodle-xml")
    assert banks.render(quiz, "gift").count('::[html]<p dir\\="rtl">') == 3
    assert '<table dir="rtl">' in banks.render(quiz, "cloze")
    assert quiz.key_title == "\u2066LeNet-5\u2069: اختبار: الإجابات"
    with pytest.raises(ArchcalcError, match="right to left"):
        banks.render(quiz, "latex")


@pytest.mark.oracle
def test_gettext_s_own_checker_takes_every_catalogue():
    checker = shutil.which("msgfmt") or pytest.skip("gettext is not installed")
    for name in languages.NAMES:
        path = f"{languages.__path__[0]}/{name}.po"
        subprocess.run([checker, "--check-format", "--check-domain", "-o", "/dev/null", path], check=True, timeout=60)


def test_english_is_its_own_key():
    assert ENGLISH.text(said("{Clause}.", Clause=said("the + 1 was forgotten"))) == "The + 1 was forgotten."


def test_what_runs_from_right_to_left_says_so():
    marked = archcalc.check({"alexnet.conv1.params": "1216 معلمة"}, language="ar")
    assert archcalc.render(marked, "html").count(' dir="auto"') == 5  # title, answer, verdict, feedback, note
    assert ' dir="auto"' not in archcalc.render(archcalc.check({"alexnet.conv1.params": "1216"}), "html")


def test_one_filter_is_no_several():
    told = {name: language(name).text(said("{count} filters", count="1")) for name in ("en", "de", "es", "fr")}
    assert told == {"en": "1 filter", "de": "1 Filter", "es": "1 filtro", "fr": "1 filtre"}
    assert language("fr").text(said("{count} neurons", count="1000")) == "1000 neurones"
