"""Questions, and what is known of their answers: rules on rows of tokens, as letters of `vocabulary.CODES`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from archcalc.homework.exercises import said
from archcalc.homework.exercises.said import Said, SaidBound, value_of
from archcalc.homework.exercises.sentence_words import SentenceWord

Rule = Callable[[Sequence[SentenceWord], str], list[Said] | None]
"""The statements of some tokens, whose letters are given; None where the tokens are something else."""
_FIELD = "receptive_field"
_SIDES = frozenset({"length", "height", "width"})


def picked(tokens: Sequence[SentenceWord], letters: str, wanted: str) -> SentenceWord:
    """The first token with one of some letters."""
    return next(token for token, letter in zip(tokens, letters, strict=True) if letter in wanted)


def unknown(name: str) -> Rule:
    """An attribute is asked for; a window that is told with it is the kernel."""

    def rule(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
        kernel = [Said(said.ATTRIBUTE, "kernel", token.data, token) for token in tokens if token.code == "z"]
        return [Said(said.UNKNOWN, name, None, tokens[-1]), *kernel]

    return rule


def unknown_attribute(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """An attribute, by its name."""
    token = picked(tokens, letters, "A")
    return [Said(said.UNKNOWN, token.data, None, token)]


def unknown_window(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """A pooling's window is asked for."""
    return [Said(said.LAYER, "max_pool", "implied", tokens[-1]), Said(said.UNKNOWN, "kernel", None, tokens[-1])]


