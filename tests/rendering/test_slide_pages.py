"""Slides as they are laid out: nothing leaves its page, and every slide says what it is about."""

import shutil
from io import BytesIO
from zipfile import ZipFile

import pytest
from hostile import NAMES
from slide_pages import missing, pages

import archcalc
from archcalc.base.report import Column, Report, Table
from archcalc.rendering.slides.slide_table import laid_out
from archcalc.rendering.tables.layout import Page, grid
from archcalc.rendering.tables.presentation import Presentation

pptx = pytest.importorskip("pptx")

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
RENDERED = pytest.mark.skipif(not (shutil.which("soffice") and shutil.which("pdftotext")),
                              reason="LibreOffice or poppler is not installed")


def wordy(rows, words):
    """A table whose texts take several lines, among empty cells."""
    columns = (Column("name", "layer", rank=0), Column("prose", "why", "prose", rank=0),
               Column("count", "count", "count", rank=0, total=True))
    cells = tuple((f"layer {i}" if i % 3 else "", words * (i % 4) or None, i) for i in range(rows))
    return Report("archcalc/test/1", (Table("layers", columns, cells, {"count": 7}),), caption=words * 9, title=words * 6)


def foreign():
    columns = (Column("name", "层", rank=0), Column("count", "수", "count", rank=0, total=True))
    cells = tuple((f"卷积 {i} 한글 ไทย" if i % 2 else "", i) for i in range(24))
    return Report("archcalc/test/1", (Table("layers", columns, cells, {"count": 7}),))


def reports():
    """Decks of every kind: long and short, wide and narrow, empty cells, texts that are wrapped, no title."""
    networks = {name: Presentation().shown(archcalc.analyze(name), "pptx") for name in ("inception_v3", "swin_t")}
    return networks | {"claims": archcalc.claims("googlenet"), "explain": archcalc.explain("vgg16", "params"), "foreign": foreign(),
                       "wordy": wordy(30, "a few words and verylongwords "), "names": _named(NAMES),
                       "one-high-row": wordy(4, "words that go on " * 20)}


def _named(names):
    columns = (Column("name", "layer", rank=0), Column("count", "count", "count", rank=0))
    return Report("archcalc/test/1", (Table("layers", columns, tuple((name, 1) for name in names)),), title=names[0])


@RENDERED
@pytest.mark.slow
def test_every_cell_and_title_is_on_its_page_in_libreoffice(tmp_path):
    made = reports()
    for name, report in made.items():
        (tmp_path / f"{name}.pptx").write_bytes(archcalc.render(report, "pptx"))
    shown = pages(tmp_path)
    assert len(shown) == len(made)
    for name, found in shown.items():
        slides = pptx.Presentation(str(tmp_path / f"{name}.pptx")).slides
        wrong = [told for slide, page in zip(slides, found, strict=True) for told in missing(slide, page)]
        assert not wrong or (name in {"foreign", "names"} and not any("outside" in told for told in wrong)), (name, wrong)


def test_every_paragraph_says_its_size_and_the_height_of_its_lines():
    """One without letters, that says nothing, is laid out at 18 points: its row grows, and the last leave the page."""
    network = Presentation().shown(archcalc.analyze("swin_t"), "pptx")
    for report in (wordy(9, "a few words "), archcalc.claims("googlenet"), archcalc.compare("vgg16", "lenet5"), network):
        slides = list(pptx.Presentation(BytesIO(archcalc.render(report, "pptx"))).slides)
        paragraphs = [each for slide in slides for each in slide._element.iter(f"{DRAWING}p")]
        assert len(paragraphs) > 10
        for each in paragraphs:
            assert each.find(f"{DRAWING}endParaRPr").get("sz"), each
            assert each.find(f"{DRAWING}pPr/{DRAWING}lnSpc/{DRAWING}spcPts") is not None
        assert not any(text.text in {None, ""} for slide in slides for text in slide._element.iter(f"{DRAWING}t"))


@pytest.mark.parametrize("report", [lambda: archcalc.compare("vgg16", "lenet5"), lambda: archcalc.explain("vgg16", "fc6"),
                                    lambda: archcalc.claims("googlenet"), lambda: archcalc.explain("lenet5", "macs"),
                                    lambda: archcalc.compare("vgg16", "alexnet", by="layer"),
                                    lambda: wordy(60, "words ")._replace(title="")])
def test_every_slide_has_a_title_of_its_own_words(report):
    for slide in pptx.Presentation(BytesIO(archcalc.render(report(), "pptx"))).slides:
        title = slide.shapes.title.text
        assert title[:1].isalnum(), title


def test_a_text_that_shows_no_title_shows_none_still():
    assert archcalc.compare("vgg16", "lenet5").title == ""
    assert archcalc.compare("vgg16", "lenet5").heading == "VGG-16 (D), LeNet-5, compared"
    assert archcalc.render(archcalc.compare("vgg16", "lenet5")).startswith("network")


@pytest.mark.parametrize("rows", [1, 7, 100])
@pytest.mark.parametrize("words", ["", "a few words ", "w" * 300])
def test_parts_hold_every_row_once_and_no_more_than_a_slide(rows, words):
    table = grid(wordy(rows, words).tables[0], Page())
    whole = laid_out(table, 60)
    parts = whole.parts(30, 12)
    assert sum((part.grid.rows for part in parts), ()) == table.rows
    assert all(part.height <= 30 or len(part.grid.rows) == 1 for part in parts)
    assert all(len(part.grid.rows) <= 12 for part in parts)
    assert [bool(part.grid.totals) for part in parts] == [False] * (len(parts) - 1) + [True]
    assert sum(whole.widths) <= 60 + 1e-6


def test_a_deck_is_the_same_bytes_each_time():
    first, second = (archcalc.render(wordy(3, "words "), "pptx") for _ in range(2))
    assert first == second
    assert ZipFile(BytesIO(first)).testzip() is None
