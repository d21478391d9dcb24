"""A class whose troubles are those of forms, names, encodings and files, beside those of papers."""

import csv
import io
import unicodedata
import zipfile

from generated_class import TROUBLES, GeneratedClass, filled, write

from archcalc.homework.classes.paper import paper

LOOKED_AT = ("resubmitted by form", "namesake by form", "last name first", "without marks", "taken apart", "formula for an answer",
             "byte order mark", "two formats", "too large", "answers in other rows", "browser copy", "commas in its name")
"""Troubles that were there while marking was written."""
PUT_ASIDE = ("windows letters", "semicolons", "tabs", "ending in capitals", "code mistyped", "zipped", "upper case name", "wide letters")
"""Troubles that were measured once, at the end."""
NAMES = ("Zoë Müller-Groß", "Łukasz Żółć", "José Núñez", "Ngô Bảo Châu", "أحمد بن علي", "Ada Byron", "Ada Byron", "Byron Ada-Maria", "-2+3 Minus",
         "Søren Ærø", "O'Brien, Pat", "@sum", "Émile  Zola", "Иван Петров", "Ivan Petrov", "Wei, Li", "Li Wei-Ling", "Wei Li-Na", *("Kim Lee",) * 4)


class TroubledClass(GeneratedClass):
    """Such a class; what came through a form stands in one table."""

    kinds = (*TROUBLES, *LOOKED_AT, *PUT_ASIDE)

    def __init__(self, *args, **options):
        self.rows, self.names = [], []
        super().__init__(*args, **options)
        (self.folder / "in" / "form.csv").write_text(self._form(), "utf-8")

    def listed(self, count):
        names = [NAMES[i] if i < len(NAMES) else f"Student{i} Family{i % 37}" for i in range(count)]
        out = io.StringIO()
        csv.writer(out).writerows([("name", "id", "email"), *((name, 52000 + 7 * i, f"s{i}@x.org") for i, name in enumerate(names))])
        return out.getvalue()

    def plain(self, who):
        """Those with the names above hand in under them, as systems and people change them."""
        if NAMES.count(who.name) > 1:
            self.namesake_by_form(who)
        elif who.name in NAMES:
            ways = (self.last_name_first, self.without_marks, self.taken_apart, self.commas_in_its_name, self.resubmitted_by_form)
            self.rng.choice(ways)(who)
        else:
            super().plain(who)

    def _form(self):
        out = io.StringIO()
        keys = list(self.asked.questions)
        csv.writer(out).writerows([("Timestamp", "Email Address", "Full name", *keys), *self.rows])
        return out.getvalue()

    def answered(self, who, share=0.2):
        """The answers of a student by their keys, and how many are right."""
        own, right = self.own(who, share)
        return [item.right for item in own.items], right

    def by_form(self, who, answers):
        address = next(number for number in who.numbers if "@" in number)
        self.rows.append(("2026/11/29 9:00", address, who.name, *answers))

    def resubmitted_by_form(self, who):
        self.by_form(who, self.answered(who, 1)[0])
        answers, self.expected[who] = self.answered(who)
        self.by_form(who, answers)

    def namesake_by_form(self, who):
        answers, self.expected[who] = self.answered(who)
        self.by_form(who, answers)

    def _uncoded_as(self, who, stem, ending=".csv", change=lambda raw: raw):
        """A sheet whose file's name alone says whose it is, where that is one student."""
        own, right = self.own(who)
        path = self.path(who, f"{stem}", ending)
        if any(other is not who and other.name == who.name for other in self.roster.students):
            path = self.path(who, ending=ending)
        write(path.with_suffix(".csv"), own._replace(code="", student=""))
        raw = change(path.with_suffix(".csv").read_bytes())
        path.with_suffix(".csv").unlink()
        path.write_bytes(raw)
        self.expected[who] = right

    def last_name_first(self, who):
        first, _, last = who.name.rpartition(" ")
        self._uncoded_as(who, self._plain(f"{last} {first}"))

    def without_marks(self, who):
        bare = "".join(letter for letter in unicodedata.normalize("NFKD", who.name) if unicodedata.category(letter) != "Mn")
        self._uncoded_as(who, self._plain(bare.replace("Ł", "L").replace("ł", "l")))

    def taken_apart(self, who):
        self._uncoded_as(who, self._plain(unicodedata.normalize("NFD", who.name)))

    def commas_in_its_name(self, who):
        first, _, last = who.name.rpartition(" ")
        self._uncoded_as(who, self._plain(f"{last}, {first}"))

    def browser_copy(self, who):
        own, self.expected[who] = self.own(who)
        write(self.path(who, f"{who.identifier} {self._plain(who.name)} (1)"), own)

    @staticmethod
    def _plain(name):
        return name.replace("/", "_").replace("|", "_")

    def formula_for_an_answer(self, who):
        own, right = filled(paper(self.marker, who), self.rng, 0)
        items = (own.items[0]._replace(right="=HYPERLINK(\"http://x\",1)"), *own.items[1:])
        write(self.path(who, ending=".csv"), own._replace(items=items))
        self.expected[who] = right - 1

    def _raw(self, who, change, ending=".csv"):
        own, right = self.own(who)
        path = self.path(who, ending=".csv")
        write(path, own)
        raw = change(path.read_bytes())
        path.unlink()
        path.with_suffix(ending).write_bytes(raw)
        self.expected[who] = right

    def byte_order_mark(self, who):
        self._raw(who, lambda raw: b"\xef\xbb\xbf" + raw)

    def wide_letters(self, who):
        self._raw(who, lambda raw: raw.decode("utf-8").encode("utf-16"))

    def windows_letters(self, who):
        self._raw(who, lambda raw: raw.decode("utf-8").encode("cp1252", "replace"))
        if any(ord(letter) > 127 for letter in who.name):  # a name that is not read is told as another's, or not
            self.expected[who] = None

    def _separated(self, who, by):
        def change(raw):
            out = io.StringIO()
            csv.writer(out, delimiter=by).writerows(csv.reader(io.StringIO(raw.decode("utf-8"), newline="")))
            return out.getvalue().encode()

        self._raw(who, change)

    def semicolons(self, who):
        self._separated(who, ";")

    def tabs(self, who):
        self._separated(who, "\t")

    def ending_in_capitals(self, who):
        self._raw(who, lambda raw: raw, ".CSV")

    def two_formats(self, who):
        old, _ = self.own(who, 1)
        new, self.expected[who] = self.own(who)
        write(self.path(who, ending=".xlsx"), old, 90)
        write(self.path(who, ending=".md"), new)

    def too_large(self, who):
        self._raw(who, lambda raw: raw + b"x" * (10 << 20))
        self.expected[who] = "larger"

    def zipped(self, who):
        def change(raw):
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w") as archive:
                archive.writestr("hw.csv", raw)
            return out.getvalue()

        self._raw(who, change, ".zip")
        self.expected[who] = "no sheet that can be read"

    def answers_in_other_rows(self, who):
        """Answers of two questions stand in each other's rows: both are wrong, unless they are one."""
        own, right = filled(paper(self.marker, who), self.rng, 0)
        first, second, *others = own.items
        write(self.path(who), own._replace(items=(first._replace(right=second.right), second._replace(right=first.right), *others)))
        self.expected[who] = right - 2 * (first.right != second.right)

    def code_mistyped(self, who):
        own, _ = self.own(who)
        code = own.code[:-1] + ("A" if own.code[-1] != "A" else "B")
        write(self.path(who), own._replace(code=code))
        self.expected[who] = "its code is none"

    def upper_case_name(self, who):
        own, self.expected[who] = self.own(who)
        write(self.path(who), own._replace(student=who.name.upper()))
