"""The README and the manual are true: their commands run and print what stands there, and everything that there is stands there."""

import ast
import re
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest
from pages import BLOCK, MANUAL, PAGES, blocks, inline_calls, inline_commands, put_files, run, text, true_page
from together import together
from typer.testing import CliRunner

import archcalc
from archcalc.base.errors import ArchcalcError
from archcalc.cli.application import COMMANDS, application
from archcalc.cli.manual_pages import contents, names, page
from archcalc.cli.page_layout import laid_out
from archcalc.counting.claims.figure_kinds import FIGURES as CLAIMED
from archcalc.ensembles import matched_predictions, prediction_cells
from archcalc.executor.images.preprocessing import KEYS as PREPROCESSING
from archcalc.homework import gradebooks, sheets
from archcalc.homework.handouts import banks
from archcalc.homework.marking import rubrics
from archcalc.homework.questions.askable import FIGURES as ASKED
from archcalc.language import spec
from archcalc.language.expansion.size_limits import MOST_LAYERS
from archcalc.language.expressions import parser
from archcalc.language.text import characters, scalars, yaml_events
from archcalc.language.text.document import parse
from archcalc.loading import library
from archcalc.network.builder import build
from archcalc.operators import kinds
from archcalc.operators.attributes import LARGEST
from archcalc.rendering import formats, presets
from archcalc.rendering.drawings import outputs
from archcalc.reports.network_table import analyze
from archcalc.sweeps import axes
from archcalc.training import optimizers
from archcalc.training.gpus import DEVICES
from archcalc.training.microcontroller.boards import BOARDS

every_page = pytest.mark.parametrize("name", PAGES)


@pytest.fixture
def reader(tmp_path, monkeypatch):
    """A reader's folder, with what the pages take for granted."""
    monkeypatch.chdir(tmp_path)
    models = Path(find_spec("onnx").origin).parent / "backend" / "test" / "data" / "light"
    shutil.copy(models / "light_densenet121.onnx", tmp_path)
    return tmp_path


@every_page
def test_the_commands_print_what_the_page_shows(name, golden_file, reader):
    put_files(name, reader)
    golden_file(PAGES[name], true_page(name))


NOT_RUN = {
    "archcalc torch:": "PyTorch may not be installed", "archcalc diff resnet50 torch:": "PyTorch may not be installed",
    "archcalc run torch:": "PyTorch may not be installed",
    "archcalc run --all": "minutes",
    "archcalc net.yaml#large": "a reader's own file", "archcalc net.onnx": "a reader's own file",
    "archcalc new my.yaml --from net.onnx": "a reader's own file",
    "archcalc run net.onnx": "a reader's own file", "archcalc run vgg16 --image": "a reader's own picture", "archcalc run alexnet --image": "a reader's own pictures",
    "archcalc --watch": "does not end", "archcalc edit": "does not end", "archcalc --install-completion": "changes the reader's shell", "archcalc -": "reads standard input",
    "archcalc lsp --debug": "does not end",
    "archcalc lenet5.onnx": "is made above the sentence, where its table stands",
}
"""Commands in sentences that are not run, by how they begin, and why."""

SLOW = {"run", "export", "calibrate"}
GIVEN = {"my.yaml": "input: [3, 8, 8]\nlayers: [relu]\n", "hw.csv": "question,answer\nvgg16.conv1_1.params,1792\n",
         "a.csv": "image,cat,dog\na,0.75,0.25\nb,0.5,0.5\n", "b.csv": "image,cat,dog\na,0.5,0.5\nb,0.5,0.5\n"}
"""Files that sentences speak of and their page does not show."""


def told_commands():
    measured = set()
    for name in PAGES:
        for command in inline_commands(name):
            if command in measured:  # a quarter of a minute that no page's files change
                continue
            if command.startswith("archcalc calibrate"):
                measured.add(command)
            if not any(command.startswith(begins) for begins in NOT_RUN):
                yield pytest.param(name, command, marks=[pytest.mark.slow] if command.split()[1] in SLOW else [], id=f"{name}: {command}")


