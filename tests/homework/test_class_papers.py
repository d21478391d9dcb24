"""Papers of a class: everybody's own sizes and code, in formats that are read again as they were written."""

import subprocess
from shutil import which
from types import SimpleNamespace

import pytest
from generated_class import MANY, QUESTIONS, SECRET, filled, marker, roster_text, rubric, write

from archcalc.base.errors import ArchcalcError
from archcalc.homework import sheets
from archcalc.homework.classes import course_secret, papers, roster
from archcalc.homework.classes.paper import paper
from archcalc.homework.languages import language


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    folder = tmp_path_factory.mktemp("course")
    (folder / "class.csv").write_text(roster_text(12), "utf-8")
    return SimpleNamespace(folder=folder, roster=roster.read(folder / "class.csv"), marker=marker(rubric(QUESTIONS)))


def test_a_paper_in_every_format_that_is_handed_in_is_its_students_own_and_all_right(course):
    pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    for place, who in enumerate(course.roster.students[:3]):
        own = paper(course.marker, who, keyed=True)
        for ending in (".csv", ".md", ".ipynb", ".xlsx")[:4 if place == 1 else 3]:
            write(course.folder / f"paper{ending}", own)
            sheet, = sheets.read(course.folder / f"paper{ending}")
            marks = course.marker.mark(sheet, who)
            assert (marks.score, marks.max_score, marks.lost) == (len(QUESTIONS), len(QUESTIONS), ()), (who, ending)
            assert [verdict.question for verdict in marks.verdicts] == [*QUESTIONS]
            code, = (entry.given for entry in sheet.entries if entry.question == sheets.PAPER_CODE)
            assert code == course.marker.code(who)


def test_a_number_whose_commas_nobody_quoted_goes_on_to_the_end_of_its_row(course):
    """A text editor knows no quotes; the rest of the number was lost, and the answer wrong."""
    who = course.roster.students[0]
    lines = papers.NAMES.load("csv").render(paper(course.marker, who)).split("\n")
    filled_in = [f"{line}1,216" if line.startswith("conv1.params") else line for line in lines]
    (course.folder / "typed.csv").write_text("\n".join(filled_in), "utf-8")
    sheet, = sheets.read(course.folder / "typed.csv")
    assert [entry.given for entry in sheet.entries if entry.given][1:] == ["1,216"]


def test_a_paper_binds_student_homework_secret_and_sizes(course):
    codes = {course.marker.code(who) for who in course.roster.students}
    who, other = course.roster.students[:2]
    assert len(codes) == 12
    others = (marker(rubric(QUESTIONS, "Homework 2")), marker(rubric(QUESTIONS), b"another secret of a course"),
              marker(rubric(QUESTIONS)._replace(variants=False)))
    assert not codes & {each.code(who) for each in others}
    assert marker(rubric(QUESTIONS)).code(who) == course.marker.code(who)
    sizes = [course.marker.sizes(each) for each in course.roster.students]
    assert len(set(sizes)) > 6
    assert marker(rubric(QUESTIONS)._replace(variants=False)).sizes(who) == ("lenet5",)
    sheet = sheets.Sheet("", "", tuple(sheets.Entry(item.key, item.right) for item in paper(course.marker, other).items))
    assert course.marker.mark(sheet, who).score < len(QUESTIONS) / 2 < course.marker.mark(sheet, other).score


def test_a_code_is_read_however_it_is_typed():
    code = course_secret.code(SECRET, "Homework 3", "4711", ["a"])
    for written in (code.lower(), code.replace("-", " "), f" {code} ", code.replace("0", "O").replace("1", "l")):
        assert course_secret.plain_code(written) == course_secret.plain_code(code)
    # RFC 2104's own definition, worked out here with two digests
    told = "".join(f"{len(part)}:{part}" for part in ("archcalc code", "Homework 3", "4711", "a")).encode()
    key = SECRET.ljust(64, b"\0")
    from hashlib import sha256
    inner = sha256(bytes(each ^ 0x36 for each in key) + told).digest()
    digest = sha256(bytes(each ^ 0x5C for each in key) + inner).digest()
    number = int.from_bytes(digest[:8], "big")
    letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    assert code.replace("-", "") == "".join(letters[number >> 5 * place & 31] for place in range(12))


def test_printed_papers_hold_every_question_and_no_answer_and_names_are_text(course):
    everybody = [paper(course.marker, who) for who in course.roster.students]
    for name, ending in (("html", ".html"), ("latex", ".tex"), ("pdf", ".pdf")):
        form = papers.NAMES.load(name)
        assert papers.printed(course.folder / f"all{ending}") is form
        if name == "pdf":
            with pytest.raises(ArchcalcError, match="letters of Western Europe"):
                form.bound_together(everybody)
            assert form.bound_together(everybody[:1]).startswith(b"%PDF")
            continue
        text = form.bound_together(everybody)
        assert text.count("kernel 5x5") >= 12
        assert "<b>Bold" not in text
        assert all(each.code in text for each in everybody)
        assert "src=" not in text
        assert "href=" not in text
    shown = papers.NAMES.load("html").render(paper(marker(rubric(["conv1.params", "total.params"])), course.roster.students[0]))
    assert "<h2>LeNet-5</h2>" in shown  # whoever is asked about the whole network is shown all of it
    arabic = course.marker.__class__(course.marker.rubric, course.marker.networks, SECRET, language=language("ar"))
    assert 'dir="rtl"' in papers.NAMES.load("html").render(paper(arabic, course.roster.students[0]))
    with pytest.raises(ArchcalcError, match="right to left"):
        papers.NAMES.load("latex").render(paper(arabic, course.roster.students[0]))
    with pytest.raises(ArchcalcError, match="one student"):
        papers.printed(course.folder / "all.csv")


@pytest.mark.slow
@pytest.mark.skipif(which("pdflatex") is None, reason="needs LaTeX")
def test_papers_compile(course, tmp_path):
    asked = marker(rubric(MANY))
    own, _ = filled(paper(asked, course.roster.students[0]), None, 0, set())
    written = papers.NAMES.load("latex").bound_together([own, own._replace(keyed=False, student="a_b & <c>")])
    (tmp_path / "p.tex").write_text(written, "utf-8")
    done = subprocess.run(["pdflatex", "-interaction=batchmode", "-halt-on-error", "p.tex"], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, (tmp_path / "p.log").read_text("utf-8", "replace")[-2000:]
