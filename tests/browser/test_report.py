"""The report of a network, opened in Chromium: no complaint, nothing too wide, sorting and folding with mouse and keys."""


import pytest
from hostile import NAMES, SPECIFICATION

import archcalc
from archcalc.rendering import drawings
from archcalc.rendering.tables.presentation import Presentation

pytestmark = pytest.mark.browser
playwright = pytest.importorskip("playwright.sync_api")


def report(name):
    graph = archcalc.build(name)
    made = drawings.illustrated(graph, archcalc.analyze(graph, formulas=True))
    presentation = Presentation(cells="value")
    return archcalc.render(presentation.shown(made, "html"), "html", presentation.page())


@pytest.fixture
def opened(browser, tmp_path):
    """opened(html, width, colours): the page, and what it complained of."""
    pages = []

    def open_(html, width=1280, colours="light", script=True):
        (tmp_path / "report.html").write_text(html, "utf-8")
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=colours,
                                      java_script_enabled=script)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("request", lambda request: page.complaints.append(request.url)
                if not request.url.startswith("file:") else None)
        page.goto((tmp_path / "report.html").as_uri())
        pages.append(page)
        return page

    yield open_
    for page in pages:
        assert page.complaints == []


def names(page):
    return page.eval_on_selector_all("tbody >> nth=0 >> tr:not([hidden]) th", "cells => cells.map(each => each.textContent)")


@pytest.mark.parametrize("width", [360, 1600])
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("name", ["lenet5", "resnet50", "googlenet"])
def test_nothing_is_wider_than_the_window(opened, name, width, colours):
    page = opened(report(name), width, colours)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (background == "rgb(255, 255, 255)") == (colours == "light")
    fill = page.evaluate("getComputedStyle(document.querySelector('svg rect')).fill")
    assert fill == background


def test_sorting_goes_down_up_and_back(opened):
    page = opened(report("vgg16"))
    before = names(page)
    button = page.get_by_role("button", name="weights")
    button.click()
    assert [name for name in names(page) if "stage" not in name][:2] == ["fc6", "fc7"]
    assert page.get_by_role("columnheader", name="weights").get_attribute("aria-sort") == "descending"
    button.click()
    assert names(page)[-1] == "fc6"
    button.click()
    assert names(page) == before
    page.get_by_role("button", name="layer").click()
    assert names(page)[0] == "pool5"


def test_modules_fold_with_mouse_and_keys(opened):
    page = opened(report("resnet50"))
    folded = len(names(page))
    assert "conv2_1/conv1" not in names(page)
    module = page.get_by_role("button", name="conv2_1", exact=True)
    module.click()
    assert "conv2_1/conv1" in names(page)
    module.press("Enter")
    assert len(names(page)) == folded
    page.get_by_role("button", name="Unfold all").click()
    assert len(names(page)) > 110
    page.get_by_role("button", name="Fold all", exact=True).click()
    assert names(page) == ["input", "conv1", "norm1", "conv2_x", "conv3_x", "conv4_x", "conv5_x", "pool5", "fc"]


def test_a_module_is_the_sum_of_what_is_in_it(opened):
    page = opened(report("resnet50"))
    page.get_by_role("row", name="conv2_1 4 conv").click()
    assert "weights: 4,096 + 36,864 + 16,384 + 16,384 = 73,728" in page.get_by_role("status").text_content()


def test_pointing_at_a_number_tells_its_arithmetic(opened):
    page = opened(report("alexnet"))
    told = page.get_by_role("status")
    assert told.text_content().startswith("Point at a number")
    row = page.get_by_role("row", name="conv1").first
    for words, arithmetic in (("55x55x96", "volume: (227 - 11)/4 + 1 = 55"), ("34,848", "weights: (11*11*3)*96 = 34,848"),
                              ("1.16 MB", "bytes: 290400*4 = 1.16 MB"), ("11x11", "sees: 1 + (11 - 1)*1 = 11x11")):
        row.get_by_role("cell", name=words, exact=True).hover()
        assert told.text_content() == f"conv1 \u2014 {arithmetic}"
    page.get_by_role("heading", level=1).hover()
    assert told.text_content().startswith("Point at a number")


def test_names_and_headings_stay_in_view(opened):
    page = opened(report("resnet50"), 360)
    page.get_by_role("button", name="Unfold all").click()
    region = page.get_by_role("region").first
    region.evaluate("each => { each.scrollLeft = 300; each.scrollTop = 900; }")
    box = region.bounding_box()
    head = region.get_by_role("columnheader", name="layer").bounding_box()
    assert abs(head["x"] - box["x"]) < 2
    assert abs(head["y"] - box["y"]) < 2


def test_a_row_tells_its_arithmetic(opened):
    page = opened(report("alexnet"))
    page.get_by_role("row", name="conv1").first.click()
    assert "(11*11*3)*96 = 34,848" in page.get_by_role("status").text_content()
    page.locator("tbody tr").first.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    assert page.get_by_role("status").text_content().startswith("norm1")
    assert page.locator("td[title='(11*11*3)*96 = 34,848']").count() == 1


def test_without_its_script_the_page_shows_everything(opened):
    page = opened(report("resnet50"), script=False)
    assert page.locator("tbody tr").count() > 110
    assert page.locator("tbody tr").last.is_visible()
    assert not page.locator(".tools").first.is_visible()


def test_names_are_text(opened, tmp_path):
    (tmp_path / "hostile.yaml").write_text(SPECIFICATION, "utf-8")
    page = opened(report(tmp_path / "hostile.yaml"))
    assert {name for name in NAMES if "/" not in name} <= set(names(page))


def test_it_prints_light_and_without_its_tools(opened):
    page = opened(report("resnet50"), colours="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator(".tools").first.is_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_drawing_is_a_page(opened, theme):
    page = opened(drawings.drawn(archcalc.build("googlenet"), "html", theme=theme), 800)
    assert page.evaluate("document.documentElement.scrollWidth") <= 800
    assert page.get_by_role("img").count() == 1
