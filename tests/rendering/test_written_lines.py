"""Reports as text: one writer for pipes and terminals, which wraps sentences and prose, and cuts nothing."""

import re
import unicodedata

import pytest

import archcalc
from archcalc.base.report import Column, Report, Table
from archcalc.rendering import formats
from archcalc.rendering.tables.layout import Page

STYLED = re.compile(r"\x1b\[([0-9;]+)m(.*?)\x1b\[0m")
COLUMNS = (Column("name", "layer", rank=0), Column("told", "what it is", "prose", rank=0), Column("activations", "values", "count", rank=0))
SENTENCES = ("a window that slides over the volume, one step at a time", "卷积神经网络 的 一层，滑过 整个 体积，一步 一步 地 走", "חלון שנע על פני הנפח כולו צעד אחר צעד בכל פעם",
             "e\u0301 é 🚀 ｗｉｄｅ letters, combined letters, and 한글 in one sentence", "https://example.org/a/word/that/is/longer/than/any/column/of/prose")
REPORT = Report("archcalc/test/1", (Table("t", COLUMNS, tuple((f"卷{i}", text, 10**i) for i, text in enumerate(SENTENCES)), {"activations": 7},
                                          title="layers", marks=frozenset({(0, "name"), (1, "told"), (2, "activations")})),),
                notes=(f"note: {' '.join(SENTENCES)}", "two\n\nlines"), title=f"A title: {SENTENCES[1]}")


def cells(line):
    """The columns of a terminal that a line takes, by a rule of its own."""
    plain = STYLED.sub(r"\2", line)
    return sum(0 if unicodedata.category(letter) == "Mn" else 2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in plain)


def letters(text):
    return sorted(re.sub(r"[\s─*-]|too narrow for:.*", "", STYLED.sub(r"\2", text)))


@pytest.mark.parametrize("colour", [True, False])
@pytest.mark.parametrize("form", ["terminal", "text"])
@pytest.mark.parametrize("width", [45, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_page_and_no_letter_is_lost(form, width, colour):
    shown = formats.render(REPORT, form, Page(width=width, colour=colour))
    assert max(map(cells, shown.splitlines())) <= width
    assert letters(shown) == letters(formats.render(REPORT, form))


@pytest.mark.parametrize("width", [20, 60, 200])
def test_colours_change_nothing_but_colours(width):
    coloured, plain = (formats.render(REPORT, "terminal", Page(width=width, colour=colour)) for colour in (True, False))
    assert "\x1b" not in plain
    assert [STYLED.sub(r"\2", line).rstrip() for line in coloured.splitlines()] == plain.splitlines()


def test_marked_cells_stand_out_in_every_line_that_they_take():
    shown = formats.render(REPORT, "terminal", Page(width=45, colour=True))
    bold = [match[1].strip() for match in re.finditer(r"\x1b\[1m(.*?)\x1b\[0m", shown)]
    assert "卷0" in bold
    assert "".join(bold[bold.index("卷0") + 1:-1]).replace(" ", "") == SENTENCES[1].replace(" ", "")
    assert re.findall(r"\x1b\[33m *(\S+)\x1b", shown) == ["100"]


def test_a_pipe_has_stars_and_every_cell_on_one_line():
    lines = formats.render(REPORT, "text").splitlines()
    rows = {line[:3].rstrip(" *"): line for line in lines if line.startswith("卷")}
    assert len(rows) == len(SENTENCES)
    assert all(text in rows[f"卷{i}"] for i, text in enumerate(SENTENCES))
    assert rows["卷0"].startswith("卷0  * a window")  # in the gap
    assert re.search(rf"{SENTENCES[1]} +\* +10$", rows["卷1"])
    assert lines[-3:] == ["two", "", "lines"]


def test_a_word_longer_than_the_terminal_goes_on_in_the_next_line_and_is_whole_in_a_pipe():
    report = Report("archcalc/test/1", (), notes=(f"see {'x' * 150} there",))
    assert formats.render(report, "terminal", Page(width=60)).splitlines() == ["see", "x" * 60, "x" * 60, f"{'x' * 30} there"]
    assert formats.render(report, "text").splitlines() == ["see", "x" * 150, "there"]


@pytest.mark.parametrize("width", [None, 80])
def test_a_table_of_any_length_looks_the_same(width):
    table = archcalc.analyze("cifar_resnet1202").tables[0]._replace(title="", hidden=frozenset())
    shown = formats.render(Report("archcalc/test/1", (table,)), "terminal", Page(width=width, colour=True)).splitlines()
    assert len(shown) > 2000
    assert set(shown[1]) == {"─"}
