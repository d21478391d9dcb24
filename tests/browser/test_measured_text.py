"""Pictures as Chromium draws them: every text is as wide as it was taken to be, none overlaps another or leaves its block."""

import json
import shutil

import pytest
from hostile import SPECIFICATION
from test_drawings import colliding

import archcalc
from archcalc.rendering import drawings
from archcalc.rendering.drawings.font_widths import width

pytestmark = pytest.mark.browser
playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

DRAWINGS = [
    *((name, {}) for name in (
        "lenet5", "alexnet", "vgg16", "googlenet", "resnet50", "inception_v3", "densenet121", "nasnet_large", "unet", "vit_b16",
        "swin_t", "mobilenet_v3_large", "shufflenet_v2_1x", "efficientnet_b0", "squeezenet1_0", "convnext_tiny")),
    *((name, {"depth": "all"}) for name in ("inception_resnet_v2", "nasnet_mobile")),
    *((name, {"style": "volumes"}) for name in ("alexnet", "vgg16", "googlenet", "unet", "vit_b16")),
]
CHARTS = [["vgg16"], ["resnet50"], ["alexnet", "vgg16", "resnet50", "mobilenet_v2"], []]
MEASURE = """() => JSON.stringify([...document.querySelectorAll('svg text')].filter(each => !each.hasAttribute('transform')).map(each => {
  const box = each.getBBox(), middle = [box.x + box.width / 2, box.y + box.height / 2];
  const around = [...document.querySelectorAll('svg rect')].map(rect => rect.getBBox()).filter(rect =>
    rect.x <= middle[0] && middle[0] <= rect.x + rect.width && rect.y <= middle[1] && middle[1] <= rect.y + rect.height).pop();
  return {text: each.textContent, size: +each.getAttribute('font-size'), bold: each.hasAttribute('font-weight'),
    wide: each.getComputedTextLength(), box: [box.x, box.y, box.x + box.width, box.y + box.height],
    around: [around.x, around.y, around.x + around.width, around.y + around.height]};
}))"""


@pytest.fixture(scope="module")
def page():
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()


def measured(page, picture):
    """Every text of a picture at its own size, with its box, and the innermost rectangle around it."""
    page.set_content(drawings.written(picture, "svg").partition("?>")[2])
    return json.loads(page.evaluate(MEASURE))


def check(picture, texts):
    assert len(texts) > 5
    assert colliding([tuple(text["box"]) for text in texts]) is None
    for text in texts:
        left, top, right, bottom = text["box"]
        assert text["wide"] <= width(text["text"], text["size"], text["bold"]) * 1.02 + 0.5, text
        assert 0 <= left <= right <= picture.width
        assert 0 <= top <= bottom <= picture.height


@pytest.mark.parametrize(("name", "choices"), DRAWINGS)
def test_no_text_of_a_drawing_overlaps_another_or_leaves_its_block(page, name, choices):
    picture = drawings.draw(archcalc.build(name), **choices)
    texts = measured(page, picture)
    check(picture, texts)
    assert all(text["around"][0] - 0.5 <= text["box"][0] <= text["box"][2] <= text["around"][2] + 0.5 for text in texts)


@pytest.mark.parametrize("names", CHARTS)
def test_no_text_of_a_chart_overlaps_another(page, names):
    picture = drawings.chart(drawings.plot(names))
    check(picture, measured(page, picture))


def test_a_hostile_networks_names_keep_to_their_blocks(page, tmp_path):
    """Emoji, Arabic and Chinese are as wide as the machine's fonts have them; there is room for the widest."""
    (tmp_path / "hostile.yaml").write_text(SPECIFICATION, "utf-8")
    graph = archcalc.build(tmp_path / "hostile.yaml")
    for style in ("graph", "volumes"):
        texts = measured(page, drawings.draw(graph, style))
        assert colliding([tuple(text["box"]) for text in texts]) is None
        assert all(text["around"][0] - 0.5 <= text["box"][0] <= text["box"][2] <= text["around"][2] + 0.5 for text in texts)
