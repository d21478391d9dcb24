"""A page that works its figures out itself, in Chromium, against archcalc with the same --input."""

import shutil
import subprocess
import sys

import pytest
from typer.testing import CliRunner

import archcalc
from archcalc.base import units
from archcalc.cli.application import application

pytestmark = pytest.mark.browser
playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
KEYS = ("activations", "activation_bytes", "weights", "biases", "affine", "macs")
SIZES = {
    "lenet5": [(1, 32, 36), (1, 64, 64), (2, 40, 32), (1, 33, 32), (1, 20, 20)],
    "unet": [(1, 588, 588), (1, 572, 604), (3, 572, 572), (1, 700, 540), (1, 604, 572)],
    "vgg16": [(3, 256, 256), (3, 225, 321), (1, 224, 224), (3, 448, 224), (3, 64, 64)],
    "resnet50": [(3, 256, 256), (3, 200, 320), (3, 448, 448), (1, 224, 224), (3, 97, 97)],
    "googlenet": [(3, 256, 256), (3, 320, 224), (3, 300, 300), (4, 224, 224), (3, 97, 129)],
    "mobilenet_v2": [(3, 256, 256), (3, 192, 160), (3, 225, 225), (3, 512, 384), (3, 96, 96)],
    "densenet121": [(3, 256, 256), (3, 288, 224), (3, 225, 225), (6, 224, 224), (3, 64, 64)],
    "yolov3": [(3, 416, 448), (3, 608, 608), (3, 320, 320), (3, 416, 417), (1, 416, 416)],
    "efficientnet_b0": [(3, 256, 256), (3, 225, 193), (3, 300, 300), (3, 380, 380), (3, 128, 128)],
    "m5": [(1, 16000), (1, 20000), (2, 32000), (1, 48000), (1, 31999)],
    "gpt2": [(512,), (1024,), (100,), (1,), (2048,)],
    "deeplabv3": [(3, 512, 512), (3, 520, 480), (3, 321, 321), (3, 256, 256), (3, 513, 513)],
}
"""Sizes that may be put into a network's page; some make another network."""
READ = """() => { const heads = [...document.querySelectorAll("thead th")].map(head => head.dataset.key);
  const told = row => Object.fromEntries([...row.cells].map((cell, i) => [heads[i], cell.textContent.trim()]));
  return {rows: [...document.querySelectorAll("tbody")[0].rows].filter(row => !row.classList.contains("module")).map(told),
          modules: [...document.querySelectorAll("tbody")[0].rows].filter(row => row.classList.contains("module")).map(told),
          total: told(document.querySelector("tfoot tr")), said: document.querySelector("#live p").textContent}; }"""


def page_of(browser, name, folder):
    made = CliRunner().invoke(application("show"), ["show", name, "-o", str(folder / f"{name}.html")])
    assert made.exit_code == 0, made.output
    page, faults = browser.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto((folder / f"{name}.html").as_uri())
    return page, faults


def put(page, size):
    for number, value in enumerate(size):
        page.locator("#live input").nth(number).fill(str(value))
    return page.evaluate(READ)


def counted(name, size):
    """What archcalc counts: cells by key, visible rows and the total, as the page words them; None where it refuses."""
    try:
        report = archcalc.analyze(archcalc.load(name, input_size="x".join(map(str, size))))
    except archcalc.ArchcalcError:
        return None
    table = report.tables[0]
    rows = [record for i, record in enumerate(table.records()) if i not in table.hidden]
    return [worded(row) | {"name": row["name"], "output_shape": units.volume(row["output_shape"])} for row in rows], worded(table.totals)


def worded(row):
    return {key: units.megabytes(row[key]) if key == "activation_bytes" else units.count(row[key]) for key in KEYS}


def largest(name, size):
    """The figures that are marked, row by row."""
    table = archcalc.analyze(archcalc.load(name, input_size="x".join(map(str, size)))).tables[0]
    cells = ((i, key) for i in range(len(table.rows)) for key in ("activations", "weights"))
    return [units.count(table.column(key)[i]) for i, key in cells if (i, key) in table.marks]


def differences(shown, name, size):
    """Sentences on what the page has otherwise; `refused` where it says that other layers follow."""
    truth = counted(name, size)
    if "other layers follow" in shown["said"]:
        return ["refused" if truth else "refused rightly"]
    if truth is None:
        return [f"{name} {size}: archcalc refuses what the page counts"]
    rows, total = truth
    if len(rows) != len(shown["rows"]):
        return [f"{name} {size}: {len(rows)} rows, the page has {len(shown['rows'])}"]
    pairs = [*zip(rows, shown["rows"], strict=True), (total, shown["total"])]
    return [f"{name} {size} {own.get('name', 'total')} {key}: {own[key]}, the page has {seen[key]}"
            for own, seen in pairs for key in own if key in seen and own[key] != seen[key]]


def test_the_page_counts_what_archcalc_counts(tmp_path):
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name in ("lenet5", "m5", "unet"):
            page, faults = page_of(browser, name, tmp_path)
            before = page.evaluate(READ)
            for size in SIZES[name]:
                assert [each for each in differences(put(page, size), name, size) if not each.startswith("refused")] == []
            marked = page.evaluate('[...document.querySelectorAll("tr:not(.module) td.marked")].map(cell => cell.textContent)')
            assert marked == largest(name, SIZES[name][-1]) or "other layers" in page.evaluate(READ)["said"]
            page.locator("#live input").last.fill("0")
            assert "whole number" in page.evaluate(READ)["said"]
            page.click("#live button")
            page.wait_for_timeout(50)
            assert page.evaluate(READ) == before
            assert faults == []
        browser.close()


def test_the_bar_covers_no_row_unfolding_keeps_the_order_and_no_page_is_stray(tmp_path):
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page, _ = page_of(browser, "unet", tmp_path)
        page.set_viewport_size({"width": 1280, "height": 900})
        assert page.evaluate("document.querySelector('.scroll').getBoundingClientRect().bottom"
                             " <= document.getElementById('why').getBoundingClientRect().top")
        names = "[...document.querySelectorAll('tbody')[0].rows].map(row => row.cells[0].textContent)"
        order = page.evaluate(names)
        page.click('th[data-key="macs"] button')
        assert page.evaluate(names) != order
        page.click('button[data-task="open"]')
        assert page.evaluate(names) == order
        assert page.locator("tbody tr[hidden]").count() == 0
        if shutil.which("pdftotext"):
            page.pdf(path=tmp_path / "a.pdf", prefer_css_page_size=True)
            told = subprocess.run(["pdftotext", str(tmp_path / "a.pdf"), "-"], capture_output=True, check=True, timeout=60).stdout.decode()
            assert min(len(each.strip()) for each in told.split("\f")[:-1]) > 100
        browser.close()


def main():
    """All networks at all sizes; those that are named alone."""
    from pathlib import Path
    from tempfile import TemporaryDirectory

    wrong, right, refused = [], 0, []
    with playwright.sync_playwright() as tool, TemporaryDirectory() as folder:
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name in sys.argv[1:] or SIZES:
            page, faults = page_of(browser, name, Path(folder))
            for size in SIZES[name]:
                found = differences(put(page, size), name, size)
                refused += [(name, size, each) for each in found if each.startswith("refused")]
                wrong += [each for each in found if not each.startswith("refused")]
                right += not found
            wrong += faults
    print(f"{right} right, {len(refused)} refused: {refused}")
    print("\n".join(wrong[:20]), f"{len(wrong)} wrong", sep="\n")


if __name__ == "__main__":
    main()
