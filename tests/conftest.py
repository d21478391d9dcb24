"""What all tests share: golden files, a browser without a window, and hypothesis without a clock."""

import os
import shutil
from collections import defaultdict
from pathlib import Path

import hypothesis
import pytest

collect_ignore_glob = ["oracle/*.py", "benchmarks/*.py", "support/fuzz/*.py", "support/mutation/*.py", "support/mutants.py",
                       "support/stand_in/*", "support/on_gpu.py", "support/torch_*.py", "support/onnx_proof.py"]
"""Scripts, which need libraries that the tests do without."""

GOLDEN = Path(__file__).parent / "golden"

# the plugins of whoever runs the tests are no part of them
os.environ["XDG_CONFIG_HOME"] = os.environ["APPDATA"] = str(GOLDEN / "no" / "configuration")

# nor is the width of their terminal, which xdist hands on to its workers, and readline, which pytest imports, to commands
for variable in ("COLUMNS", "LINES"):
    os.environ.pop(variable, None)
    os.unsetenv(variable)

# a shared machine may be slow at any moment; speed is measured by benchmarks, not by tests
hypothesis.settings.register_profile("archcalc", deadline=None)
# before a release: pytest --hypothesis-profile=release
hypothesis.settings.register_profile("release", deadline=None, max_examples=10_000, suppress_health_check=list(hypothesis.HealthCheck))
hypothesis.settings.load_profile("archcalc")


def pytest_addoption(parser):
    parser.addoption("--rewrite-golden", action="store_true", help="write golden files anew instead of comparing")
    parser.addoption("--exhaustive", action="store_true", help="slow tests take every case, not a sample")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Of some tests the fast run takes a few cases, and the rest is slow; of very many slow cases, one in so many.

    support/exhaustive.py goes through all of them.
    """
    for mine in cases_with("quick", items).values():
        few = mine[0].get_closest_marker("quick").kwargs["cases"]
        for item in mine[few:]:
            item.add_marker(pytest.mark.slow)
    if config.getoption("--exhaustive"):
        return
    sampled = cases_with("sampled", [item for item in items if item.get_closest_marker("slow")])
    left_out = {item for mine in sampled.values() for number, item in enumerate(mine)
                if number % item.get_closest_marker("sampled").kwargs["one_in"]}
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]


def cases_with(marker, items):
    """The cases of each test that is marked so, in order."""
    cases = defaultdict(list)
    for item in items:
        if item.get_closest_marker(marker):
            cases[item.function].append(item)
    return cases


@pytest.fixture
def golden_file(request):
    """golden_file(path, text): the file holds the text; it fails where the file is missing."""

    def check(path: Path, text: str) -> None:
        if request.config.getoption("--rewrite-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
        assert path.exists(), f"{path} is missing: pytest --rewrite-golden writes it"
        assert text == path.read_text("utf-8")

    return check


@pytest.fixture
def golden(golden_file):
    """golden(name, text): the text is that of tests/golden/NAME."""
    return lambda name, text: golden_file(GOLDEN / name, text)


@pytest.fixture(scope="module")
def browser():
    """Chromium without a window."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        pytest.skip("Chromium is not installed")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()
