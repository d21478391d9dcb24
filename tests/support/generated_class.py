"""A class that hands in: everybody's paper filled in with a known number of mistakes, and troubles planted among them."""

import os
import random
import re
from pathlib import Path

from archcalc.homework.classes import papers, roster
from archcalc.homework.classes.bound_marker import BoundMarker
from archcalc.homework.classes.paper import paper
from archcalc.homework.classes.varied_networks import VariedNetworks
from archcalc.homework.marking.rubrics import Rubric, Terms
from archcalc.homework.questions.choices import ChoiceQuestion

SECRET = b"a secret of the tests"
QUESTIONS = ("conv1.output", "conv1.params", "conv1.bytes", "pool2.output", "conv3.output", "conv3.params", "conv3.macs", "pool4.output", "fc5.params", "total.params")
MANY = (*QUESTIONS, "conv1.macs", "conv1.weights", "pool2.bytes", "conv3.bytes", "conv3.receptive_field", "pool4.neurons", "fc5.macs", "fc6.params", "fc7.params", "total.macs")
NAMES = ("Ada Lovelace", "=cmd|' /C calc'!A0", "Ibn al-Haytham, Abu Ali", "محمد الخوارزمي", "李 明", "Łukasz O'Neil", "Jean-Luc  Picard", "<b>Bold</b>", "Ada Lovelace", "R. _under_ score")
"""Names that files, formulas, pages and rosters stumble over; two students have one of them."""
TROUBLES = ("swapped", "missing", "twice", "unreadable", "forged", "uncoded", "of another homework", "named by nobody", "empty", "renamed", "half")


CHOICES = {"votes.how_often.choice": ChoiceQuestion("How often do most of three err?", "21.6 %", (("all-err", "2.7 %"), ("like-one", "30 %"), ("one-left-out", "18.9 %"))),
           "votes.evil.choice": ChoiceQuestion("=1+2 <b>?", "<i>one</i>", (("two-of-them", "=HYPERLINK(1)"), ("three-of-them", "three | \"four\"")))}
"""Questions of choice, of which one holds signs that formulas, pages and tables stumble over."""


def rubric(questions, title="Homework 3", network="lenet5", choices=()):
    chosen = {key: Terms(choice=CHOICES[key]) for key in choices}
    return Rubric(title=title, network=network, questions=dict.fromkeys(questions, Terms()) | chosen)


def marker(asked, secret=SECRET):
    return BoundMarker(asked, VariedNetworks({}, {}, secret, asked.title), secret)


def roster_text(count):
    rows = [f'"{NAMES[i] if i < len(NAMES) else f"Student{i} Family{i % 37}"}",{52000 + 7 * i}' for i in range(count)]
    return "\n".join(["name,id", *rows]) + "\n"


def spoilt(answer):
    """An answer that is wrong, whatever is asked: of a choice, another letter."""
    if answer in set("ABCD"):
        return "AB"[answer == "A"]
    return re.sub("^[0-9]+", lambda first: str(int(first[0]) + 1), answer)


def filled(own, rng, share, wrong=None):
    """A paper with answers, some of them wrong; and how many are right."""
    wrong = {item.key for item in own.items if rng.random() < share} if wrong is None else wrong
    items = tuple(item._replace(right=spoilt(item.right)) if item.key in wrong else item for item in own.items)
    return own._replace(items=items, keyed=True), len(items) - len(wrong)


def write(path, own, age=0):
    path.parent.mkdir(parents=True, exist_ok=True)
    form = next(papers.NAMES.load(name) for name in papers.NAMES if path.suffix in papers.NAMES.load(name).SUFFIXES)
    content = form.render(own)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    os.utime(path, (1_700_000_000 - age, 1_700_000_000 - age))


class GeneratedClass:
    """A class in a folder: `expected` has everybody's score, or what is said of whom has none."""

    kinds = TROUBLES

    def __init__(self, folder, count, seed, asked, endings=(".csv", ".md", ".ipynb", ".xlsx")):
        self.folder, self.rng, self.asked, self.endings = Path(folder), random.Random(seed), asked, endings
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "class.csv").write_text(self.listed(count), "utf-8")
        self.roster = roster.read(self.folder / "class.csv")
        self.marker, self.expected = marker(asked), {}
        everybody = list(self.roster.students)
        places = self.rng.sample(range(count), min(count, max(len(self.kinds), count // 5)))
        self.troubles = {everybody[place]: self.kinds[i % len(self.kinds)] for i, place in enumerate(places)}
        for who in everybody:
            getattr(self, self.troubles.get(who, "plain").replace(" ", "_"))(who)

    def listed(self, count):
        return roster_text(count)

    def path(self, who, stem=None, ending=None):
        return self.folder / "in" / f"{stem or who.identifier}{ending or self.rng.choice(self.endings)}"

    def own(self, who, share=0.2):
        return filled(paper(self.marker, who), self.rng, share)

    def plain(self, who):
        own, right = self.own(who)
        moodle = self.rng.random() < 0.3 and "(" not in who.called and who.name.isascii() and who.name[0].isalpha()
        packed = self.folder / "in" / f"{who.name}_{self.rng.randrange(10**6)}_assignsubmission_file_" / "hw.csv"
        path = packed if moodle else self.path(who)
        write(path, own)
        self.expected[who] = right

    def swapped(self, who):
        other = self.rng.choice([each for each in self.roster.students if each is not who])
        write(self.path(who), self.own(other)[0])
        self.expected[who] = "another student's paper"

    def missing(self, who):
        self.expected[who] = "nothing was handed in"

    def twice(self, who):
        old, _ = self.own(who, 1)
        new, right = self.own(who)
        write(self.path(who, f"a_{who.identifier}"), old, 60)
        write(self.path(who, f"{who.identifier}_final"), new)
        self.expected[who] = right

    def unreadable(self, who):
        path = self.path(who, ending=".xlsx")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"PK\x03\x04 and no more")
        self.expected[who] = "XLSX"

    def empty(self, who):
        path = self.path(who, ending=".csv")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
        self.expected[who] = "there is no answer in"

    def forged(self, who):
        own, _ = self.own(who)
        write(self.path(who), own._replace(code="0000-1111-2222"))
        self.expected[who] = "its code is none"

    def of_another_homework(self, who):
        own, _ = self.own(who)
        other = marker(self.asked._replace(title="Homework 2"))
        write(self.path(who), own._replace(code=other.code(who)))
        self.expected[who] = "its code is none"

    def uncoded(self, who):
        own, right = self.own(who)
        write(self.path(who), own._replace(code=""))
        self.expected[who] = right

    def named_by_nobody(self, who):
        own, right = self.own(who)
        write(self.path(who, f"solution {who.identifier[::-1][:2]} by me", ".csv"), own._replace(student="me"))
        self.expected[who] = right

    def renamed(self, who):
        """The code is the student's own; the name on the sheet is what the student typed there."""
        own, right = self.own(who)
        write(self.path(who), own._replace(student="Anonymous Coward"))
        self.expected[who] = right

    def half(self, who):
        """Questions left out count all the same."""
        own, _ = filled(paper(self.marker, who), self.rng, 0)
        kept = own.items[:len(own.items) // 2]
        write(self.path(who), own._replace(items=kept))
        self.expected[who] = len(kept)