@pytest.mark.quick(cases=110)
@pytest.mark.parametrize(("name", "command"), list(told_commands()))
def test_the_commands_in_sentences_work(name, command, reader):
    if command.split()[1] != "new":
        for file, content in GIVEN.items():
            (reader / file).write_text(content, "utf-8")
    put_files(name, reader)
    result = run(command)
    assert result.exit_code in {0, 1}, result.exception
    assert not isinstance(result.exception, ArchcalcError | AssertionError)


@every_page
def test_every_block_is_of_a_kind_that_is_tested(name):
    found = re.findall(r"^```([a-z]+)(?: (\S+))?$", text(name), re.MULTILINE)
    kinds_of_blocks = {(language, bool(re.fullmatch(r"\S+\.[a-z]+", label)) or label) for language, label in found}
    assert kinds_of_blocks <= {
        ("console", ""), ("console", "120"), ("console", "140"), ("sh", ""), ("python", ""), ("python", "recipe"), ("python", True),
        ("ipython", ""),
        ("yaml", "layers"), ("yaml", True), ("csv", True), ("toml", True), ("json", True), ("lua", True), ("lisp", True)}


@every_page
def test_a_file_that_a_page_shows_is_named_in_its_sentences(name):
    """Readers of the page as it is laid out do not see the name beside the fence."""
    prose = BLOCK.sub("", text(name))
    for _, label, _ in BLOCK.findall(text(name)):
        assert "." not in label or f"`{label}`" in prose


def yaml_blocks():
    return [pytest.param(name, label, body, id=f"{name}: {label} {i}")
            for name in PAGES for i, (label, body) in enumerate(blocks(name, "yaml"))
            if not label.startswith("arch") and name != "errors"]


@pytest.mark.parametrize(("name", "label", "body"), yaml_blocks())
def test_the_yaml_of_a_page_works(name, label, body, tmp_path):
    """Specifications in every variant, without a warning; layers on an image of 32x32x3; rubrics."""
    if label == "layers":
        body = "input: [3, 32, 32]\nlayers:\n" + "".join(f"  {line}\n" for line in body.splitlines())
    document = parse(body, label)
    if "layers" not in document.root.data and "extends" not in document.root.data:
        assert rubrics.read(document).title
        return
    file = tmp_path / f"{Path(label).stem}.yaml"
    file.write_text(body, "utf-8")
    for variant in spec.variants(document) or [""]:
        graph = build(library.load(f"{file}#{variant}" if variant else str(file)))
        assert graph.warnings == ()
        assert analyze(graph).tables[0].rows


ANSWER = re.compile(r"^(\S.*?) +# (\(.*?\)|[0-9]+|'[^']*'|\"[^\"]*\")(?:: .*)?$", re.MULTILINE)
"""A line of Python, and in its comment what it gives."""


@every_page
def test_the_python_of_a_page_works(name, reader):
    put_files(name, reader)
    values: dict[str, object] = {}
    for body in (body for label, body in blocks(name, "python") if not label):
        exec(body, values)
        for line, answer in ANSWER.findall(body):
            assert eval(line, values) == ast.literal_eval(answer)


@pytest.mark.parametrize(("name", "call"), [
    pytest.param(name, call, marks=[pytest.mark.slow] if call.startswith("archcalc.calibrate") else [])
    for name in PAGES for call in inline_calls(name) if not call.startswith("archcalc.from_")])
def test_the_calls_in_sentences_work(name, call, reader):
    for file in ("hw.csv", "a.csv", "b.csv"):
        (reader / file).write_text(GIVEN.get(file, "image,cat,dog\nkoala.png,0.75,0.25\n"), "utf-8")
    assert eval(call, {"archcalc": archcalc}) is not None


