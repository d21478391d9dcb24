"""Decks as LibreOffice lays them out: the words that are not on their page, or not where the page ends."""

import re
import subprocess
from collections import Counter
from xml.etree import ElementTree

XHTML = "{http://www.w3.org/1999/xhtml}"


def pages(folder):
    """Every page of every deck of a folder, rendered: {deck: [(high, wide, [(word, bottom, right)])]}."""
    decks = sorted(folder.glob("*.pptx"))
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", "pdf",
                    "--outdir", str(folder), *map(str, decks)], check=True, capture_output=True, timeout=600)
    return {deck.stem: _words(deck.with_suffix(".pdf")) for deck in decks}


def _words(file):
    said = subprocess.run(["pdftotext", "-bbox", str(file), "-"], check=True, capture_output=True, timeout=120).stdout
    found = []
    for page in ElementTree.fromstring(said).iter(f"{XHTML}page"):
        words = [(word.text or "", float(word.get("yMax")), float(word.get("xMax"))) for word in page.iter(f"{XHTML}word")]
        found.append((float(page.get("height")), float(page.get("width")), words))
    return found


def _letters(text):
    """What may be compared: a line that is wrapped may be broken anywhere, so letters are, not words."""
    return Counter(re.sub(r"\s", "", text))


def missing(slide, page):
    """What is wrong with a slide's page: letters that are not on it, words that leave it."""
    high, wide, words = page
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    texts += [cell.text for shape in slide.shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
    inside = "".join(word for word, bottom, right in words if bottom <= high and right <= wide)
    lost = _letters("".join(texts)) - _letters(inside)
    outside = [(word, bottom, right) for word, bottom, right in words if bottom > high or right > wide]
    return ([f"not on the page: {dict(lost)}"] if lost else []) + [f"outside: {each}" for each in outside]
