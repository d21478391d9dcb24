"""The language server as an editor meets it: pytest-lsp's client, Neovim, messages by chance, and how it ends."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from contextlib import suppress

import pytest
from pages import blocks
from places import ROOT

from archcalc.loading import library

pytest.importorskip("pygls")
SERVER = [sys.executable, "-m", "archcalc", "lsp"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
NET = "input: [3, 32, 32]\nlayers:\n- conv: {name: first, filters: 8, kernal: 3}\n- relu\n- add: {from: [first, relu1]}\n"
SMILE = "# \U0001f600\U0001f600 é\r\ninput: [3, 8, 8]\r\nlayers:\r\n- conv: {name: \"\U0001f600\", filters: 4, kernal: 3}\r\n- relu\r\n"


class Editor:
    """An editor that waits for each answer."""

    def __init__(self, **capabilities):
        pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        self.process = subprocess.Popen(SERVER, env=ENVIRONMENT, **pipes)
        self.number, self.told = 0, []
        self.ask("initialize", {"processId": None, "rootUri": None, "capabilities": capabilities})
        self.tell("initialized", {})

    def raw(self, body):
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def tell(self, method, params, **more):
        self.raw(json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode())

    def read(self):
        size = 0
        while (line := self.process.stdout.readline()).strip():
            size = int(line.split(b":")[1]) if line.lower().startswith(b"content-length") else size
        assert line, "the server is gone"
        return json.loads(self.process.stdout.read(size))

    def ask(self, method, params):
        self.number += 1
        self.tell(method, params, id=self.number)
        while (answer := self.read()).get("id") != self.number or "method" in answer:
            self.told.append(answer)
        return answer

    def about(self, method, uri, line=0, character=0, **more):
        place = {"line": line, "character": character}
        return self.ask(f"textDocument/{method}", {"textDocument": {"uri": uri}, "position": place, **more})

    def open(self, uri, text):
        self.tell("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}})

    def change(self, uri, text):
        self.tell("textDocument/didChange", {"textDocument": {"uri": uri, "version": 2}, "contentChanges": [{"text": text}]})

    def mistakes(self, uri):
        while True:
            note = self.told.pop(0) if self.told else self.read()
            if note.get("method") == "textDocument/publishDiagnostics" and note["params"]["uri"] == uri:
                return note["params"]["diagnostics"]

    def leave(self):
        self.ask("shutdown", None)
        self.tell("exit", None)
        out, told = self.process.communicate(timeout=20)
        return self.process.returncode, out, told


@pytest.fixture
def editor():
    made = []

    def start(**capabilities):
        made.append(Editor(**capabilities))
        return made[-1]

    yield start
    for each in made:
        each.process.kill()
        each.process.communicate()


def stretch(line, first, last):
    return {"start": {"line": line, "character": first}, "end": {"line": line, "character": last}}


ALL = {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}


@pytest.mark.slow
def test_an_editor_is_answered(editor, tmp_path):
    mine = editor()
    net, base, other = (path.as_uri() for path in (tmp_path / "net.yaml", tmp_path / "base.yaml", tmp_path / "compose.yaml"))
    mine.open(net, NET)
    (mistake,) = mine.mistakes(net)
    assert (mistake["code"], mistake["range"], mistake["severity"]) == ("unknown-key", stretch(2, 34, 40), 1)
    (action,) = mine.about("codeAction", net, range=ALL, context={"diagnostics": []})["result"]
    assert action["edit"]["changes"][net] == [{"range": stretch(2, 34, 40), "newText": "kernel"}]
    good = NET.replace("kernal", "kernel")
    mine.change(net, good)
    assert mine.mistakes(net) == []
    hints = mine.about("inlayHint", net, range=ALL)["result"]
    assert [hint["position"]["line"] for hint in hints] == [0, 2, 3, 4]
    assert hints[1]["label"] == "30x30x8 · 224 params · 194,400 MACs"
    assert hints[1]["position"]["character"] == len(good.split("\n")[2])
    assert "224" in mine.about("hover", net, 2, 4)["result"]["contents"]["value"]
    assert mine.about("definition", net, 4, 15)["result"][0]["range"] == stretch(2, 15, 20)
    assert len(mine.about("references", net, 4, 15, context={"includeDeclaration": True})["result"]) == 2
    assert mine.about("prepareRename", net, 4, 15)["result"] == {"range": stretch(4, 15, 20), "placeholder": "first"}
    assert len(mine.about("rename", net, 4, 15, newName="stem")["result"]["changes"][net]) == 2
    assert "not written" in mine.about("rename", net, 4, 22, newName="stem")["error"]["message"]
    assert mine.about("codeLens", net)["result"][0]["command"]["title"] == "224 params · 194,400 MACs · 30x30x8"
    assert [each["name"] for each in mine.about("documentSymbol", net)["result"]] == ["input", "layers"]
    assert mine.about("formatting", net, options={"tabSize": 2, "insertSpaces": True})["result"] == []
    assert "relu6" in [each["label"] for each in mine.about("completion", net, 3, 4)["result"]]
    mine.change(net, good.replace("- relu", "- relu\n- conv: {"))
    mine.mistakes(net)
    assert [hint["position"]["line"] for hint in mine.about("inlayHint", net, range=ALL)["result"]] == [0, 2, 3, 5]
    mine.open(other, "services:\n  web: {image: nginx, oops: [}\n")
    assert mine.mistakes(other) == []
    mine.open(base, "input: [3, 8, 8]\nlayers: [conv: {name: first, filters: 2, kernel: 3}]\n")
    mine.mistakes(base)
    child = tmp_path.joinpath("child.yaml")
    mine.open(child.as_uri(), "extends: base\nchange: {second: {filters: 3}}\n")
    tmp_path.joinpath("base.yaml").write_text("input: [3, 8, 8]\nlayers: [conv: {name: second, filters: 2, kernel: 3}]\n")
    assert [each["range"]["start"]["line"] for each in mine.mistakes(child.as_uri())] == [1], "the open text goes before the file"
    mine.change(base, "input: [3, 8, 8]\nlayers: [conv: {name: second, filters: 2, kernel: 3}]\n")
    assert mine.mistakes(child.as_uri()) == []
    assert mine.leave() == (0, b"", b"")


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["utf-16", "utf-8"])
def test_columns_count_in_the_editors_units(editor, encoding):
    mine = editor(general={"positionEncodings": [encoding]})
    mine.open("file:///nowhere/net.yaml", SMILE)
    (mistake,) = mine.mistakes("file:///nowhere/net.yaml")
    line = SMILE.split("\r\n")[3]
    code, width = {"utf-16": ("utf-16-le", 2), "utf-8": ("utf-8", 1)}[encoding]
    first = len(line[:line.index("kernal")].encode(code)) // width
    assert mistake["range"] == stretch(3, first, first + 6)
    edits = mine.about("formatting", "file:///nowhere/net.yaml", options={"tabSize": 2, "insertSpaces": True})["result"]
    assert edits == []
    mine.change("file:///nowhere/net.yaml", SMILE.replace("kernal", "kernel").replace("- relu\r\n", "- relu   \r\n\r\n\r\n"))
    for edit in mine.about("formatting", "file:///nowhere/net.yaml", options={"tabSize": 2, "insertSpaces": True})["result"]:
        assert "\n" not in edit["newText"].replace("\r\n", "")

PIECES = ["{", "}", "[", ":", "- ", "\n", "\r", "${", "'", '"', "\U0001f600", "\u2028", "\ufeff", "\x00", "conv", "name: a", "&a", "*a", "|", "layers:", "->"]
METHODS = ["hover", "completion", "inlayHint", "codeAction", "definition", "references", "documentHighlight", "prepareRename", "rename", "documentSymbol", "formatting", "codeLens"]
NO_MESSAGES = [b"hello", b"{}", b"null", b"[]", b'{"jsonrpc": "2.0", "method": "textDocument/hover", "id": "x", "params": null}', b"\xff\xfe"]


@pytest.mark.slow
def test_no_messages_end_the_server(editor):
    rng, mine = random.Random(3), editor()
    texts = [path.read_text("utf-8") for path in sorted(library.folder().glob("*.yaml"))[::25]]
    texts += [NET, SMILE, "", "32x32x3 -> CONV3-64 -> POOL2"]
    held = {}
    for number in range(300):
        uri, kind = f"file:///nowhere/{rng.randrange(3)}.yaml", rng.random()
        if uri not in held or kind < 0.05:
            held[uri] = rng.choice(texts)
            mine.open(uri, held[uri])
        elif kind < 0.4:
            first = rng.randrange(len(held[uri]) + 1)
            held[uri] = held[uri][:first] + rng.choice(PIECES) + held[uri][first + rng.choice([0, 1, 9]):]
            mine.change(uri, held[uri])
        elif kind < 0.43:
            mine.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
            del held[uri]
        elif kind < 0.5:
            mine.raw(rng.choice(NO_MESSAGES))
        else:
            place = {"line": rng.choice([0, 1, 3, 10, 50, 10**9]), "character": rng.choice([0, 1, 5, 20, 10**9])}
            more = {"range": {"start": place, "end": {"line": 10**9, "character": 0}}, "newName": rng.choice(["a", "", "x y"]),
                    "options": {"tabSize": 2, "insertSpaces": True}}
            more |= {"context": {"diagnostics": [], "includeDeclaration": True}} if (method := rng.choice(METHODS)) != "completion" else {}
            answer = mine.about(method, uri, **place, **more)
            assert answer.get("error", {"code": -32803})["code"] == -32803, (number, answer)
    code, _, told = mine.leave()
    assert code == 0
    assert b"Traceback" not in told


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals and pipes of POSIX")
def test_it_ends_quietly(editor):
    gone = subprocess.run(SERVER, check=False, input=b"", capture_output=True, env=ENVIRONMENT, timeout=60)
    assert (gone.returncode, gone.stdout, gone.stderr) == (0, b"", b"")
    mine = editor()
    mine.process.send_signal(signal.SIGINT)
    assert mine.process.wait(20) == 130
    assert mine.process.stderr.read() == b""
    mine = editor()
    mine.process.stdout.close()
    with suppress(BrokenPipeError):
        mine.tell("textDocument/codeLens", {"textDocument": {"uri": "x"}}, id=7)
    assert mine.process.wait(20) == 141
    assert mine.process.stderr.read() == b""


@pytest.mark.slow
def test_a_client_of_pytest_lsp_is_answered(tmp_path):
    """The client knows what each editor can do, and checks every message against the protocol."""
    pytest.importorskip("pytest_lsp")
    import asyncio

    from lsprotocol import types
    from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

    uri = (tmp_path / "net.yaml").as_uri()

    async def session(name):
        client = await ClientServerConfig(server_command=SERVER, server_env=ENVIRONMENT).start()
        assert isinstance(client, LanguageClient)
        await client.initialize_session(types.InitializeParams(capabilities=client_capabilities(name)))
        client.text_document_did_open(types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "yaml", 1, NET)))
        await client.wait_for_notification("textDocument/publishDiagnostics")
        (mistake,) = client.diagnostics[uri]
        document = types.TextDocumentIdentifier(uri)
        told = await client.text_document_hover_async(types.HoverParams(document, types.Position(2, 23)))
        words = await client.text_document_completion_async(types.CompletionParams(document, types.Position(2, 35)))
        await client.shutdown_session()
        return mistake.code, told.contents.value, [each.label for each in words]

    code, told, words = asyncio.run(session("visual-studio-code"))
    assert code == "unknown-key"
    assert "a positive integer" in told
    assert "kernel" in words


NEOVIM = """
vim.cmd("edit net.yaml")
vim.bo.filetype = "yaml"
vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end, 20)
local out = {diagnostics = vim.tbl_map(function(d) return {d.lnum, d.col, d.end_col, d.message} end, vim.diagnostic.get(0))}
local params = {textDocument = vim.lsp.util.make_text_document_params(), position = {line = 2, character = 3}}
local answers = vim.lsp.buf_request_sync(0, "textDocument/hover", params, 20000)
for _, answer in pairs(answers or {}) do out.hover = answer.result.contents.value end
local file = io.open("out.json", "w")
file:write(vim.fn.json_encode(out))
file:close()
vim.cmd("qall!")
"""


@pytest.mark.slow
def test_neovim_shows_mistakes_and_figures_with_the_manuals_settings(tmp_path):
    neovim = shutil.which("nvim")
    if neovim is None:
        pytest.skip("Neovim is not installed")
    ((_, settings),) = blocks("editors", "lua")
    command = tmp_path / "bin" / "archcalc"
    command.parent.mkdir()
    command.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m archcalc \"$@\"\n")
    command.chmod(0o755)
    (tmp_path / "init.lua").write_text(settings + NEOVIM)
    (tmp_path / "net.yaml").write_text(NET)
    environment = {**ENVIRONMENT, "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp_path),
                   "XDG_STATE_HOME": str(tmp_path / "state")}
    subprocess.run([neovim, "--headless", "-u", "NONE", "-n", "-S", "init.lua"], cwd=tmp_path, env=environment, timeout=90,
                   capture_output=True, check=True)
    out = json.loads((tmp_path / "out.json").read_text())
    ((line, first, last, message),) = out["diagnostics"]
    assert (line, first, last) == (2, 34, 40)
    assert message.startswith("conv has no attribute 'kernal'")
    assert out["hover"].startswith("### conv")