BOUNDS = [
    f"{characters.MOST_BYTES >> 20} MiB", f"{yaml_events.MOST_DEPTH} levels", f"{yaml_events.MOST_NODES:,} values", f"{MOST_LAYERS:,} layers",
    f"{yaml_events.MOST_KEYS:,} keys", f"{scalars.MOST_DIGITS} digits", f"{LARGEST:,}", f"{parser.MOST_CHARACTERS} characters", f"{parser.MOST_DEPTH} levels",
    f"{sheets.MOST_BYTES >> 20} MiB", f"{sheets.MOST_ANSWERS:,} answers", f"{prediction_cells.MOST_CLASSES:,} classes", f"{matched_predictions.MOST_MATCHED:,} images",
    f"{axes.MOST_POINTS:,} points",
]
LISTS = {
    "claims": CLAIMED, "errors": BOUNDS, "drawings": [suffix for form in outputs.NAMES for suffix in outputs.NAMES.load(form).SUFFIXES[:1]],
    "homework": [*ASKED, *banks.NAMES, *gradebooks.NAMES, *rubrics._TERMS], "language": [*spec.KEYS], "operators": kinds(), "planning": [*DEVICES, *optimizers.NAMES, *BOARDS],
    "running": PREPROCESSING, "tables": [*formats.NAMES, *presets.NAMES, *(column.key for column in analyze(build(library.load("vgg16"))).tables[0].columns)],
}
"""What a page must name, all of it."""


@together(("name", "word"), [(name, word) for name, words in LISTS.items() for word in words])
def test_a_page_names_all_that_there_is(name, word):
    assert re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", " ".join(text(name).split()))


@together("command", COMMANDS.names)
def test_every_command_has_a_page_that_tells_of_it_and_its_help_names_it(command):
    told = COMMANDS.load(command).PAGE
    assert re.search(rf"\barchcalc {command}\b", text(told))
    assert f"Manual: archcalc manual {told}\n" in CliRunner().invoke(application(command), [command, "--help"]).stdout
    if command != "manual":
        assert page(command) == text(command if command in names() else told)


@pytest.mark.parametrize(("word", "told"), [
    ("conv", "operators"), ("memory", "conventions"), ("macs", "conventions"), ("sees", "tables"), ("torchinfo", "conventions"),
    ("plus-one-forgotten", "homework"),
])
def test_what_explain_describes_names_its_page(word, told):
    assert told in names()
    assert f"\nmanual: archcalc manual {told}\n" in run(f"archcalc explain {word}").output


@every_page
def test_what_a_page_refers_to_is_there(name):
    for other in re.findall(r"archcalc manual ([a-z]+)", text(name)):
        assert other in {*names(), *COMMANDS.names}
    for target in re.findall(r"\]\(([^)#:]+)\)", text(name)):
        assert (PAGES[name].parent / target).is_file(), target


@pytest.mark.parametrize("name", names())
def test_a_page_begins_with_its_title_and_the_readme_leads_to_it(name):
    assert re.match(r"# [A-Z][A-Za-z]+: \S.*\n\n", text(name))
    assert f"](archcalc/manual/{name}.md)" in text("README")


def test_the_list_holds_every_page():
    assert contents().tables[0].column("page") == sorted(path.stem for path in MANUAL.iterdir())


@pytest.mark.parametrize(("typed", "shown"), [("homework", "homework"), ("Homework", "homework"), ("check", "homework"), ("sweep", "sweeps"), ("plan", "planning")])
def test_a_page_is_found_by_its_name_and_by_a_command(typed, shown):
    assert run(f"archcalc manual {typed}").output == text(shown)


@pytest.mark.parametrize(("typed", "meant"), [("homwork", "homework"), ("sweeping", ""), ("langauge", "language"), ("chek", "check"), ("x" * 500, "")])
def test_an_unknown_page_is_answered_with_the_nearest(typed, meant):
    (mistake,) = run(f"archcalc manual {typed}").exception.mistakes
    assert mistake.code == "unknown-page"
    assert mistake.hint == (f"did you mean '{meant}'?" if meant else "")
    assert "homework" in mistake.expected


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("name", names())
def test_a_page_at_a_terminal_is_no_wider_and_its_code_is_whole(name, width):
    shown = laid_out(text(name), width, colour=False)
    code = [body for _, _, body in BLOCK.findall(text(name))]
    lines = {f"  {line}".rstrip() for body in code for line in body.splitlines()}
    assert all(len(line) <= min(width, 100) for line in shown.splitlines() if line not in lines)
    assert all("\n".join(f"  {line}".rstrip() for line in re.sub("\n\n+", "\n\n", body).splitlines()) in shown for body in code)
    assert "…" not in shown
