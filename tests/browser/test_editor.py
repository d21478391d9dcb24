"""The page of archcalc edit in Chromium: every line answers, the keyboard suffices, nobody else is let in."""

import os
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.skipif(find_spec("nicegui") is None, reason="NiceGUI is not installed")]
playwright = pytest.importorskip("playwright.sync_api")
AXE = os.environ.get("AXE_CORE", "")
"""axe.min.js: npm pack axe-core unpacks it."""
NETWORK = "input: [3, 32, 32]\nlayers:\n  - conv3-64\n  - relu\n  - pool2\n  - flatten\n  - fc-10\n"
SOON = "import archcalc.live.page.page_server as s; s._CLOSED_FOR = 1; import sys; from archcalc.cli import main; main()"


@pytest.fixture
def served(tmp_path):
    """Begins the command in a folder with net.yaml, and answers its address and process; all are ended."""
    (tmp_path / "net.yaml").write_text(NETWORK)
    begun = []

    def begin(*words, code=None):
        program = ["-c", code] if code else ["-m", "archcalc"]
        process = subprocess.Popen([sys.executable, *program, "edit", "--no-browser", *words], cwd=tmp_path, text=True,
                                   stderr=subprocess.PIPE, stdout=subprocess.PIPE)
        begun.append(process)
        told = process.stderr.readline()
        while told and not told.startswith("http"):
            told = process.stderr.readline()
        return told.strip(), process

    yield begin
    for process in begun:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()


def opened(browser, address, **how):
    """A page that shows figures; what it asks elsewhere, and what it complains of, are faults."""
    page = browser.new_page(**how)
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda said: page.faults.append(said.text) if said.type == "error" else None)
    page.on("request", lambda asked: None if asked.url.startswith((address, address.replace("http", "ws"), "data:", "blob:"))
            else page.faults.append(asked.url))
    page.goto(address)
    page.wait_for_selector(".figures")
    return page


def line(page, number):
    return page.locator(".cm-line").nth(number - 1).inner_text()


def shows(page, script, *given):
    page.wait_for_function(script, arg=given[0] if given else None, timeout=15000)


def test_every_line_answers_as_it_is_typed(browser, served, tmp_path):
    page = opened(browser, served("net.yaml")[0])
    assert "32x32x64 · 1,792 params · 1,769,472 MACs" in line(page, 3)
    page.locator(".cm-content").press("Control+Home")
    for key in ("ArrowDown", "ArrowDown", "End", "Backspace", "Backspace", "1", "6"):
        page.keyboard.press(key)
    shows(page, "() => document.querySelectorAll('.cm-line')[2].innerText.includes('32x32x16 · 448 params')")
    assert "16x16x16" in line(page, 5)
    assert "41,418 params" in page.inner_text("#totals")
    assert "conv1: 32x32x16" in page.inner_text("#here")
    for _ in range(2):
        page.keyboard.press("Control+z")
    shows(page, "() => document.querySelectorAll('.cm-line')[2].innerText.includes('1,792 params')")
    page.keyboard.press("End")
    page.keyboard.type("\n- relv")
    page.keyboard.press("Control+Home")
    shows(page, "() => document.querySelector('.cm-content .error')?.innerText === 'relv'")
    assert "did you mean" in page.inner_text("#mistakes")
    assert "32x32x64" in line(page, 3), "the figures of the last network stay"
    page.get_by_role("button", name="write relu").click()
    shows(page, "() => !document.querySelector('.error') && document.querySelectorAll('.cm-line')[3].innerText.includes('32x32x64')")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+Home")
    page.wait_for_selector(".error")
    page.keyboard.press("F8")
    shows(page, "() => document.querySelector('.cm-activeLine').innerText.includes('relv')")
    page.keyboard.press("Control+s")
    shows(page, "() => document.querySelector('#said').innerText.startsWith('Saved')")
    assert "relv" in (tmp_path / "net.yaml").read_text()
    assert page.faults == []
    page.close()


def test_a_word_is_completed(browser, served):
    page = opened(browser, served("net.yaml")[0])
    page.locator(".cm-content").press("Control+End")
    page.keyboard.type("  - max_")
    page.wait_for_selector(".cm-tooltip-autocomplete >> text=max_pool")
    page.keyboard.press("Escape")
    for _ in range(6):
        page.keyboard.press("Backspace")
    page.keyboard.type("- conv: {filters: 4, ker")
    page.keyboard.press("Control+Space")
    page.wait_for_selector(".cm-tooltip-autocomplete >> text=kernel")
    page.wait_for_timeout(150)
    page.keyboard.press("Enter")
    shows(page, "() => document.querySelector('.cm-activeLine').innerText.includes('kernel: ')")
    assert page.faults == []
    page.close()


