"""A homework whose answers are marked by several programs: the same points from each of them, or one is wrong."""

from functools import cache
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

from archcalc.homework.classes.bound_marker import BoundMarker
from archcalc.homework.classes.rubric_quiz import rubric_quiz
from archcalc.homework.classes.varied_networks import VariedNetworks
from archcalc.homework.handouts import banks
from archcalc.homework.handouts.quiz_rubric import rubric_text
from archcalc.homework.marking import check, rubrics
from archcalc.homework.marking.marking import Marker
from archcalc.homework.questions.networks import Networks
from archcalc.language.text.document import parse

RUBRIC = {"title": "Homework <b>1</b> & {{x}} 'q' \"r\" $y$ *z*", "network": "alexnet",
          "partial": {"biases-forgotten": 0.5, "plus-one-forgotten": 0.25, "stride-ignored": 0.1}, "conventions": {"params": "exact"},
          "questions": {"conv1.output": None, "conv1.params": {"points": 2}, "pool1.output": {"points": 3}, "total.memory": {"unit": "bytes"},
                        "conv3.receptive_field": None, "fc6.params": {"tolerance": 0.01, "points": 0.5}, "lenet5.conv1.params": {"accept": ["biases-forgotten"]},
                        "vgg16.conv1_1.params": {"conventions": {"params": ["weights", "exact"]}, "points": 1.5},
                        "votes.three.choice": {"asks": "Three networks <b>err</b> on 30 % of the images. On how many do most err?",
                                               "right": "21.6 %", "why": "3*0.3*0.3*0.7 + 0.3*0.3*0.3 = 0.216", "points": 2,
                                               "wrong": {"all-err": "2.7 %", "like-one": "30 %", "without-all": "18.9 %"},
                                               "partial": {"without-all": 0.5}}}}
STUDENTS = {"right": ["55x55x96", "34944", "27x27x96", "4198284", "99x99", "37752832", "156", "1728", "21.6 %"],
            "near": ["54x54x96", "34848", "26x26x96", "1049571", "67x67", "37748736", "150", "1792", "18.9 %"],
            "other": ["96x55x55", "11616", "53x53x96", "7", "99", "37000000", "25", "576", "30 %"],
            "spaced": ["55 x 55 x 96", "0", "96x27x27", "4198284", "131x131", "38130361", "1", "27", "2.7 %"],
            "blank": ["", "", "", "", "", "", "", "", ""]}
"""What each student answers, in digits that every program reads."""


@cache
def homework():
    """The questions as a quiz."""
    rubric = check.read_rubric(RUBRIC)
    return rubric_quiz(BoundMarker(rubric, VariedNetworks({}, {}, b"", rubric.title)))


def points():
    """What `check` gives each student for each question, by the rubric that the exports bring with them."""
    rubric = rubrics.read(parse(rubric_text(homework()), "rubric", ""))
    marker = Marker(rubric, Networks())
    keys = [item.key for item in homework().items]
    return {name: [float(verdict.points) for verdict in marker.mark(check.sheet(dict(zip(keys, given, strict=True)))).verdicts]
            for name, given in STUDENTS.items()}


def digest(form):
    """A digest of what is written, without an archive's compression."""
    content = banks.render(homework(), form)
    if isinstance(content, bytes):
        with ZipFile(BytesIO(content)) as archive:
            content = "".join(f"{name}\n{archive.read(name).decode()}" for name in archive.namelist())
    return sha256(content.encode()).hexdigest()


def bank_points():
    """What a bank gives each student: the share of the choice that the answer is, the numbers within the tolerance."""
    return {name: [_share(item, answer) * float(item.terms.points) for item, answer in zip(homework().items, given, strict=True)]
            for name, given in STUDENTS.items()}


def _share(item, answer):
    if answer in item.spellings or (item.slack and answer.isdecimal() and abs(int(answer) - int(item.right.answer)) <= item.slack):
        return 1
    return {choice.answer: choice.percent / 100 for choice in item.choices}.get(answer, 0)

