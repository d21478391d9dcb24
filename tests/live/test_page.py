"""The page of archcalc edit without a browser: who is let in, what is read of a message, what is answered, how it is saved."""

import asyncio
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import archcalc
from archcalc.base.errors import ArchcalcError
from archcalc.cli.application import application
from archcalc.language.text.characters import MOST_BYTES
from archcalc.live import draft
from archcalc.live.page import conversation, downloads, edited_file, page_server, panels
from archcalc.live.page.admission import Admission, new_token
from archcalc.live.page.conversation import Conversation
from archcalc.live.page.idle_connections import IdleConnections
from archcalc.live.page.page_application import PageApplication
from archcalc.live.page.page_question import PageQuestion
from archcalc.live.page.page_worker import PageWorker, answered
from archcalc.live.page.panels.receptive_field import picture
from archcalc.live.page.served_pages import ServedPages
from archcalc.live.page.text_answer import text_answer
from archcalc.loading import library

HOST = (b"host", b"127.0.0.1:8000")
OWN = (b"origin", b"http://127.0.0.1:8000")
NAMED = Admission("secret", 8000, open=True, name="lectern")
REQUESTS = [
    # kind, path, headers, open to others, status
    ("http", "/secret/", [HOST], False, None), ("http", "/secret/editor.js", [HOST, OWN], False, None),
    ("http", "/secret/", [(b"host", b"localhost:8000")], False, None), ("http", "/secret/", [(b"Host", b"[::1]:8000")], False, None),
    ("http", "/", [HOST], False, 404), ("http", "/secre/", [HOST], False, 404), ("http", "/secrets/", [HOST], False, 404),
    ("http", "/x/secret/", [HOST], False, 404), ("http", "/s\u00e9cret/", [HOST], False, 404), ("http", "/\udce9/", [HOST], False, 404),
    ("http", "/secret/", [], False, 403), ("http", "/secret/", [HOST, HOST], False, 403),
    ("http", "/secret/", [(b"host", b"127.0.0.1")], False, 403), ("http", "/secret/", [(b"host", b"127.0.0.1:80")], False, 403),
    ("http", "/secret/", [(b"host", b"evil.example:8000")], False, 403), ("http", "/secret/", [(b"host", b"127.0.0.1.evil.example:8000")], False, 403),
    ("http", "/secret/", [(b"host", b"192.168.0.7:8000")], False, 403), ("http", "/secret/", [(b"host", b"lectern:8000")], False, 403),
    ("http", "/secret/", [HOST, (b"origin", b"http://evil.example")], False, 403), ("http", "/secret/", [HOST, (b"origin", b"null")], False, 403),
    ("http", "/secret/", [HOST, (b"origin", b"https://127.0.0.1:8000")], False, 403), ("http", "/secret/", [HOST, OWN, (b"origin", b"http://e")], False, 403),
    ("http", "/secret/", [HOST, (b"origin", b"http://127.0.0.1:8001")], False, 403), ("http", "/secret/", [HOST, (b"origin", b"http://localhost:8000")], False, 403),
    ("websocket", "/secret/live", [HOST, OWN], False, None), ("websocket", "/secret/live", [HOST], False, 403),
    ("websocket", "/live", [HOST, OWN], False, 404), ("websocket", "/secret/live", [HOST, (b"origin", b"http://evil.example:8000")], False, 403),
    ("http", "/secret/", [(b"host", b"192.168.0.7:8000")], True, None), ("http", "/secret/", [(b"host", b"Lectern:8000")], True, None),
    ("http", "/secret/", [(b"host", b"[fe80::1]:8000")], True, None), ("http", "/secret/", [(b"host", b"evil.example:8000")], True, 403),
    ("http", "/", [(b"host", b"192.168.0.7:8000")], True, 404), ("http", "/secret/", [(b"host", b"192.168.0.7:80")], True, 403),
]


def test_who_is_let_in():
    for kind, path, headers, is_open, status in REQUESTS:
        admission = NAMED if is_open else NAMED._replace(open=False)
        refusal = admission.refusal({"type": kind, "path": path, "headers": headers})
        assert (refusal and refusal[0]) == status, (kind, path, headers)
    assert len({new_token() for _ in range(20)}) == 20
    assert min(len(new_token()) for _ in range(20)) >= 32


