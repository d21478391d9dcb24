"""Hostile words and hostile files: whatever a command is given, it answers in words of its own and never as at a fault."""

import random
from pathlib import Path

import pytest
from attacks import FILES, answer, attacks, complaints, example
from broken_files import BALLOT, READERS, broken

from archcalc.cli.application import COMMANDS

FEW_WORDS, FEW_FILES = 20, 6
"""So many of each the fast tests try, drawn by chance that is the same every time."""
SHARES = 10
"""The slow tests try one share of all words on each command."""


def wrong_answers(found):
    """By what was tried, what is wrong with its answer."""
    judged = {str(what): (complaints(given), given.told[:300]) for what, given in found}
    return {what: told for what, told in judged.items() if told[0]}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setattr("archcalc.live.page.page_server.serve", lambda *given: None)  # a page waits for its reader
    for name, text in FILES.items():
        Path(name).write_text(text, "utf-8")


def _attacked(some):
    return wrong_answers((attack, answer(attack.words)) for attack in some)


@pytest.mark.parametrize("command", COMMANDS.names)
def test_what_is_attacked_is_answered_where_nothing_is_hostile(folder, command):
    assert answer(example(command)).code in {0, 1}


@pytest.mark.quick(cases=8)
@pytest.mark.parametrize("command", COMMANDS.names)
def test_no_word_on_the_command_line_is_a_fault(folder, command):
    everything = list(attacks(command))
    assert _attacked(random.Random(command).sample(everything, min(FEW_WORDS, len(everything)))) == {}


@pytest.mark.slow
@pytest.mark.sampled(one_in=SHARES)
@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("command", COMMANDS.names)
def test_none_of_all_hostile_words_is_a_fault(folder, command, share):
    assert _attacked(list(attacks(command))[share::SHARES]) == {}


def _read(reader, most):
    name, _, words = READERS[reader]
    content = {each: bytes(made()) for each, made, _ in READERS.values()} | {"b.csv": BALLOT}
    for each, raw in content.items():
        Path(each).write_bytes(raw)
    assert answer(words.format(name).split()).code == 0, "the file is read where it is whole"
    found = []
    chance = random.Random(reader)
    everything = list(broken(content[name], chance))
    for said, raw in chance.sample(everything, most) if most else everything:
        Path(name).write_bytes(raw)
        found.append((said, answer(words.format(name).split())))
    return wrong_answers(found)


@pytest.mark.quick(cases=11)
@pytest.mark.parametrize("reader", READERS)
def test_no_file_is_a_fault(folder, reader):
    assert _read(reader, FEW_FILES) == {}


@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS)
def test_no_broken_file_is_a_fault(folder, reader):
    assert _read(reader, None) == {}


@pytest.mark.parametrize(("words", "said"), [
    (["vgg16", "--set", "classes=\udcff"], r"'classes=\xff' is not UTF-8"), (["quiz", "alexnet", "--student", "\udcff", "--format", "gift"], r"'\xff' is not UTF-8"),
    (["caf\udce9.yaml"], r"'caf\xe9.yaml' is not UTF-8"), (["new", "a\0b"], "holds a zero byte"), (["list", "--max-params", "9" * 400], "wants a number such as 5M"),
    (["list", "--max-params", ">5M"], "wants a number such as 5M"), (["new", "x" * 300], "cannot write"),
])
def test_a_word_that_cannot_be_meant_is_told(folder, words, said):
    given = answer(words)
    assert given.code in {2, 74}
    assert said in given.told


def test_a_template_without_a_size_is_ten_inches_wide(folder):
    pptx = pytest.importorskip("pptx")
    from broken_files import presentation, without

    Path("nosize.pptx").write_bytes(without(presentation(), "ppt/presentation.xml", rb"<p:sldSz[^>]*>"))
    assert answer(["lenet5", "-o", "o.pptx", "--template", "nosize.pptx"]).code == 0
    made = pptx.Presentation("o.pptx")
    assert (made.slide_width, made.slide_height) == (9_144_000, 6_858_000)
