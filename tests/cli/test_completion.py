"""The Tab key: values of options and arguments are those that the commands take, in every shell, and without a message."""

import pytest

from archcalc.cli import application, completion_values
from archcalc.cli.application import COMMANDS

SHELLS = ("bash", "zsh", "fish", "powershell")


@pytest.fixture
def offered(monkeypatch, capsys):
    """offered(line, shell): what the shell is answered."""
    def ask(line, shell="bash"):
        words = line.split(" ")
        for name, value in {"_ARCHCALC_COMPLETE": f"complete_{shell}", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1),
                            "_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args",
                            "_TYPER_COMPLETE_WORD_TO_COMPLETE": words[-1]}.items():
            monkeypatch.setenv(name, value)
        if shell == "bash":
            monkeypatch.delenv("_TYPER_COMPLETE_ARGS")
        else:
            monkeypatch.delenv("COMP_WORDS")
        with pytest.raises(SystemExit):
            application.run([])
        told = capsys.readouterr()
        assert told.err == ""
        return told.out
    return ask


@pytest.mark.parametrize(("line", "values"), [
    ("archcalc explain alexnet c", "conv1 conv2 conv3 conv4 conv5"), ("archcalc explain alexnet par", "params"),
    ("archcalc explain resnet50 conv4_6/n", "conv4_6/norm1 conv4_6/norm2 conv4_6/norm3"), ("archcalc explain max_", "max_pool max_unpool"),
    ("archcalc explain plus-", "plus-one-forgotten plus-one-too-early plus-one-twice"), ("archcalc explain torchi", "torchinfo torchinfo-total"),
    ("archcalc explain nosuch c", ""), ("archcalc explain resid", "residual"),
    ("archcalc mobilenet_v1 --set ", "classes=1000 width=1.0"), ("archcalc show mobilenet_v1 --set w", "width=1.0"),
    ("archcalc nosuch --set w", ""), ("archcalc lenet5 --set zz", ""),
    ("archcalc alexnet --change conv1.s", "conv1.stride="), ("archcalc alexnet --change fc", "fc6. fc7. fc8."), ("archcalc alexnet --change nosuch.s", ""),
    ("archcalc vgg16 --format ma", "markdown"), ("archcalc draw vgg16 --format d", "dot"), ("archcalc quiz vgg16 --format q", "qti12 qti21"),
    ("archcalc check --format cs", "csv csv-excel"), ("archcalc check --format moo", "moodle"),
    ("archcalc vgg16 --preset k", "keras"), ("archcalc vgg16 --convention torchsc", "torchscan"), ("archcalc vgg16 --only conv,po", "conv,pooling"),
    ("archcalc plan resnet50 --gpu rtx40", "rtx4080 rtx4090"), ("archcalc plan resnet50 --optimizer adamw", "adamw"),
    ("archcalc fit resnet50 --gpu h1", "h100 h100-pcie"), ("archcalc export vgg16 --to o", "onnx"), ("archcalc draw vgg16 --style v", "volumes"),
    ("archcalc course new x --from l", "lecture"), ("archcalc draw alexnet --animate conv1", "conv1"), ("archcalc draw alexnet zfnet_", "zfnet_2013"),
])
def test_values_are_offered(offered, line, values):
    assert set(offered(line).split()) == set(values.split())


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_is_answered(offered, shell):
    assert all(f"conv{number}" in offered("archcalc explain alexnet conv", shell) for number in range(1, 6))
    assert "width=1.0" in offered("archcalc mobilenet_v1 --set w", shell)


@pytest.mark.parametrize("place", sorted({*completion_values._NAMED.values(), *completion_values._EXPLAINED, *(
    place for places in completion_values._OF_COMMANDS.values() for place in places)}))
def test_every_collection_of_names_is_there(place):
    assert all(isinstance(name, str) for name in completion_values._at(place))


def test_every_option_with_values_is_one_of_a_command():
    known = {option for name in COMMANDS.names for option in _options(name)}
    assert {*completion_values._NAMED, *completion_values._WORKED_OUT} <= known
    assert all(option in _options(verb) for verb, option in completion_values._OF_COMMANDS)


def _options(verb):
    import typer

    command = typer.main.get_command(application.application(verb)).commands[verb]
    return {option for parameter in command.params for option in parameter.opts}


@pytest.mark.parametrize("place", ["abc", "", "99", "-5", "9" * 5000])
def test_a_shell_that_says_nonsense_is_answered_without_a_message(monkeypatch, capsys, place):
    for name, value in {"_ARCHCALC_COMPLETE": "complete_bash", "COMP_WORDS": "archcalc show ", "COMP_CWORD": place}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit):
        application.run([])
    assert capsys.readouterr().err == ""