NOWHERE = ("codemirror/../outside.js", "codemirror/none.js", "__init__.py", "downloads/", "downloads/none", "live", "codemirror//etc/passwd")


def ask(app, path, method="GET", headers=(HOST,)):
    """The status, the headers and the body of an answer."""
    sent = []

    async def send(message):
        sent.append(message)

    asyncio.run(app({"type": "http", "path": path, "method": method, "headers": headers}, None, send))
    return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"]


def test_the_page_is_whole_and_loads_nothing_from_elsewhere(tmp_path):
    (tmp_path / "index.js").write_text("export {}")
    (tmp_path.parent / "outside.js").write_text("no")
    pages = ServedPages(edited_file.opened(None))
    app = PageApplication(NAMED, pages, tmp_path)
    for name in ("", "editor.js", "editing.js", "editor.css", "theme.css", "codemirror/index.js"):
        status, headers, body = ask(app, f"/secret/{name}")
        assert (status, len(body)) == (200, int(headers[b"content-length"]))
        assert b"default-src 'none'" in headers[b"content-security-policy"]
        assert b"no-referrer" in headers[b"referrer-policy"]
        assert b"unsafe-eval" not in headers[b"content-security-policy"]
        assert not any(word in body for word in (b"https://", b"http://", b'"//'))
    for name in NOWHERE:
        assert ask(app, f"/secret/{name}")[0] == 404
    assert ask(app, "/secret/", "POST")[0] == 405
    assert ask(app, "/secret/", headers=[(b"host", b"evil.example:8000")])[0] == 403
    address = pages.hold(downloads.DownloadFile("n\u00e9t\r\n.csv", b"1"))
    status, headers, body = ask(app, f"/secret/{address}")
    assert (status, body, headers[b"content-disposition"]) == (200, b"1", b"attachment; filename*=UTF-8''n%C3%A9t%0D%0A.csv")
    for _ in range(20):
        pages.hold(downloads.DownloadFile("x", b""))
    assert len(pages.waiting) < 10


