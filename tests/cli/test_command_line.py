"""The command as a user runs it: what it prints at each width, and how it ends when something is wrong."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pages
import pytest

import archcalc
from archcalc.cli.greeting import TRY

ARCHCALC = [sys.executable, "-m", "archcalc"]
ANSI = "\x1b["


def run(*words, **settings):
    return subprocess.run([*ARCHCALC, *words], capture_output=True, text=True, timeout=60, check=False, **settings)


def at_terminal(columns: int, *words, term: str = "xterm-256color", lines: int = 50, controls: bool = False,
                **environment: str) -> str:
    """What a terminal of so many columns is sent; without a pager, unless asked. One that `controls` its session has keys."""
    import fcntl
    import pty
    import struct
    import termios

    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def take_over() -> None:
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    usual = {key: value for key, value in os.environ.items() if key not in {"COLUMNS", "LINES", "NO_COLOR", "PAGER"}}
    process = subprocess.Popen([*ARCHCALC, *words], stdout=slave, stderr=slave, stdin=slave, close_fds=True, start_new_session=controls,
                               preexec_fn=take_over if controls else None,  # noqa: PLW1509 - one thread
                               env=usual | {"TERM": term} | (environment or {"PAGER": ""}))
    os.close(slave)
    sent = b""
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:
            break
        if not part:
            break
        sent += part
    process.wait()
    os.close(master)
    return sent.decode().replace("\r\n", "\n")


@pytest.mark.quick(cases=2)
@pytest.mark.parametrize("columns", [80, 200])
@pytest.mark.parametrize("name", ["vgg16", "alexnet", "resnet50"])
def test_the_table_at_a_terminal(columns, name, golden):
    golden(f"{name}-{columns}.txt", at_terminal(columns, name))


@pytest.mark.quick(cases=3)
@pytest.mark.parametrize("columns", [20, 40, 60, 80, 100, 120, 200])
def test_a_narrow_terminal_loses_columns_and_never_digits(columns):
    shown = at_terminal(columns, "vgg16")
    assert "102,760,448" in shown
    assert "…" not in shown
    assert "138,344,128" in shown


@pytest.mark.quick(cases=4)
@pytest.mark.parametrize(("line", "offered"), [
    ("archcalc sh", {"show"}), ("archcalc pl", {"plan", "plot"}), ("archcalc vgg16_", {"vgg16_c", "vgg16_bn", "vgg16_torchvision"}),
    ("archcalc explain zfn", {"zfnet", "zfnet_2013"}), ("archcalc zfnet --cha", {"--change"}), ("archcalc list --max-p", {"--max-params"}),
    ("archcalc --vers", {"--version"}), ("archcalc vgg16 ", set()), ("archcalc manual ho", {"homework"}),
])
def test_a_tab_completes(line, offered):
    """Names of commands, networks without a command, options: what bash is answered."""
    environment = {"_ARCHCALC_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(line.split(" ")) - 1)}
    assert set(run(env=os.environ | environment).stdout.split()) == offered


def test_columns_that_do_not_fit_are_named_in_one_line():
    shown = at_terminal(40, "vgg16")
    layers, *others = re.findall(r"too narrow for.*", re.sub(r"\x1b\[[0-9;]*m", "", shown))
    assert max(map(len, (layers, *others))) <= 40
    assert re.fullmatch(r"too narrow for: notation and [0-9] more", layers)
    assert "too narrow" not in at_terminal(200, "vgg16", "--columns", "layer,weights")


def test_archcalc_alone_greets_at_a_terminal_and_helps_in_a_pipe():
    shown = at_terminal(80)
    assert len(shown.splitlines()) < 10
    assert max(map(len, shown.splitlines())) <= 80
    assert len(re.findall(r"^  archcalc ", shown, re.MULTILINE)) == 5
    assert "archcalc manual" in shown
    piped = run()
    assert (piped.returncode, piped.stdout) == (2, "")
    assert "Usage" in piped.stderr


@pytest.mark.parametrize("command", [each for each, _ in TRY])
def test_what_the_greeting_offers_works(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert pages.run(command).exit_code == 0


PAGERS = {"reads": "cat > read.txt", "fails": "cat > read.txt; exit 3", "leaves": "exit 0"}


@pytest.fixture
def pager(tmp_path, monkeypatch):
    """A pager of each kind, by name, as PAGER names it."""
    monkeypatch.chdir(tmp_path)

    def made(name):
        (tmp_path / name).write_text(f"#!/bin/sh\n{PAGERS[name]}\n")
        (tmp_path / name).chmod(0o755)
        return str(tmp_path / name)
    return made


@pytest.mark.quick(cases=3)
@pytest.mark.parametrize(("name", "words", "lines", "paged", "printed"), [
    ("reads", ("vgg16",), 10, True, False), ("fails", ("vgg16",), 10, True, True), ("leaves", ("resnet50", "--depth", "all"), 10, False, False),
    ("reads", ("vgg16",), 500, False, True), ("reads", ("vgg16", "--no-pager"), 10, False, True), ("reads", ("manual", "start"), 10, True, False),
    ("reads", ("vgg16",), 0, False, True), ("reads", ("vgg16", "-o", "vgg16.txt"), 10, False, False),
])
def test_an_answer_longer_than_the_terminal_is_paged(pager, tmp_path, name, words, lines, paged, printed):
    shown = at_terminal(80, *words, lines=lines, PAGER=pager(name))
    whole = at_terminal(80, *words)
    assert (tmp_path / "read.txt").exists() == paged
    if paged:
        assert (tmp_path / "read.txt").read_text("utf-8") == whole
    assert shown == (whole if printed else "")


@pytest.mark.parametrize("controls", [True, False])
def test_the_usual_pager_is_for_those_who_can_press_a_key(pager, tmp_path, controls):
    pager("reads")
    (tmp_path / "reads").rename(tmp_path / "less")
    shown = at_terminal(80, "lenet5", lines=5, controls=controls, PATH=f"{tmp_path}:{os.environ['PATH']}")
    assert (tmp_path / "read.txt").exists() == (not shown) == controls


@pytest.mark.parametrize("broken", ["", "cat", "no-such-pager -R", "'", "/", "/dev/null"])
def test_no_pager_and_a_broken_one_leave_the_answer(broken):
    assert at_terminal(80, "lenet5", lines=5, PAGER=broken) == at_terminal(80, "lenet5")


@pytest.mark.parametrize(("environment", "colour", "complete"), [
    ({}, False, True), ({"FORCE_COLOR": "1"}, True, True), ({"FORCE_COLOR": "0"}, False, True), ({"FORCE_COLOR": ""}, False, True),
    ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, True), ({"COLUMNS": "80"}, False, False), ({"COLUMNS": "80", "FORCE_COLOR": "1"}, True, False),
    ({"COLUMNS": "0"}, False, True), ({"COLUMNS": "abc"}, False, True), ({"COLUMNS": "9" * 40}, False, True),
])
def test_a_pipe_may_ask_for_colours_and_a_width(monkeypatch, environment, colour, complete):
    for name in ("COLUMNS", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    shown = pages.run("archcalc lenet5").output
    assert (ANSI in shown) == colour
    assert ("too narrow for" not in shown) == complete
    assert ("what it does" in shown.splitlines()[2]) == complete


def test_a_pipe_gets_everything_and_no_colour():
    shown = run("vgg16").stdout
    assert ANSI not in shown
    assert "64 3x3 filters at stride 1, pad 1" in shown
    assert "24,319,464 values = 97.28 MB = 92.77 MiB" in " ".join(shown.split())


def test_no_colour_is_honoured(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert ANSI not in run("vgg16").stdout


def test_a_dumb_terminal_gets_plain_text():
    assert ANSI not in at_terminal(80, "vgg16", term="dumb")


@pytest.mark.quick(cases=8)
@pytest.mark.parametrize(("words", "code", "said"), [
    (["vgg17"], 2, "there is no network 'vgg17'"),
    (["vgg"], 2, "is a family"),
    (["vit"], 2, "one of: vit_b16, vit_b32, vit_l16, vit_h14"),
    (["mobilenetv4"], 2, "one of: mobilenet_v4_conv_small, mobilenet_v4_conv_medium"),
    (["clip"], 2, "did you mean 'clip_vit_b32'?"),
    (["lst"], 2, "there is no command 'lst'"),
    (["vgg16", "--set", "clases=10"], 2, "did you mean 'classes'?"),
    (["vgg16", "--set", "classes"], 2, "--set wants KEY=VALUE"),
    (["vgg16", "--change", "conv9.stride=2"], 2, "no layer is called 'conv9'"),
    (["vgg16", "--change", "conv1_1.strid=2"], 2, "did you mean 'stride'?"),
    (["vgg16", "--input", "3x8x8"], 2, "nearest inputs that work: 3x32x32"),
    (["lenet5", "--input", "32x32x1"], 2, "channels come first: did you mean [1, 32, 32]?"),
    (["vgg16", "--columns", "weight"], 2, "did you mean 'weights'?"),
    (["list", "--family", "ResNett"], 2, "did you mean 'ResNet'?"),
    (["vgg16", "--convention", "lectur"], 2, "did you mean 'lecture'?"),
    (["vgg16", "--dtype", "float31"], 2, "did you mean 'float32'?"),
    (["vgg16", "--format", "jsn"], 2, "did you mean 'json'?"),
    (["vgg16", "--depth", "x"], 2, "--depth takes a number"),
    (["vgg16", "-o", "table.foo"], 2, "no format is known by the ending '.foo'"),
    (["vgg16", "-o", "/no/such/folder/t.csv"], 74, "cannot write"),
    (["explain", "vgg16", "conv9"], 2, "vgg16 has no layer 'conv9'"),
    (["explain", "vgg16"], 2, "a layer, a module or a total"),
    (["new", "/", "--from", "vgg16"], 2, "is there already"),
    (["/"], 2, "is not a file"),
    (["nothing.yaml"], 2, "No such file"),
    (["show"], 2, "archcalc show wants NAME\n  for example archcalc show alexnet"),
    (["compare", "vgg16", "--by", "layer"], 2, "--by layer aligns two networks"),
])
def test_a_mistake_is_answered(words, code, said):
    result = run(*words)
    assert result.returncode == code
    assert said in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


def test_a_quiz_with_fewer_questions_than_asked_for_says_so():
    result = run("quiz", "lenet5", "--count", "500", "--format", "gift")
    assert result.returncode == 0
    assert f"{result.stdout.count('::lenet5.')} questions: lenet5 has no more" in result.stderr


def test_a_file_of_ones_own(tmp_path):
    file = tmp_path / "mine.yaml"
    assert run("new", str(file), "--from", "lenet5").returncode == 0
    assert "61,706" in run(str(file)).stdout
    assert "61,706" in run("-", input=file.read_text()).stdout
    assert run("source", "lenet5").stdout == file.read_text()


@pytest.mark.slow
def test_a_copy_shows_the_network_that_was_copied(tmp_path):
    for name, params in (("vgg16", "138,357,544"), ("resnet50", "25,557,032"), ("vgg19_bn", "143,678,248")):
        file = tmp_path / f"{name}.yaml"
        assert run("new", str(file), "--from", name).returncode == 0
        assert params in run(str(file)).stdout


def test_a_variant_of_a_file_of_ones_own(tmp_path):
    file = tmp_path / "net.yaml"
    file.write_text("input: [3, 8, 8]\noptions: {n: 4}\nlayers:\n  - conv: {filters: '${n}', kernel: 1}\n"
                    "variants: {small: {}, large: {n: 40}}\n")
    assert "CONV1-4 " in run(str(file)).stdout
    assert "CONV1-40 " in run(f"{file}#large").stdout
    assert "did you mean 'large'?" in run(f"{file}#larg").stderr


@pytest.mark.quick(cases=2)
@pytest.mark.parametrize("ending", ["csv", "json", "md", "txt"])
def test_a_file_gets_the_format_of_its_ending(tmp_path, ending):
    file = tmp_path / f"table.{ending}"
    assert run("vgg16", "-o", str(file)).stdout == ""
    assert "102,760,448" in file.read_text() or "102760448" in file.read_text()
    assert list(tmp_path.iterdir()) == [file]


def test_names_are_text_and_nothing_more(tmp_path):
    file = tmp_path / "hostile.yaml"
    file.write_text("input: [3, 8, 8]\nlayers:\n  - conv: {name: '[/red][link=http://x]:smile:', filters: 1, kernel: 1}\n")
    shown = at_terminal(200, str(file))
    assert "[/red][link=http://x]:smile:" in shown


def test_a_folder_with_a_module_called_yaml_runs_nothing(tmp_path):
    (tmp_path / "yaml.py").write_text("print('taken over')")
    result = run("lenet5", cwd=tmp_path)
    assert "taken over" not in result.stdout
    assert result.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told():
    with Path("/dev/full").open("w") as full:
        result = subprocess.run([*ARCHCALC, "vgg16"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert result.returncode == 74
    assert "No space left" in result.stderr


def test_a_closed_pipe_ends_quietly():
    reading, writing = os.pipe()
    os.close(reading)
    result = subprocess.run([*ARCHCALC, "vgg16"], stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (result.returncode, result.stderr) == (141, b"")


def test_a_folder_that_is_gone_is_no_fault(tmp_path):
    gone = tmp_path / "gone"
    gone.mkdir()
    result = run("lenet5", preexec_fn=lambda: (os.chdir(gone), gone.rmdir()))
    assert (result.returncode, result.stderr) == (0, "")
    assert "61,706" in result.stdout


def test_nothing_is_imported_before_ctrl_c_is_taken_care_of():
    """KeyboardInterrupt in an import prints a traceback; python -m archcalc imports the package first."""
    code = "import sys; before = {*sys.modules}; import archcalc; print(*{*sys.modules} - before)"
    told = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert set(told) <= {"archcalc", "__future__", "importlib", "importlib._bootstrap", "importlib._bootstrap_external",
                         "warnings", "_warnings"}
    main = Path(archcalc.__file__).with_name("__main__.py").read_text("utf-8")
    assert main.index("_signal.signal(") < main.index("from pathlib") < main.index("from archcalc")


@pytest.mark.quick(cases=1)
@pytest.mark.parametrize("words", [["--show-completion"], ["--show-completion", "bash"], ["--show-completion=zsh"], ["--show-completion", "fish"]])
def test_completion_is_shown_for_a_shell_that_is_named(words):
    result = run(*words, env={**os.environ, "SHELL": "/bin/bash"})
    shell = words[-1].rpartition("=")[2] if words[-1] != "--show-completion" else ""
    assert (result.returncode, result.stderr) == (0, "") or not shell
    assert {"bash": "COMPREPLY", "zsh": "#compdef archcalc", "fish": "complete --command archcalc", "": ""}[shell] in result.stdout


def test_completion_for_no_shell_is_answered():
    result = run("--show-completion", "lenet5")
    assert result.returncode == 2
    assert "takes no 'lenet5' for example archcalc vgg16 expected one of: bash, zsh, fish" in " ".join(result.stderr.split())
