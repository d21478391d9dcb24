"""The manual as a site: every link leads somewhere, names are text, and a folder is the site's own or is left alone."""

import re
from html.parser import HTMLParser
from posixpath import dirname, join, normpath

import pytest
from hostile import NAMES

import archcalc
from archcalc.base.errors import ArchcalcError, OutputError
from archcalc.cli import manual_pages, site
from archcalc.cli.site import gallery_pages, markdown_html, site_folder, topic_pages
from archcalc.reports import collection

SHOWN = ("lenet5", "unet")


class Links(HTMLParser):
    """Where a page leads, what it loads, and the places in it."""

    def __init__(self):
        super().__init__()
        self.leads, self.places, self.loads = [], set(), []

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.places |= {told["id"]} if "id" in told else set()
        if tag == "a":
            self.leads.append(told["href"])
        self.loads += [told[key] for key in ("src", "data", "poster") if key in told] + ([told["href"]] if tag == "link" else [])


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The whole site but for the gallery, of which there are two networks, by address; and its folder."""
    with pytest.MonkeyPatch.context() as patch:
        entries = [entry for entry in collection.listing(collection.Filter(), None).tables[0].records() if entry["name"] in SHOWN]
        patch.setattr(gallery_pages, "_entries", lambda: entries)
        folder = tmp_path_factory.mktemp("site") / "manual"
        count = site.write_site(folder)
        site.write_site(folder)  # over its own
    pages = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.html")}
    assert count == len(pages)
    return pages, folder


def test_every_link_of_the_site_leads_to_a_place_in_it(made):
    pages, folder = made
    found = {}
    for address, page in pages.items():
        found[address] = Links()
        found[address].feed(page)
    for address, links in found.items():
        for target in (*links.leads, *links.loads):
            if re.match("https?://", target):
                assert target in links.leads, "a link, and nothing that is loaded"
                continue
            name, _, place = target.partition("#")
            name = normpath(join(dirname(address), name)) if name else address
            if address != "gallery.html" or not name.startswith("networks/"):
                assert (folder / name).is_file(), (address, target)
            assert not place or place in found[name].places
    assert {page for page in found if "/" not in page} >= {f"{name}.html" for name in manual_pages.names()}
    assert {f"networks/{name}.html" for name in SHOWN} <= found.keys()


def test_addresses_differ_also_where_capitals_do_not_count(made):
    assert len({address.casefold() for address in made[0]}) == len(made[0])


def test_a_search_finds_networks_words_and_sections(made):
    told = (made[1] / "search.js").read_text("utf-8")
    assert all(f'["{address}"' in told for address in ("networks/lenet5.html", "words/conv.html", "words/torchinfo.html"))
    assert '["homework.html#' in told
    assert "<" not in re.sub(r'"(?:[^"\\]|\\.)*"', "", told)


def test_a_network_has_its_table_its_drawing_and_its_paper(made):
    page = made[0]["networks/lenet5.html"]
    for part in ("conv1", "<svg", f"{archcalc.analyze('lenet5').totals['weights']:,}", "LeCun"):
        assert part in page


@pytest.mark.parametrize("name", NAMES)
def test_what_is_html_in_a_page_is_shown(name):
    shown = markdown_html.made(f"# Title: {name}\n\n{name}\n\n`{name}`\n\n```yaml net.yaml\n{name}\n```\n", "page").html
    assert not re.search(r"<(script|img|b)\b(?!>\$)", shown.replace("<b>b</b>", ""))
    assert 'href="javascript' not in shown


def test_a_column_without_a_title_has_no_head():
    assert markdown_html.made("| | b |\n|-|-|\n| c | d |\n", "page").html.count("<th>") == 1


@pytest.mark.parametrize("name", ["..", "a/b", "//", "A", "é", "a.b", "con"])
def test_the_file_of_a_word_is_no_path(name):
    assert re.fullmatch(r"[A-Za-z0-9_~-]+", topic_pages.slug(name))


@pytest.mark.parametrize("others", [("notes.txt",), ("index.html",), ("archcalc-site.txt", "words/mine.html")])
def test_a_folder_that_holds_anything_else_is_left_alone(tmp_path, others):
    for name in others:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("mine")
    with pytest.raises(ArchcalcError, match="would be lost") as caught:
        site_folder.put(tmp_path, {"index.html": "new"})
    assert caught.value.exit_code == 2
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()} == set(others)
    assert not list(tmp_path.parent.glob(".archcalc-*"))


def test_a_file_and_a_link_are_left_alone(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "empty")
    (tmp_path / "file").write_text("mine")
    for name in ("link", "file"):
        with pytest.raises(ArchcalcError, match="no folder"):
            site_folder.put(tmp_path / name, {"index.html": "new"})
    site_folder.put(tmp_path / "empty", {"index.html": "new"})
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize("place", ["file/site", "file/deep/site"])
def test_a_place_for_no_folder_is_told_before_the_pages_are_made(tmp_path, monkeypatch, place):
    (tmp_path / "file").write_text("mine")
    monkeypatch.setattr("archcalc.cli.site._pages", lambda: pytest.fail("made in vain"))
    with pytest.raises(OutputError, match="cannot write"):
        site.write_site(tmp_path / place)


def test_a_site_is_whole_or_as_it_was(tmp_path):
    folder = tmp_path / "site"
    site_folder.put(folder, {"index.html": "old", "words/a.html": "old"})
    with pytest.raises(ArchcalcError, match="cannot write"):
        site_folder.put(folder, {"index.html": "new", "a\0b": ""})
    assert (folder / "index.html").read_text() == "old"
    site_folder.put(folder, {"index.html": "new"})
    assert sorted(path.name for path in folder.iterdir()) == ["archcalc-site.txt", "index.html"]
    assert list(tmp_path.iterdir()) == [folder]