UNFIT = [{"text": 5}, {"text": ["a"]}, {"options": []}, {"options": {"a": 1}}, {"options": {"a": "b" * 5000}}, {"batch": 0}, {"batch": "many"}, {"batch": 10**30},
         {"input_size": 3}, {"line": 0}, {"line": "1"}, {"line": True}, {"panel": None}, {"other": "x" * 5000}, {"form": {}}, {"about": 1},
         {"text": "a" * (MOST_BYTES + 1)}, {"text": "é" * (MOST_BYTES // 2 + 1)}, {"options": {str(i): "" for i in range(500)}}]


def test_what_a_page_says_is_read_or_refused():
    for said in UNFIT:
        with pytest.raises(ArchcalcError):
            PageQuestion("").with_said(said)
    beside = {"folder": "/", "name": "no", "trusted": 1, "variant": "v"}
    asked = PageQuestion("", folder="mine").with_said({"text": "a" * MOST_BYTES, "batch": 3, **beside})
    assert (asked.folder, asked.name, asked.trusted, asked.variant, asked.batch) == ("mine", "net", True, "", 3)


def test_a_text_is_answered_as_archcalc_answers():
    for name in ("lenet5",):
        question = PageQuestion(library.copied(name), f"{name}.yaml", options=(("classes", "7"),), batch=2)
        told, graph = text_answer(question.draft()), archcalc.load(name, options={"classes": 7}).build(batch=2)
        totals = archcalc.analyze(graph).totals
        assert f"{totals['params']:,} params · {totals['macs']:,} MACs" in told["totals"]
        assert set(told["places"]) >= {node.name for node in graph.nodes}
        assert (told["options"]["classes"], told["mistakes"]) == ("7", [])
        json.dumps(told)
    told = text_answer(draft.read("input: [3, 8, 8]\nlayers:\n  - con3-8\n", "a.yaml"))["mistakes"]
    assert [(each["line"], each["column"], each["width"], each["kind"]) for each in told] == [(3, 5, 6, "error")]
    told = text_answer(draft.read("input: [3, 8, 8]\nlayers:\n  - relv\n", "a.yaml"))["mistakes"]
    assert told[0]["fix"] == {"title": "write relu", "line": 3, "column": 5, "width": 4, "text": "relu"}
    told = text_answer(draft.read("32x32x3 -> POOL2", "a", asked=draft.Asked(input_size="oops")))["mistakes"]
    assert "line" not in told[0]
    assert "--input" in told[0]["message"]


HOSTILE = """title: <script>alert(1)</script><img src=x onerror=alert(2)>
input: [3, 8, 8]
layers:
  - conv3-4: {name: "a<b>&\\"c"}
"""


@pytest.mark.slow
def test_every_panel_shows_or_says_why_not_and_escapes():
    for text in ("32x32x3 -> CONV3-64 -> POOL2 -> FC-10", HOSTILE, "", "layers: <b>", "784 -> FC-10", library.copied("m5")):
        for name in panels.in_order():
            for about in ("conv1", "conv", "<i>", ""):
                shown = panels.shown(PageQuestion(text, panel=name, about=about, saved="32x32x3 -> POOL2", other="lenet5"))
                assert shown
                assert not any(tag in shown for tag in ("<script", "<img", "<b>", "<i>", "onerror=alert(2)>"))
    assert [panels.NAMES.load(name).PLACE for name in panels.in_order()] == [*range(1, len(panels.in_order()) + 1)]


def shown(panel, **more):
    return panels.shown(PageQuestion("32x32x3 -> CONV3-64 -> POOL2 -> FC-10", panel=panel, **more))


def test_panels_tell_what_they_are_for(tmp_path):
    assert "(3*3*3)*64" in shown("explain", about="conv1")
    assert "filters" in shown("explain", about="conv")
    assert "sees 3x3 of 32x32" in shown("receptive-field", about="conv1")
    assert "Nothing has moved" in shown("changes", saved="32x32x3 -> CONV3-64 -> POOL2 -> FC-10")
    assert "128" in shown("changes", saved="32x32x3 -> CONV3-128 -> POOL2 -> FC-10")
    assert "is no network" in shown("changes", saved="?")
    (tmp_path / "b.yaml").write_text("title: Mine\ninput: [3, 8, 8]\nlayers: [relu]\n")
    assert ">b<" in shown("compare", other="b.yaml", folder=str(tmp_path))
    assert "&lt;b&gt;x" in shown("compare", other="<b>x")
    for name, trusted in (("b.yaml", False), (str(tmp_path / "b.yaml"), False), ("torch:os:system", True), ("-", True), ("net.onnx", True)):
        told = shown("compare", other=name, folder=str(tmp_path), trusted=trusted)
        assert "nothing to compare with" in told
    over = picture("layer", (10, 20), (30, 30))
    assert all(box.x >= 0 and box.x + box.width <= over.width for box in over.shapes[:2])
    assert all(box.y >= 0 and box.y + box.height <= over.height for box in over.shapes[:2])


NOT_WRITTEN = {"other.yaml": "is there already", "../x.yaml": "ends in .yaml", "x.txt": "ends in .yaml", "/x.yaml": "ends in .yaml",
               "a\\b.yaml": "ends in .yaml", ".yaml": "ends in .yaml", "": "ends in .yaml", "a\0.yaml": "cannot write"}


def test_a_file_is_saved_whole_and_over_nothing_of_others(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("net.yaml").write_bytes("\ufeffinput: [3, 8, 8]\r\nlayers: [relu]\r\n".encode())
    file = edited_file.opened("net.yaml")
    assert file.text == "input: [3, 8, 8]\nlayers: [relu]\n"
    assert edited_file.saved(file, file.text, file.digest, "net.yaml").digest == file.digest
    one = edited_file.saved(file, file.text.replace("relu", "tanh"), file.digest, "net.yaml")
    assert Path("net.yaml").read_bytes() == "\ufeffinput: [3, 8, 8]\r\nlayers: [tanh]\r\n".encode()
    with pytest.raises(ArchcalcError, match="has changed on disk"):  # a second page, which read it before
        edited_file.saved(file, "input: [1, 1, 1]", file.digest, "net.yaml")
    assert edited_file.digest(Path("net.yaml").read_bytes()) == one.digest
    Path("net.yaml").unlink()
    with pytest.raises(ArchcalcError, match="has changed on disk"):
        edited_file.saved(one, one.text, one.digest, "net.yaml")
    Path("other.yaml").write_text("mine")
    for name, why in NOT_WRITTEN.items():
        with pytest.raises(ArchcalcError, match=why):
            edited_file.saved(file, "x", "", name)
    assert {path.name for path in Path().iterdir()} == {"other.yaml"}
    assert Path("other.yaml").read_text() == "mine"


@pytest.mark.parametrize("text", ["32x32x3 -> CONV3-64 -> POOL2 -> FC-10", "28x28x1 ->\nCONV5-6 -> TANH ->\nPOOL2 -> FC-10\n", "784 → FC-300 → RELU → FC-10"])
def test_notation_is_saved_as_the_network_that_it_is(text, tmp_path):
    file = edited_file.saved(edited_file.opened(text)._replace(folder=tmp_path), text, "", "net.yaml")
    assert archcalc.load(str(file.path)).build().nodes[-1].shape == draft.read(text, "net").graph.nodes[-1].shape
    assert archcalc.analyze(str(file.path)).totals == archcalc.analyze(draft.read(text, "net").graph).totals


def test_what_is_edited_is_a_file_a_copy_or_an_example(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert text_answer(draft.read(edited_file.opened(None).text, "net.yaml"))["mistakes"] == []
    assert edited_file.opened("LeNet5").name == "lenet5.yaml"
    assert edited_file.opened("lenet5").path is None
    assert "not there yet" in edited_file.opened("new.yaml").note
    for name in ("net.onnx", "torch:a:b", "-", "no/where.yaml", "lenett5", "some/where"):
        with pytest.raises(ArchcalcError):
            edited_file.opened(name)


def test_words_that_may_stand_are_those_of_the_last_text_that_could_be_read():
    text = "input: [3, 8, 8]\nlayers:\n  - conv3-4: {name: first}\n  - add: {from: [fi"
    asked = PageQuestion(text, readable="input: [3, 8, 8]\nlayers:\n  - conv3-4: {name: first}\n", line=4, column=19)
    assert [each["label"] for each in answered("words", asked)[1]["options"]] == ["first"]
    assert answered("words", asked._replace(readable=""))[1]["options"] == []


class Slow:
    """A worker that waits for its sign."""

    def __init__(self):
        self.asked, self.go = [], asyncio.Event()

    async def ask(self, about, question):
        self.asked.append((about, question.text))
        await self.go.wait()
        return answered(about, question)


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(conversation, "_REST", 0)


def talk(pages, *steps):
    """Everything that a page is told when it says `steps`; a step that is a function is called."""
    told = []

    async def talked():
        pages.quick, pages.thorough = Slow(), Slow()
        waiting = [*steps]

        async def receive():
            await asyncio.sleep(0)
            while waiting and callable(waiting[0]):
                waiting.pop(0)(pages)
                await asyncio.sleep(0.05)
            return waiting.pop(0) if waiting else None

        async def send(words):
            told.append(json.loads(words))

        await Conversation(pages, receive, send).run()

    asyncio.run(talked())
    return told


def said(kind, **more):
    return json.dumps({"kind": kind, **more})


def go(pages):
    pages.quick.go.set()
    pages.thorough.go.set()


def test_the_latest_text_counts_and_what_is_no_question_is_refused(tmp_path):
    pages = ServedPages(edited_file.opened("32x32x3 -> POOL2")._replace(folder=tmp_path))
    texts = [said("text", number=i, text=f"{i}x{i}x3 -> POOL2", panel="table", batch=1) for i in range(10, 20)]
    told = talk(pages, *texts, said("text", number=20, text="a" * (MOST_BYTES + 1)), "{", "[]", said("nothing"), said("text", text=1), go)
    assert [each["kind"] for each in told[:1]] == ["document"]
    assert sum(each["kind"] == "refused" for each in told) == 5
    assert [(each["kind"], each["number"]) for each in told if each["kind"] in {"figures", "panel"}] == [("figures", 19), ("panel", 19)]
    assert len(pages.quick.asked) <= 2
    assert pages.count == 0


def test_a_page_that_only_shows_changes_nothing_and_reads_no_files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("net.yaml").write_text("input: [3, 8, 8]\nlayers: [relu]\n")
    Path("secret.yaml").write_text("title: Secret\ninput: [3, 8, 8]\nlayers: [relu]\n")
    pages = ServedPages(edited_file.opened("net.yaml"), read_only=True)
    asked = said("text", number=1, text="extends: secret\n", panel="compare", other="secret.yaml", batch=1)
    told = talk(pages, go, asked, lambda pages: None,
                said("save", text="gone", name="net.yaml", digest=pages.file.digest))
    assert Path("net.yaml").read_text() == "input: [3, 8, 8]\nlayers: [relu]\n"
    assert told[0]["readOnly"]
    assert "saves nothing" in told[-1]["message"]
    assert [each["html"].count("nothing to compare with") for each in told if each["kind"] == "panel"] == [1]
    assert {text for _, text in pages.quick.asked} == {"input: [3, 8, 8]\nlayers: [relu]\n"}


@pytest.mark.slow
def test_a_text_that_takes_too_long_is_given_up_and_the_next_is_answered():
    worker = PageWorker(seconds=30)
    try:
        assert worker.asked("figures", PageQuestion("32x32x3 -> POOL2"))[0]
        worker.seconds = 0.0
        done, told = worker.asked("panel", PageQuestion(library.copied("resnet152"), panel="drawing"))
        assert not done
        assert "was given up" in told
        worker.seconds = 30
        assert worker.asked("figures", PageQuestion("32x32x3 -> POOL2"))[0]
        worker.process.kill()
        assert "was ended" in worker.asked("figures", PageQuestion("32x32x3 -> POOL2"))[1]
    finally:
        worker.end()


@pytest.mark.slow
def test_every_form_of_download_is_made_or_refused_in_words():
    for kind, forms in downloads.offered().items():
        for form in forms:
            done, file = answered("download", PageQuestion("32x32x3 -> CONV3-64 -> POOL2 -> FC-10", "my.yaml", form=f"{kind} {form}"))
            assert (file.name.startswith("my.") and len(file.content) > 50) if done else "pip install" in file, (kind, form, file)
    assert not answered("download", PageQuestion(library.copied("vgg16"), form="model onnx"))[0]
    assert "there is no format 'table exe'" in answered("download", PageQuestion("32x32x3 -> POOL2", form="table exe"))[1]


REFUSED = {"lenet5 --no-browser": "pip install 'archcalc[live]'", "lenet5 --host 192.168.0.7": "could change the file",
           "lenett5": "did you mean", "a.onnx": "archcalc new"}


class Connection:
    """A connection as uvicorn has them, or one that has become a talk."""

    def __init__(self, *cycle):
        self.transport, self.closed = self, False
        if cycle:
            (self.cycle,) = cycle

    def close(self):
        self.closed = True


class Asked:
    def __init__(self, response_complete):
        self.response_complete = response_complete


def test_connections_that_ask_for_nothing_are_closed():
    silent, working, busy, talk = Connection(None), Connection(Asked(False)), Connection(None), Connection()
    idle = IdleConnections()
    for second in range(40):
        busy.cycle = Asked(True) if second % 8 == 0 else busy.cycle
        idle.close_old([silent, working, busy, talk], second)
        assert [each.closed for each in (silent, working, busy, talk)] == [second > 10, False, False, False]
    idle.close_old([], 50)
    assert idle.since == {}


def test_the_command_says_what_it_lacks_and_what_it_refuses(monkeypatch):
    monkeypatch.setattr(page_server, "find_spec", lambda name: None)
    run = CliRunner().invoke
    for words, why in REFUSED.items():
        told = run(application("edit"), ["edit", *words.split()]).exception
        assert why in str(told)