def test_two_pages_do_not_write_over_each_other(browser, served, tmp_path):
    address, _ = served("net.yaml")
    one, other = opened(browser, address), opened(browser, address)
    for page in (one, other):
        page.locator(".cm-content").press("Control+End")
    one.keyboard.type("# one")
    one.keyboard.press("Control+s")
    shows(one, "() => document.querySelector('#said').innerText.startsWith('Saved')")
    other.keyboard.type("# other")
    other.keyboard.press("Control+s")
    shows(other, "() => document.querySelector('#said').innerText.includes('has changed on disk')")
    assert (tmp_path / "net.yaml").read_text() == NETWORK + "# one"
    other.fill("#name", "mine.yaml")
    other.press("#name", "Enter")
    shows(other, "() => document.querySelector('#said').innerText.startsWith('Saved mine')")
    assert (tmp_path / "mine.yaml").read_text() == NETWORK + "# other"
    one.close()
    other.close()


def test_the_panels_follow_and_lead_to_the_lines(browser, served):
    page = opened(browser, served("net.yaml")[0])
    page.keyboard.press("Alt+2")
    page.locator("#shown svg text", has_text="conv1").first.click()
    shows(page, "() => document.querySelector('.cm-activeLine').innerText.includes('conv3-64')")
    page.keyboard.press("Alt+5")
    shows(page, "() => document.querySelector('#shown').innerText.includes('(3*3*3)*64')")
    page.keyboard.press("Alt+6")
    shows(page, "() => document.querySelector('#shown').textContent.includes('conv1 sees 3x3 of 32x32')")
    page.keyboard.press("Alt+1")
    page.locator("#shown th button", has_text="fc1").click()
    shows(page, "() => document.querySelector('.cm-activeLine').innerText.includes('fc-10')")
    page.fill("#batch", "4")
    page.fill("#size", "3x64x64")
    shows(page, "() => document.querySelectorAll('.cm-line')[2].innerText.includes('64x64x64')")
    page.keyboard.press("Alt+8")
    page.fill("#other", "lenet5")
    page.press("#other", "Enter")
    shows(page, "() => document.querySelector('#shown').innerText.includes('lenet5')")
    with page.expect_download() as fetched:
        page.click("#exporting summary")
        page.get_by_role("button", name="table as csv", exact=True).click()
    assert fetched.value.suggested_filename == "net.csv"
    assert "conv1" in Path(fetched.value.path()).read_text()
    page.close()


def test_options_have_sliders_and_the_block_under_the_cursor_is_outlined(browser, served, tmp_path):
    (tmp_path / "wide.yaml").write_text("options: {classes: 10, width: 1.0}\n" + NETWORK.replace("fc-10", 'linear: {units: "${classes}"}'))
    page = opened(browser, served("wide.yaml")[0])
    page.click("#options summary")
    page.get_by_label("classes, by a slider").focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    shows(page, "() => document.querySelector('#totals').innerText.startsWith('13 ')")
    assert page.evaluate("() => document.activeElement.type") == "range"
    page.get_by_label("classes", exact=True).fill("")
    page.keyboard.type("7", delay=300)
    shows(page, "() => document.querySelector('#totals').innerText.startsWith('7 ')")
    page.keyboard.type("0", delay=300)
    shows(page, "() => document.querySelector('#totals').innerText.startsWith('70 ')")
    assert page.get_by_label("width, by a slider").get_attribute("step") == "0.05"
    page.click("#options summary")
    page.keyboard.press("Alt+2")
    page.locator(".figures", has_text="32x32x64 · 1,792").click()
    shows(page, "() => document.querySelectorAll('#shown rect.here').length === 1")
    page.keyboard.press("End")
    page.keyboard.type("0")
    shows(page, "() => document.querySelector('.cm-activeLine').innerText.includes('32x32x640')")
    page.click("#undo")
    shows(page, "() => document.querySelector('.cm-activeLine').innerText.includes('32x32x64 ')")
    page.click("#redo")
    shows(page, "() => document.querySelector('.cm-activeLine').innerText.includes('32x32x640')")
    assert page.faults == []
    page.close()


def test_notation_is_answered_and_saved_as_yaml(browser, served, tmp_path):
    page = opened(browser, served("32x32x3 -> CONV3-64 -> POOL2 -> FC-10")[0])
    assert "16x16x64" in line(page, 1)
    page.fill("#name", "chain.yaml")
    page.press("#name", "Enter")
    shows(page, "() => document.querySelector('#said').innerText.startsWith('Saved chain')")
    assert (tmp_path / "chain.yaml").read_text().startswith("input: [3, 32, 32]\nlayers:\n  - CONV3-64")
    page.close()


def test_the_keyboard_alone_suffices(browser, served):
    """From the text by Tab to every control, and back into it."""
    page = opened(browser, served("net.yaml")[0])
    seen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("() => document.activeElement.id || document.activeElement.className || document.activeElement.tagName"))
        if "cm-content" in seen[-1]:
            break
    assert {"name", "save", "size", "batch", "tab-table", "panel"} <= set(seen)
    assert "cm-content" in seen[-1]
    page.focus("#tab-table")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("() => document.activeElement.id") == "tab-drawing"
    page.close()


