"""A page that works its figures out itself, in Chromium, against archcalc with the same --input."""

import shutil
import subprocess
import sys

import pytest
from typer.testing import CliRunner

import archcalc
from archcalc.base import units
from archcalc.cli.application import application
from archcalc.rendering.tables.outline import outline

pytestmark = pytest.mark.browser
playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
BESIDE = {
    "lenet5": [{"batch": 8}, {"classes": 26}, {"input": (1, 36, 40), "batch": 3, "classes": 5}],
    "unet": [{"batch": 2}, {"classes": 5}, {"padding": 1}, {"input": (1, 588, 588), "batch": 2, "classes": 3}],
    "vgg16": [{"batch": 64}, {"classes": 10}, {"input": (3, 256, 256), "batch": 2, "classes": 100}, {"dropout": 0.25}],
    "resnet50": [{"batch": 32}, {"classes": 10}, {"input": (3, 200, 320), "batch": 7}, {"width": 128}, {"groups": 32}],
    "googlenet": [{"batch": 16}, {"kernel5": 3}, {"classes": 7}, {"bias": "false"}, {"auxiliary": "true"}, {"pool4_kernel": 2}],
    "mobilenet_v1": [{"width": 0.5}, {"width": 0.25, "input": (3, 128, 128)}, {"width": 0.75, "classes": 10}, {"width": 0.1}],
    "mobilenet_v2": [{"batch": 4}, {"width": 0.75}, {"width": 1.4}, {"width": 0.35, "input": (3, 96, 96)}, {"classes": 37}],
    "densenet121": [{"batch": 5}, {"growth": 12}, {"classes": 10}, {"input": (3, 256, 288), "batch": 2}],
    "yolov3": [{"batch": 2}, {"classes": 20}, {"boxes": 5}, {"input": (3, 320, 320), "classes": 1}],
    "efficientnet_b0": [{"batch": 3}, {"classes": 10}, {"width": 1.1}, {"input": (3, 256, 256), "batch": 2}],
    "mobilevit_xxs": [{"expansion": 4}, {"last": 160, "batch": 2}, {"classes": 20, "input": (3, 192, 192)}],
    "m5": [{"batch": 9}, {"classes": 35}, {"input": (1, 16000), "batch": 2}],
    "gpt2": [{"batch": 3}, {"words": 32000}, {"width": 1536}, {"heads": 8}, {"context": 512}, {"depth": 6}, {"input": (100,), "batch": 2, "words": 100}],
    "mobilenet_v3_large": [{"batch": 6}, {"classes": 12}, {"width": 0.75}, {"input": (3, 256, 256), "batch": 2}],
}
"""Batches and options beside; options that a network has not are passed over."""
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
          still: [...document.querySelectorAll("tbody tr")].filter(row => row.cells[heads.indexOf("receptive_field")]?.matches(".still"))
            .map(row => row.cells[0].textContent.trim()),
          total: told(document.querySelector("tfoot tr")), said: document.querySelector(".live p").textContent}; }"""


def page_of(browser, name, folder):
    file = folder / f"{name.rpartition('/')[2]}.html"
    made = CliRunner().invoke(application("show"), ["show", name, "-o", str(file)])
    assert made.exit_code == 0, made.output
    page, faults = browser.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto(file.as_uri())
    return page, faults


def put(page, size=None, batch=None, **options):
    """What the page shows after these are put in; all else is as it was."""
    page.click(".live button")
    page.wait_for_timeout(20)
    for number, value in enumerate(size or ()):
        page.locator('.live input[data-kind="size"]').nth(number).fill(str(value))
    if batch:
        page.fill('.live input[data-kind="batch"]', str(batch))
    for option, value in options.items():
        page.fill(f'.live input[data-name="{option}"]', str(value))
    return page.evaluate(READ)


def spoken(asked):
    return {"size" if key == "input" else key: value for key, value in asked.items()}


def analyzed(name, size=None, batch=None, **options):
    told = "x".join(map(str, size)) if size else None
    return archcalc.analyze(archcalc.load(name, input_size=told, options=options), batch=batch or 1)


def counted(name, **asked):
    """What archcalc counts: cells by key, visible rows and the total, as the page words them; None where it refuses."""
    try:
        report = analyzed(name, **asked)
    except archcalc.ArchcalcError:
        return None
    table = report.tables[0]
    made = outline(table)
    kept = [each for each in enumerate(made.table.records()) if each[0] not in made.table.hidden]
    rows = [row for i, row in kept if i not in made.modules] + [row for i, row in kept if i in made.modules]
    return [worded(row) | {"name": row["name"], "output_shape": units.volume(row["output_shape"]),
                           "receptive_field": units.field(row["receptive_field"])} for row in rows], worded(table.totals)


def worded(row):
    return {key: units.megabytes(row[key]) if key == "activation_bytes" else units.count(row[key]) for key in KEYS}


def largest(name, size):
    """The figures that are marked, row by row."""
    table = analyzed(name, size).tables[0]
    cells = ((i, key) for i in range(len(table.rows)) for key in ("activations", "weights"))
    return [units.count(table.column(key)[i]) for i, key in cells if (i, key) in table.marks]


def differences(shown, name, **asked):
    """Sentences on what the page has otherwise; `refused` where it says that other layers follow."""
    truth = counted(name, **asked)
    if "other layers follow" in shown["said"]:
        return ["refused" if truth else "refused rightly"]
    if truth is None:
        return [f"{name} {asked}: archcalc refuses what the page counts"]
    rows, total = truth
    seen = [*shown["rows"], *shown["modules"]]
    if len(rows) != len(seen):
        return [f"{name} {asked}: {len(rows)} rows, the page has {len(seen)}"]
    pairs = [*zip(rows, seen, strict=True), (total, shown["total"])]
    return [f"{name} {asked} {own.get('name', 'total')} {key}: {own[key]}, the page has {page[key]}"
            for own, page in pairs for key in own if key in page and own[key] != page[key]
            and not (key == "receptive_field" and page["name"] in shown["still"])]


def test_the_page_counts_what_archcalc_counts(tmp_path):
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name in ("lenet5", "m5", "unet"):
            page, faults = page_of(browser, name, tmp_path)
            before = page.evaluate(READ)
            for size in SIZES[name]:
                assert [each for each in differences(put(page, size), name, size=size) if not each.startswith("refused")] == []
            marked = page.evaluate('[...document.querySelectorAll("tr:not(.module) td.marked")].map(cell => cell.textContent)')
            assert marked == largest(name, SIZES[name][-1]) or "other layers" in page.evaluate(READ)["said"]
            for asked in BESIDE[name]:
                wrong = differences(put(page, **spoken(asked)), name, **spoken(asked))
                assert wrong == [], "these follow in the page"
            page.locator('.live input[data-kind="size"]').last.fill("0")
            assert "whole number" in page.evaluate(READ)["said"]
            page.click(".live button")
            page.wait_for_timeout(50)
            assert page.evaluate(READ) == before
            assert faults == []
        browser.close()


MANY = "input: [3, 64, 64]\nlayers:\n  - repeat: {times: 7000, index: i, layers: [conv: {filters: 8, kernel: 1, name: 'c_${i}'}, relu]}\n"


def test_a_page_of_thousands_of_layers_makes_rows_as_they_are_seen(tmp_path):
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    (tmp_path / "many.yaml").write_text(MANY, "utf-8")
    with playwright.sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page, faults = page_of(browser, str(tmp_path / "many.yaml"), tmp_path)
        made = "document.querySelectorAll('tbody tr:not([data-rest])').length"
        first = page.evaluate(made)
        assert 400 < first < 1200
        page.locator("tr[data-rest]").first.scroll_into_view_if_needed()
        page.locator("tbody >> nth=0 >> tr").nth(first + 20).wait_for(state="attached")
        assert page.evaluate(made) < 2500
        page.click('th[data-key="macs"] button')
        assert page.evaluate(made) == 7001
        assert page.locator("tr[data-rest]").count() == 0
        assert faults == []
        browser.close()


HOST = """<!DOCTYPE html><html lang="en"><head><title>Course</title><style>table {{border: 7px solid red}}</style></head>
<body><h1 id="a" style="color: rgb(1, 2, 3)">Course</h1>{}<table id="own"><tr><td>own</td></tr></table></body></html>"""


def test_a_part_of_a_page_leaves_the_page_as_it_was_and_stands_beside_another(tmp_path):
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    parts = []
    for name in ("lenet5", "m5"):
        made = CliRunner().invoke(application("show"), ["show", name, "--format", "html", "--embed"])
        assert not any(f"<{tag}" in made.output for tag in ("html", "head", "body", "link", "meta"))
        assert ' id="' not in made.output
        parts.append(made.output)
    with playwright.sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page, asked = browser.new_page(), []
        page.on("pageerror", lambda error: asked.append(str(error)))
        page.on("request", lambda request: asked.append(request.url) if not request.url.startswith("file:") else None)
        own = ("[getComputedStyle(document.body).backgroundColor, getComputedStyle(a).fontSize, "
               "getComputedStyle(document.querySelector('#own td')).padding]")
        (tmp_path / "bare.html").write_text(HOST.format(""), "utf-8")
        page.goto((tmp_path / "bare.html").as_uri())
        before = page.evaluate(own)
        (tmp_path / "host.html").write_text(HOST.format("".join(parts)), "utf-8")
        page.goto((tmp_path / "host.html").as_uri())
        assert page.evaluate(own) == before
        second = page.locator(".archcalc-report").nth(1)
        second.locator('.live input[data-kind="batch"]').fill("3")
        assert "--batch 3" in second.locator(".live p").text_content()
        assert page.locator(".archcalc-report").nth(0).locator(".live p").text_content() == ""
        assert asked == []
        browser.close()


def test_the_bar_covers_no_row_unfolding_keeps_the_order_and_no_page_is_stray(tmp_path):
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page, _ = page_of(browser, "unet", tmp_path)
        page.set_viewport_size({"width": 1280, "height": 900})
        assert page.evaluate("document.querySelector('.scroll').getBoundingClientRect().bottom"
                             " <= document.querySelector('.why').getBoundingClientRect().top")
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
        for name in sys.argv[1:] or {**SIZES, **BESIDE}:
            page, faults = page_of(browser, name, Path(folder))
            here = page.evaluate("[...document.querySelectorAll('.live input')].map(field => field.dataset.name)")
            beside = [spoken(each) for each in BESIDE.get(name, ()) if each.keys() - {"input", "batch"} <= set(here)]
            for asked in [{"size": size} for size in SIZES.get(name, ())] + beside:
                found = differences(put(page, **asked), name, **asked)
                refused += [(name, asked, each) for each in found if each.startswith("refused")]
                wrong += [each for each in found if not each.startswith("refused")]
                right += not found
            wrong += faults
    print(f"{right} right, {len(refused)} refused: {refused}")
    print("\n".join(wrong[:20]), f"{len(wrong)} wrong", sep="\n")


if __name__ == "__main__":
    main()
