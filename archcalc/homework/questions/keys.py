"""Keys -> questions: vgg16.conv1_1.params, alexnet.pool1.output, vgg16.total.memory."""

from __future__ import annotations

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.homework.questions import asked_modules
from archcalc.homework.questions.askable import Question, figure
from archcalc.homework.questions.inverse_figures import inverse
from archcalc.homework.questions.networks import AskedNetwork, Networks

MOST_CHARACTERS = 300


def question(key: str, networks: Networks, default: str = "") -> Question:
    """The question that a key asks; `default` is the network of keys that name none. Raises ArchcalcError.

    >>> question("vgg16.conv1_1.params", Networks()).position
    1
    """
    if len(key) > MOST_CHARACTERS:
        raise ArchcalcError.of("question", f"a question has at most {MOST_CHARACTERS} characters")
    subject, dot, name = key.strip().rpartition(".")
    if not dot:
        raise ArchcalcError.of("question", f"{quoted(key)} is not a question", hint=_EXAMPLE)
    asked = inverse(name) or figure(name)
    network, layer = _subject(subject, networks, default)
    part = None if network.has(layer) else asked_modules.of(network).find(layer, asked)
    network, position = part or (network, network.position(layer))
    return Question(key.strip(), network, position, asked)


_EXAMPLE = "for example vgg16.conv1_1.params, alexnet.pool1.output or vgg16.total.memory"


_NAMED = "say it before the layer, vgg16.conv1_1.params, in a line of its own, network: vgg16, or with --network vgg16"


def of(network: AskedNetwork, position: int | None, name: str) -> Question:
    """The question after a figure of a layer, with the key that asks it."""
    layer = network.called if position is None else network.node(position).name
    return Question(f"{network.reference}.{layer}.{name}", network, position, inverse(name) or figure(name))


def _of_sheet(name: str, networks: Networks) -> AskedNetwork:
    """The network that a sheet is about; one that is not bundled is of a file, which the sheet does not hold."""
    try:
        return networks.find(name)
    except ArchcalcError as error:
        mistake, *others = error.mistakes
        if mistake.code != "unknown-network" or "did you mean" in mistake.hint:
            raise
        hint = f"{mistake.hint}; a sheet about a file of one's own is marked with --network {name}.yaml"
        raise ArchcalcError([mistake._replace(hint=hint), *others]) from None


def _subject(subject: str, networks: Networks, default: str) -> tuple[AskedNetwork, str]:
    """The network and the layer: vgg16.conv1_1, conv1_1 of the sheet's network, or vgg16 alone for its totals."""
    settings = subject.partition("(")[0].count(".") == 0  # vgg16(batch=2).conv1_1, but vgg16.CONV3-64 (2)
    cut = subject.find(".", subject.find(")") if settings and "(" in subject else 0)
    name, layer = (subject[:cut], subject[cut + 1:]) if cut > 0 else (subject, "total")
    if default:
        network = _of_sheet(default, networks)
        if network.has(subject) or not (layer and name in networks):
            return network, subject
    elif not subject:
        raise ArchcalcError.of("question", "a question names its layer", hint=_EXAMPLE)
    try:
        return networks.find(name), layer
    except ArchcalcError as error:
        mistake = error.mistakes[0]
        if default or "." in subject or mistake.code != "unknown-network" or "did you mean" in mistake.hint:
            raise
        said = f"it is not said which network {quoted(subject)} is of"
        raise ArchcalcError.of("question", said, hint=_NAMED) from None


def canonical(asked: Question) -> str:
    """The one key of a question, however it is spelt: network, layer or module, figure."""
    layer = asked.network.called if asked.position is None else asked.network.node(asked.position).name
    return f"{asked.network.reference}.{layer}.{asked.figure.name}"