def test_a_huge_text_is_refused_and_the_page_goes_on(browser, served):
    page = opened(browser, served("net.yaml")[0])
    page.locator(".cm-content").press("Control+End")
    page.evaluate("""() => { const data = new DataTransfer(); data.setData("text/plain", "# " + "a".repeat(10 << 20));
        document.querySelector(".cm-content").dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true})); }""")
    shows(page, "() => document.querySelector('#said').innerText.includes('is not read')")
    page.keyboard.press("Control+z")
    page.locator(".cm-content").press("Control+Home")
    page.keyboard.type("# fine\n")
    shows(page, "() => document.querySelectorAll('.cm-line')[3].innerText.includes('1,792 params')")
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_small_screen_shows_all_and_axe_finds_nothing(browser, served, scheme):
    address, _ = served("net.yaml")
    for width in (360, 1280):
        page = opened(browser, address, viewport={"width": width, "height": 740}, color_scheme=scheme)
        page.locator(".cm-content").press("Control+End")
        page.keyboard.type("  - oops\n")
        page.wait_for_selector(".error")
        for number in range(9):
            if number == 1:
                for _ in range(6):
                    page.locator(".cm-content").press("Control+z")
                shows(page, "() => !document.querySelector('.error')")
            page.keyboard.press(f"Alt+{number}")
            shows(page, "number => !number || !document.querySelector('#shown').classList.contains('old')", number)
            assert page.evaluate("() => document.documentElement.scrollWidth") <= width
            if AXE:
                page.evaluate(Path(AXE).read_text())
                found = page.evaluate("async () => (await axe.run()).violations.map(each => [each.id, each.nodes.map(node => node.html)])")
                assert found == [], (number, width)
        page.close()
    if not AXE:
        pytest.skip("AXE_CORE names no axe.min.js")


def status(address, path, **headers):
    at = urlsplit(address)
    connection = HTTPConnection(at.hostname, at.port, timeout=10)
    connection.putrequest("GET", path, skip_host=True)
    for name, value in {"Host": at.netloc, **headers}.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def test_nobody_else_is_let_in(served):
    from websockets.exceptions import ConnectionClosedError, InvalidStatus
    from websockets.sync.client import connect

    address, process = served("net.yaml")
    at = urlsplit(address)
    assert at.hostname == "127.0.0.1"
    assert [status(address, at.path), status(address, "/"), status(address, "/x" * 20)] == [200, 404, 404]
    assert status(address, at.path, Host="evil.example") == 403
    assert status(address, at.path, Origin="http://evil.example") == 403
    own = f"http://{at.netloc}"
    for path, origin in (("/live", own), (f"{at.path}live", "http://evil.example"), (f"{at.path}live", None), (f"{at.path}other", own)):
        with pytest.raises(InvalidStatus):
            connect(f"ws://{at.netloc}{path}", origin=origin)
    with connect(f"ws://{at.netloc}{at.path}live", origin=own) as talk:
        assert '"document"' in talk.recv()
        talk.send("not a message")
        assert "no question" in talk.recv()
        talk.send("x" * (9 << 20))
        with pytest.raises(ConnectionClosedError, match="1009"):
            talk.recv(timeout=10)
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == 130
    assert (process.stdout.read(), process.stderr.read()) == ("", "")


def test_who_never_finishes_asking_locks_nobody_out(served):
    hasty = "import archcalc.live.page.idle_connections as i; i.MOST_SECONDS = 1; import sys; from archcalc.cli import main; main()"
    address, _ = served("net.yaml", code=hasty)
    at = urlsplit(address)
    held = [socket.create_connection((at.hostname, at.port)) for _ in range(300)]
    for each in held:
        each.sendall(b"GET / HTTP/1.1\r\nHost: x")
    assert status(address, at.path) == 503
    assert any(time.sleep(0.5) or status(address, at.path) == 200 for _ in range(30))
    for each in held:
        each.close()


def test_it_ends_when_its_page_has_been_closed(browser, served):
    address, process = served("net.yaml", code=SOON)
    page = opened(browser, address)
    page.wait_for_timeout(1500)
    assert process.poll() is None
    page.close()
    assert process.wait(15) == 0
    assert process.stderr.read() == ""


def test_a_file_that_is_only_shown_follows_each_save(browser, served, tmp_path):
    address, _ = served("net.yaml", "--read-only")
    page = opened(browser, address)
    page.locator(".cm-content").press("Control+End")
    page.keyboard.type("# mine")
    assert "mine" not in page.inner_text(".cm-content")
    (tmp_path / "net.yaml").write_text(NETWORK.replace("64", "8"))
    shows(page, "() => document.querySelectorAll('.cm-line')[2].innerText.includes('32x32x8')")
    assert page.is_disabled("#save")
    assert page.faults == []
    page.close()
