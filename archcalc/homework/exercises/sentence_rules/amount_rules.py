"""Attributes and sizes: rules on rows of tokens, as letters of `vocabulary.CODES`."""

from __future__ import annotations

from collections.abc import Sequence

from archcalc.homework.exercises import said
from archcalc.homework.exercises.said import Said, value_of
from archcalc.homework.exercises.sentence_rules.asking_rules import Rule, picked
from archcalc.homework.exercises.sentence_rules.layer_rules import NAMED
from archcalc.homework.exercises.sentence_rules.sentence_order import TURNED
from archcalc.homework.exercises.sentence_words import SentenceWord


def attribute(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """Stride 2; 5 groups."""
    token, value = picked(tokens, letters, "A"), picked(tokens, letters, "nzv")
    return [Said(said.ATTRIBUTE, token.data, value_of(value), value)]


def several(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """Dilation 1, 2 and 4: one for each of several layers."""
    token = picked(tokens, letters, "A")
    return [Said(said.ATTRIBUTE, token.data, [value_of(each) for each in tokens if each.code == "n"], token)]


def several_listed(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """Dilations 1, 2, 4, 8."""
    return several(tokens, letters) if picked(tokens, letters, "A").text.lower().endswith("s") else None


def several_of(name: str) -> Rule:
    """One number for each of several layers: 100, 200 and 400 filters; kernel sizes 5, 3 and 3."""
    return lambda tokens, letters: [Said(said.ATTRIBUTE, name, [value_of(each) for each in tokens if each.code == "n"],
                                         picked(tokens, letters, "FK"))]


def set_to(name: str, value: object) -> Rule:
    """An attribute that words alone decide: no bias, valid."""
    return lambda tokens, letters: [Said(said.ATTRIBUTE, name, value, tokens[-1])]


def none_of(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """No padding."""
    token = picked(tokens, letters, "A")
    return [Said(said.ATTRIBUTE, "padding", 0, token)] if token.data == "padding" else None


def without(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """Without batch norm."""
    return [Said(said.WITHOUT, tokens[-1].data, None, tokens[-1])] if letters == "NL" else None


def flag(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """Ceil; not bidirectional."""
    token = picked(tokens, letters, "a")
    return [Said(said.FLAG, token.data, not {*"N0"} & {*letters}, token)]


def word(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """A value of some attribute: nearest."""
    return [Said(said.WORD, "", tokens[0].data, tokens[0])]


def stride(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """7x7/2."""
    return [Said(said.ATTRIBUTE, "stride", tokens[0].data, tokens[0])]


def letter(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """W=227."""
    name, value = tokens[0].data
    if "output" in name:
        return [Said(said.TARGET, tokens[0].text, (value,), tokens[0])]
    if name in {"width", "height"}:
        return [Said(said.SIDE, name, value, tokens[0])]
    kind = {"channels": said.FEATURES, "batch": said.BATCH}.get(name, said.ATTRIBUTE)
    return [Said(kind, name, value, tokens[0])]


def letter_and_noun(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """C=128 channels; C=64 channels in and out."""
    name, value = tokens[0].data
    noun = tokens[1].data if letters[1] == "A" else {"F": "filters", "C": "channels", "K": "kernel"}[letters[1]]
    if noun != name:
        return None
    return [Said(said.BOTH, "", value, tokens[0])] if letters[-1] == "e" else letter(tokens[:1], letters[:1])


def noun_and_letter(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """Stride S=2."""
    return letter_and_noun([tokens[1], tokens[0]], letters[::-1])


def filters_and_kernel(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """32 filters of 5x5; ten 5x5 filters."""
    count, window = picked(tokens, letters, "n"), picked(tokens, letters, "z")
    return [
        Said(said.ATTRIBUTE, "filters", value_of(count), count),
        Said(said.ATTRIBUTE, "kernel", window.data, window),
    ]


def number_of(name: str) -> Rule:
    """A number, or sides, of what a word names."""

    def rule(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
        token = picked(tokens, letters, "nz")
        one = [Said(said.ONE, "", None, token)] if name == "kernel" and "K" in letters else []
        return [Said(said.ATTRIBUTE, name, value_of(token), token), *one]

    return rule


def window_of_each(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """3x3 depthwise filters, of a separable convolution."""
    return number_of("kernel")(tokens[:1], "z") if tokens[1].data == "depthwise" else None


def pool_window(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """A 2x2 pooling window."""
    token = picked(tokens, letters, "nz")
    return [Said(said.LAYER, "max_pool", "implied", token), Said(said.ATTRIBUTE, "kernel", value_of(token), token)]


def plain(kind: str) -> Rule:
    """A number or sides, of a kind that the layers around it decide."""

    def rule(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
        token = picked(tokens, letters, "nz")
        return [Said(kind, token.text, value_of(token), token)]

    return rule


def volume(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """On 227x227x3; a 32x32 RGB image."""
    depth = [Said(said.DEPTH, "", token.data, token) for token in tokens if token.code == "g"][:1]
    token = picked(tokens, letters, "nz")
    sides = token.data if token.code == "z" else (value_of(token),)
    return [Said(said.INPUT, token.text, sides, token), *depth]


def volume_of_channels(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """An input with 3 channels of 7x9."""
    count, size = picked(tokens, letters, "n"), picked(tokens, letters, "z")
    return [Said(said.INPUT, size.text, size.data, size), Said(said.FEATURES, "", value_of(count), count)]


def volume_after(tokens: Sequence[SentenceWord], letters: str) -> list[Said] | None:
    """After CONV1: 55x55x96."""
    if any(token.code == "L" and token.data == "flatten" for token in tokens):
        return None
    size = picked(tokens, letters, "z")
    return [Said(said.INPUT, said.AFTER_ALL, size.data, size)] if len(size.data) > 2 else None


def depth(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """RGB."""
    return [Said(said.DEPTH, "", tokens[0].data, tokens[0])]


def statement(kind: str, value: object = None) -> Rule:
    """A statement that stands by itself; of value None, with the token's own."""

    def rule(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
        data = tokens[0].data if value is None else value
        return [Said(kind, data if isinstance(data, str) else "", data, tokens[0])]

    return rule


def separator(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """Then; of layers that have changed places, also that they have."""
    turned = [Said(said.TURNED, "", None, tokens[0])] if tokens[0].data == TURNED else []
    return [*turned, Said(said.SEPARATOR, "strong", "strong", tokens[0])]


def measured_side(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """320 pixels wide."""
    return [Said(said.SIDE, tokens[1].data, value_of(tokens[0]), tokens[0])]


def batch(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """Batch size 8."""
    token = picked(tokens, letters, "n")
    return [Said(said.BATCH, "", value_of(token), token)]


def mentioned(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """A word whose value has to stand elsewhere."""
    nouns = {"F": "filters", "K": "kernel", "D": "channels", "C": "channels", "U": "units", "k": "kernel"}
    name = tokens[0].data if letters == "A" else nouns[letters]
    return [Said(said.ONE if letters == "K" else said.MENTIONED, name, letters, tokens[0])]


def nothing(tokens: Sequence[SentenceWord], letters: str) -> list[Said]:
    """Words that only join others."""
    return []


_GOES_NOT_IN = "(?!g*[I@](?!g*s?[:=]?z|w?n[CD]))"
"""After sides that no word for an input claims."""

AMOUNTS: tuple[tuple[str, Rule], ...] = (
    ("#", set_to("stride", 1)),
    ("NA", none_of), (r"(?<![HQ])N[aL](?=[.,:&]|$)", without),
    ("NB|B[:=]?0|BN", set_to("bias", False)),
    ("wB|B[:=]?1", set_to("bias", True)),
    ("S(?=P|O|I|s|y|C|F)", nothing),
    ("A?[:=]?SA?", set_to("padding", "same")),
    ("A?[:=]?VA?(?![:=]?[nz])", set_to("padding", 0)),
    ("n(?:(?:,n)+(?:,?&n)?|&n)F", several_of("filters")),
    ("A[:=]?n(?:,n)*,?&n(?![FUCKzPALI])", several), ("A[:=]?n(?:,n){2,}(?!,?&?n|[FUCKzPLI])", several_listed),
    ("A[:=]?(?:n(?![FUCk])|z(?!g*[IO]|q*L)|v)", attribute),
    ("[nz]A(?![:=]?[nzSVv])", attribute),
    ("N?a[:=]?[01]?", flag),
    ("v", word),
    ("/", stride),
    (r"\^Ce|\^[FCKA]", letter_and_noun), (r"[FCKA]\^", noun_and_letter), (r"\^", letter),
    (f"nu?[FK]e?s?[:=]?z{_GOES_NOT_IN}", filters_and_kernel),
    ("nu?z[FK]", filters_and_kernel),
    ("[nz]k", pool_window),
    ("k[:=]?[nz]", pool_window),
    ("nu?[FK]|nu", number_of("filters")),
    ("F[:=]?n(?!z)", number_of("filters")),
    (f"[FK]e?s?[:=]?z{_GOES_NOT_IN}", number_of("kernel")),
    ("Ks?[:=]?n(?:,n)*,?&n(?![FUCKzPALIso>])", several_of("kernel")), ("[FK]s?[:=]?n(?!z?F)", number_of("kernel")),
    ("z[FK]s?", number_of("kernel")), ("(?<=.)zqF(?!L)", window_of_each),
    ("g*zg*I", volume), ("Iw?nC[&,]?s?z(?![FKL])", volume_of_channels),
    ("nCI|nI[CFU]?|I[CF][:=]?n|Iw?nC|nD|D[:=]?n", plain(said.FEATURES)),
    ("nO[CF]|OC[:=]?n", number_of("filters")),
    ("nOU?", number_of("units")),
    ("nCe|neC", plain(said.BOTH)),
    ("nC|C[:=]?n", plain(said.CHANNELS)),
    ("nu?U|U[:=]?n", number_of("units")),
    ("ig*[IO]?s?[:=]?z", volume),
    ("ig*I?s?[:=]?n(?![FUCAPyzL6-])", volume),
    ("g*Ig*s?[:=,]?z(?![FK])", volume),
    ("Is?[:=]?n(?![FUCAPyzL6-])", volume),
    ("R+z|R+[Lh]*(?:[:,=]I?|I)z", volume_after), (r"\$", statement(said.ORDINAL)),
    ("gz(?![FKq])|zg+(?![FKq])", volume), ("g", depth),
    ("(?<=[FK])s[:=]?z|s[:=]?(?:n|z(?!g*I))", plain(said.SIZE)),
    ("bs?[:=]?n", batch),
    ("d", statement(said.NUMBER_TYPE)),
    *NAMED,
    ("q", statement(said.MODIFIER)),
    ("e(?=w?A[:=]?[nzSV]|[NS]A)", statement(said.EVERY)), ("7", statement(said.LIBRARY)), ("2", nothing),
    ("T", statement(said.THIS)),
    ("3", statement(said.RESIDUAL)), ("n6", measured_side),
    ("c", statement(said.CALL)),
    ("n|z", plain(said.LOOSE)),
    ("[t>]", separator),
    ("[,&]", statement(said.SEPARATOR, "weak")),
    (r"\.", statement(said.SEPARATOR, "sentence")),
    (r"\|", statement(said.OR, "or")),
    ("[FKCUAkD]", mentioned),
    ("r(?=z)|[wofRi:QHGsIyueE=]", nothing),
)
"""Rules by their patterns, after those of `asking_rules`; the first that fits goes."""
