"""From a letter typed into archcalc edit to the figures beside its lines, in Chromium: python tests/benchmarks/keystrokes.py [LETTERS]

NiceGUI, Playwright and Chromium must be there. 200 ms are wanted of resnet50, whatever panel is open.
"""

import shutil
import signal
import subprocess
import sys
from statistics import median

from playwright.sync_api import sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
NETWORKS = ("lenet5", "resnet50", "densenet121")
PANELS = ("table", "drawing", "explain")


def measured(page, address: str, panel: str, letters: int) -> list[float]:
    """Milliseconds of each letter, typed into a comment at the end with a rest behind it."""
    page.goto(address)
    page.wait_for_selector(".figures")
    page.click(f"#tab-{panel}")
    page.locator(".cm-content").press("Control+End")
    page.keyboard.type("\n# ")
    page.wait_for_timeout(1500)
    page.evaluate("() => { window.archcalcTimes.length = 0; }")
    for number in range(letters):
        page.keyboard.type("abcdefgh"[number % 8])
        page.wait_for_function("count => window.archcalcTimes.length > count", arg=number)
        page.wait_for_timeout(150)
    return page.evaluate("() => [...window.archcalcTimes]")


def main() -> None:
    letters = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name in NETWORKS:
            server = subprocess.Popen([sys.executable, "-m", "archcalc", "edit", name, "--no-browser"], stderr=subprocess.PIPE, text=True)
            address = server.stderr.readline().strip()
            for panel in PANELS:
                page = browser.new_page()
                taken = sorted(measured(page, address, panel, letters))
                page.close()
                print(f"{name:12} {panel:8} median {median(taken):6.0f} ms, nine in ten under {taken[int(len(taken) * 0.9)]:6.0f} ms, "
                      f"worst {taken[-1]:6.0f} ms")
            server.send_signal(signal.SIGINT)
            server.wait()


if __name__ == "__main__":
    main()