def unknown_layers(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """The number of layers with a window, and perhaps a stride."""
    window = picked(tokens, letters, "z")
    found = [Said(said.UNKNOWN, "layers", None, window)]
    layer = [Said(said.LAYER, token.data, None, token) for token in tokens if token.code == "L"]
    pairs = [(name, value) for name, value in pairwise(tokens) if name.code == "A" and value.code == "n"]
    return [
        *found,
        *(layer or [Said(said.LAYER, "conv", "implied", window)]),
        Said(said.ATTRIBUTE, "kernel", window.data, window),
        *(Said(said.ATTRIBUTE, name.data, value_of(value), value) for name, value in pairs),
    ]


def bound(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """At most 10K weights."""
    sign = -1 if {*"mr"} & {*letters} else 1 if "l" in letters else 0
    number = picked(tokens, letters, "n")
    figures = [token.data for token in tokens if token.code == "P"]
    unit = number.data.unit if hasattr(number.data, "unit") else ""
    return [Said(said.LIMIT, figures[0] if figures else "", SaidBound(sign, value_of(number), unit), number)]


def field_bound(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """A receptive field of 9."""
    number = picked(tokens, letters, "nz")
    sign = -1 if {*"mr"} & {*letters} else 1 if "l" in letters else 0
    if picked(tokens, letters, "P").data != _FIELD:
        return None
    sides = number.data if number.code == "z" else (value_of(number),)
    if len({*sides}) > 1:
        return None
    return [Said(said.LIMIT, _FIELD, SaidBound(sign, sides[0]), number)]


def side(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """An input of length 100."""
    if picked(tokens, letters, "P").data not in _SIDES:
        return None
    number = picked(tokens, letters, "n")
    name = picked(tokens, letters, "P").data
    if name != "length":
        return [Said(said.SIDE, name, value_of(number), number)]
    return [Said(said.INPUT, "", (value_of(number),), number)]


def figure(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """A figure."""
    token = picked(tokens, letters, "P")
    return [Said(said.ASKED, token.data, None, token)]


def named(name: str) -> Rule:
    """One figure is asked for."""
    return lambda tokens, letters: [Said(said.ASKED, name, None, tokens[-1])]


def weights_alone(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """Biases left out: the parameters that are asked for are the weights."""
    return [Said(said.ASKED, "weights", said.ALONE, tokens[-1])]


def compared(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """Fewer, or more, of a figure."""
    figures = [token.data for token in tokens if token.code == "P"]
    name = figures[0] if figures else "output" if "O" in letters else ""
    direction = "more" if "M" in letters else "fewer" if "W" in letters else ""
    token = next((each for each in tokens if each.code in "WM" and each.data), tokens[0])
    return [Said(said.COMPARED, name, direction, token)]


def target(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """Gives 29x29."""
    token = picked(tokens, letters, "nz")
    sides = token.data if token.code == "z" else (value_of(token),)
    return [Said(said.TARGET, token.text, sides, token)]


def kept(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """The size is kept; the one that is told goes in."""
    sizes = [Said(said.INPUT, token.text, token.data, token) for token in tokens if token.code == "z"]
    return [Said(said.KEPT, "", None, tokens[0]), *sizes]


def from_to(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """From 224x224 to 112x112; two bare numbers are sizes, channels or neurons, as the layer has it."""
    first, second = (token for token in tokens if token.code in "nz")
    if first.code == second.code == "n":
        return [Said(said.FROM_TO, "", (first, second), second)]
    return [
        Said(said.INPUT, first.text, first.data if first.code == "z" else (value_of(first),), first),
        *target([second], second.code),
    ]


def features_to(name: str) -> Rule:
    """From 64 to 128 channels; 1024 inputs to 10 outputs."""

    def rule(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
        first, second = (token for token in tokens if token.code == "n")
        return [Said(said.FEATURES, "", value_of(first), first), Said(said.ATTRIBUTE, name, value_of(second), second)]

    return rule


def filters_made(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """To 16 channels."""
    token = picked(tokens, letters, "n")
    return [Said(said.ATTRIBUTE, "filters", value_of(token), token)]


def maybe_bound(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """The layer has 1,792 parameters: a bound where something else is asked for."""
    number = picked(tokens, letters, "n")
    unit = number.data.unit if hasattr(number.data, "unit") else ""
    return [Said(said.MAYBE_LIMIT, tokens[-1].data, SaidBound(0, value_of(number), unit), number)]


def measured(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """Width 512; length 50."""
    name, token = tokens[0].data, tokens[-1]
    if name == "length":
        return [Said(said.STEPS, "", value_of(token), token)]
    return [Said(said.SIDE, name, value_of(token), token)] if name in {"width", "height"} else None


def values_in(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """A vector of 784 values."""
    if tokens[-1].data != "neurons":
        return None
    number = picked(tokens, letters, "n")
    return [Said(said.INPUT, number.text, (value_of(number),), number)]


def kernel_length(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """Filters of length 5."""
    if picked(tokens, letters, "P").data != "length":
        return None
    count = [Said(said.ATTRIBUTE, "filters", value_of(tokens[0]), tokens[0])] if letters[0] == "n" else []
    return [*count, Said(said.ATTRIBUTE, "kernel", value_of(tokens[-1]), tokens[-1])]


def of_one(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """A figure of each filter."""
    return [Said(said.OF_ONE, "", None, picked(tokens, letters, "%"))]


def fits(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """Does it fit; how many neurons fit."""
    return [Said(said.FITS, "", True, tokens[-1])]


def proportion(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """By what factor; what percentage."""
    token = picked(tokens, letters, "5")
    return [Said(said.PROPORTION, token.data, token.data, token)]


def same_padding(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """The padding of a same convolution."""
    token = picked(tokens, letters, "A")
    return [Said(said.UNKNOWN, "padding", None, token), Said(said.KEPT, "", None, token)] \
        if token.data == "padding" else None


ASKING: tuple[tuple[str, Rule], ...] = (
    ("[QH]*5", proportion), ("[QH]+Aw?SL", same_padding), (r"[WM](?=\|)", compared),
    ("[QH]*P[AnzLFKqh]*%|%[QH]+P", of_one), ("Y", fits), ("j", named("params")),
    ("J", weights_alone),
    ("[QH]+B", named("biases")),
    ("[QH]*[WM]S?P|[QH]*O[WM]|[QH]*[WM]O|[QH]*P[QH]*[WM]|X[QH]*P|X", compared),
    ("Hz?F(?!s?[:=]?[nz])", unknown("filters")),
    ("HFs?z", unknown("filters")),
    ("H+zL?y|HzL|H+Ls?z(?=w?P[:=]?x?n)", unknown_layers), ("H+An(?:,?An)*,?z(?:L|[FK]?y)", unknown_layers),
    ("HIC|[QH]+D(?![:=]?n)", unknown("features")),
    ("HOC(?![:=]?n)|HIF", unknown("filters")),
    ("[QH]+U(?![:=]?n)", unknown("units")),
    ("[QH]+k(?![:=]?[nz])", unknown_window),
    ("[QH]+[KF]s?(?![:=]?(?:n|z(?!g*[IO])))|[QH]+sK(?![:=]?(?:n|z(?!g*[IO])))", unknown("kernel")),
    ("[QH]+A(?![:=]?(?:n(?![zqLo])|z(?![qLFKoOI])|S))", unknown_attribute),
    ("[QH]+[Is]*I[Is]*(?![:=]?[nzCFU]|&)", unknown("input")),
    ("[QH]+b(?![:=]?n)", unknown("batch")),
    ("HC(?![:=]?n)", named("channels")),
    ("i*I+[:=]?nP", values_in), ("[mlxr]+[:=]?nP?", bound),
    ("(?<![LFAi])nP|(?<=zF)nP", bound), ("(?<=L)nP", maybe_bound),
    ("P[:=]?[xmlr]*[nz](?![FKUCIOLkzqy])", field_bound),
    ("Px[:=]?n", bound),
    ("n?[FK]P[:=]?n", kernel_length), ("I[QH]?Pn", side), ("P[:=]?n(?![FUCAPzLo>G])", measured),
    ("[QH]*s?[QH]*P", figure), ("B(?![:=]?[01N])", named("biases")),
    ("nD&nO[CF]?|nC&nO(?![CFs])", features_to("filters")), ("O[:=]?nC", filters_made), ("Q+&?6", named("output")),
    ("[Gf]+nF[o>]nF", features_to("filters")), ("[Gf]*n[CD]?[o>]nO?[CF]", features_to("filters")),
    ("[Gf]*n[CD][o>]n(?![FKULAzP])", features_to("filters")),
    ("[Gf]*nIU?[&,wo>]+nO[UC]?|[Gf]*nIU?[&,wo>]*nU|II?[:=]?n[,&]*O[:=]?n|nuI&nuO", features_to("units")),
    ("[Gf]*n[IUC]U?[o>]nO?[OUA]?U?", features_to("units")), ("[Gf]*n[o>]nU(?!z)", features_to("units")),
    ("[Gf]*C[Gf]*n[o>]n(?![FKULAzPCn])", features_to("filters")),
    ("GI?zz(?![FKL])", from_to),
    ("[Gf]*[zn]I?[o>G]O?[zn](?![FKCULAo>])O?", from_to), ("[o>]nO?[CF]", filters_made),
    ("G?O[sC]?G?[:=]?(?:z(?!g*I|[SV]?q*L|[FK])|n(?![FUCAPzLk]))", target),
    ("G[sO]?[:=]?(?:z|n(?![FUCAPzLKkIDs]))(?![FKkL])O?", target),
    ("zO", target),
    ("=[nz]", target),
    ("ES?I?s?(?:z(?!q*[FKk])I?|I)?|GSO?", kept),
    ("[QH]*[sI]?O[sI]?|[QH]+s(?!z)", named("output")),
)
"""Rules by their patterns; the first that fits goes."""
