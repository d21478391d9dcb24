"""The site in Chromium, opened from a disk: it searches, fits a small screen, loads nothing else, and axe finds nothing."""

import os
from pathlib import Path

import pytest

from archcalc.cli import site
from archcalc.cli.site import gallery_pages
from archcalc.reports import collection

pytestmark = pytest.mark.browser
playwright = pytest.importorskip("playwright.sync_api")
AXE = os.environ.get("AXE_CORE", "")
"""axe.min.js: npm pack axe-core unpacks it."""
PAGES = ("index.html", "tables.html", "language.html", "gallery.html", "words.html", "words/conv.html", "words/torchinfo.html",
         "words/~2f~2f.html", "networks/resnet50.html", "networks/lenet5.html")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        entries = [entry for entry in collection.listing(collection.Filter(), None).tables[0].records()
                   if entry["name"] in {"lenet5", "resnet50"}]
        patch.setattr(gallery_pages, "_entries", lambda: entries)
        made = tmp_path_factory.mktemp("site") / "manual"
        site.write_site(made)
    return made


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_kind_of_page_opens_from_a_disk(browser, folder, width, scheme):
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith("file:") else complaints.append(request.url))
    for address in PAGES:
        page.goto((folder / address).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert (page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)") == (scheme == "light")
        page.keyboard.press("/")
        page.keyboard.type("resnet50")
        page.wait_for_selector("#results li")
        assert page.text_content("#results a") == "ResNet-50"
        if AXE:
            page.evaluate(Path(AXE).read_text())
            found = page.evaluate("async () => (await axe.run({preload: false})).violations")
            assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == [], address
    page.keyboard.press("Enter")
    page.wait_for_url("**/networks/resnet50.html")
    assert complaints == []
    page.close()
    if not AXE:
        pytest.skip("AXE_CORE names no axe.min.js")
