"""The letters of textbooks: W, H, D for the input, F or K for the kernel, S, P, K or N for the filters, C."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archcalc.homework.exercises.sentence_words import SentenceWord

_PLACE = r"_?(?:[0-9]|in|out|\{in\}|\{out\}|\{[0-9]\})"
_LETTER = rf"[a-zA-Z](?:{_PLACE})?(?:_[HWChwc])?"
_NUMBER = r"(?P<number>[0-9]+)(?!\w|\.[0-9]|\s*x\s*[0-9])"
_PAIR = re.compile(rf"(?<![\w.])(?P<letters>{_LETTER}(?:\s*=\s*{_LETTER})*)\s*=\s*{_NUMBER}")
_RATE = re.compile(r"(?<![\w.])p\s*=\s*(0?\.[0-9]+)(?![\w.])")
_WIDTH = re.compile(r"(?<![\w.])d_?\{?model\}?\s*(?:=|of|:)?\s*([0-9]+)(?![\w.])", re.IGNORECASE)
_PROJECTIONS = re.compile(
    r"(?<![\w.])q(?:uery)?\s*,\s*k(?:ey)?\s*(?:,|,?\s*and)\s*v(?:alue)?\s*(?:,|,?\s*and)\s*(?:the\s+)?"
    r"out(?:put)?\s+(?:projections?(?:\s+matrices)?|matrices|weights)"
    r"|W_?\{?Q\}?\s*,\s*W_?\{?K\}?\s*,\s*W_?\{?V\}?\s*(?:,|,?\s*and)\s*W_?\{?O\}?"
    r"(?:\s+(?:are\s+)?(?:each|all)\s+(?:of\s+size\s+)?(?P<side>[0-9]+)\s*x\s*(?P=side)(?![\w.]*[0-9]))?"
    r"|[Qq][,、]\s*[Kk][,、]\s*[Vv](?:和|与|以及)输出(?:的)?(?:四个)?投影矩阵"
    r"|(?:the\s+|all\s+|its\s+)?four\s+(?:projection\s+|weight\s+)+matrices", re.IGNORECASE)
"""All four matrices of attention, which it always has; of three of them, no figure is asked here."""
_ASKED = re.compile(r"(?<=[(])([A-Z])(?=[)])")
_RESULT = re.compile(
    r"(?<![\w.])(?:[HWnhw]_\{?out\}?|[nhwNHWO]'|[HWhw]'|(?<!layer )[HWDCOhw]2(?![\w.])|"
    r"n_[HWC](?:\^\[?\w\]?)?(?![\w.]))(?![\w'])(?!\s*=\s*[0-9])"
    r"(?:\s*x\s*[nhwNHW](?:_\{?out\}?|'))?(?:\s*x\s*[CDK](?:_\{?out\}?|')?(?![\w']))?")
_ORDER = re.compile(
    r"(?<![\w.])(?:H\s*x\s*W(?:\s*x\s*[CD])?|W\s*x\s*H(?:\s*x\s*[CD])?)\s*(?:=|of|:)\s*"
    r"(?=([0-9]+)\s*x\s*([0-9]+))", re.IGNORECASE)
"""The order of the sides that follow."""
_NAMED = re.compile(r"(?<![\w.'])X(?=\s+(?:has|have|is|of|with)\b)|(?<=input )[Xx](?=\s*[.,;:?]|$)|(?<=input "
                    r")X(?![\w.])|(?<=image )X(?![\w.])")
"""X, as textbooks call what goes in."""
_SHORT = {"ni": "channels", "nf": "filters", "ks": "kernel", "in_ch": "channels", "out_ch": "filters"}
"""Names of arguments in fast.ai's course, and of lecturers."""
_SHORT_PAIR = re.compile(rf"(?<![\w.])(?P<name>{'|'.join(_SHORT)})\s*=\s*{_NUMBER}")
_RUN = re.compile(r"(?<![\w.])[kfsp]-?[0-9]+(?:[\s,/]+[kfsp]-?[0-9]+)+(?!\w|\.[0-9])", re.IGNORECASE)
_IN_A_RUN = re.compile("([a-z])-?([0-9]+)", re.IGNORECASE)
"""k3 s1 p1, as tables write a layer."""
_BETWEEN_LAYERS = re.compile(
    r"\b(?:that\s+)?(?:connect(?:s|ing)?|between|from|link(?:ing)?)\s+(?:the\s+)?(?:(?P<first>input)(?:s|"
    r"\s+layer)?\s+(?:with|to|and)\s+(?:the\s+)?"
    r"(?:first\s+)?hidden\s+layer|(?:last\s+)?hidden\s+layer\s+(?:with|to|and)\s+(?:the\s+)?output(?:s|"
    r"\s+layer)?)\b", re.IGNORECASE)
"""The weights between the input and the hidden layer are those of the first layer."""
_BESIDE_NOUN = re.compile(
    r"(?<![\w.])[A-Za-z](?:_\{?\w\}?)?\s*=\s*(?=[0-9]+\s*\$?\s+(?:inputs?|outputs?|hidden|units?|neurons?|"
    r"layers?|heads|classes|"
    r"tokens|nodes|features|steps|time\s*steps|groups|filters|filtres|filtros|filtern?(?!\s*(?:size|width|of))|"
    r"kernels|"
    r"noyaux|feature\s*maps|channels|canaux|kanäle|canales)\b|[0-9]+\s*(?:个|مرشح|فلتر|قناة|قنوات))")
"""K = 3 hidden layers: the noun behind the number says what it is."""
_BEHIND_NOUN = re.compile(r"(?:dilat\w*(?:\s(?:rate|factor|von|de|of))?|膨胀率|"
                          r"空洞率)\s*\$?\s*(?P<letter>[dr]\s*=\s*)(?=[0-9])", re.IGNORECASE)
"""Dilation d = 3: the noun before the letter says what it is."""
_IN_AND_OUT = re.compile(r"(?<![\w.])(?P<in>([0-9]+)\s+in)(?:put)?(?:\s*[,/]\s*(?:and\s+)?|"
                         r"\s+and\s+)(?P<out>([0-9]+)\s+out"
                         r"(?:put)?(?:\s+channels)?)(?!\w|\s+(?:neurons|units|features|nodes))", re.IGNORECASE)
"""128 in, 256 out channels."""
_ROWS = re.compile(r"(?<![\w.])([0-9]+)\s+rows?\s+(?:and|by|x)\s+([0-9]+)\s+columns?\b", re.IGNORECASE)
_IN_SPACE = re.compile(r"(?<![\w.\\])([xXh])(?:_t|_\{t\}|\^\(t\)|\(t\))?\s*(?:in|∈|\\in)\s*(?:R|ℝ|"
                       r"\\mathbb\{?R\}?)\s*\^?\s*\{?([0-9]+)\}?"
                       r"(?![\w.x]*[0-9x])")
"""x_t in R^10, h_t in R^20."""
_GATES = {"gru": re.compile(r"\b(?:with\s+)?(?:its\s+)?(?:3|three)\s+gates\b", re.IGNORECASE),
          "lstm": re.compile(r"\b(?:with\s+)?(?:its\s+)?(?:4|four)\s+gates\b", re.IGNORECASE)}
"""As many gates as such a layer has."""
_STATE = re.compile(r"(?<![\w.])h\s*(?:_?\{?t\}?|\^\{?[<(\[]?t[>)\]]?\}?|\(t\))\s*=\s*(?:tanh|sigma|sigmoid|relu|f|"
                    r"g|phi|σ|φ)\s*"
                    r"\((?:[^()]|\([^()]*\))*\)", re.IGNORECASE)
"""h_t = tanh(W h_{t-1} + U x_t + b): a plain recurrent layer, with the biases that stand in it."""
_A_BIAS = re.compile(r"\+\s*b(?:_\{?\w+\}?)?(?!\w)")
_WITH_LETTERS = re.compile(r"(?<![\w.])([A-Z])\s+input\s+(?:channels\s+)?and\s+\1\s+output\s+channels(?![\w])")
"""C input and C output channels, whose number stands behind C=."""
_RESULT_LETTER = re.compile(r"(?<=size )o(?=\s*\??\s*$)")
_USUAL = {"w": "width", "h": "height", "d": "channels", "c": "channels", "f": "kernel", "k": "kernel", "s": "stride",
          "p": "padding", "n": "width", "g": "groups", "b": "batch", "i": "width", "m": "filters"}
_MADE = {"width": "output width", "height": "output height", "channels": "filters"}
"""What a letter of a size means of what comes out: W_out, C_out."""


def found(text: str) -> list[SentenceWord]:
    """Letters with their numbers, W=227, as tokens of code ^; letters in parentheses, (F), as fillers.

    Where F is the kernel, K is the number of filters, and N is one where W is the input's side. Two letters may have
    one number: H_in = W_in = 64. A letter of what comes out that has no number, H_out, is asked for.

    >>> [token.data for token in found("W=227, F=11, K=96")]
    [('width', 227), ('kernel', 11), ('filters', 96)]
    >>> [token.data for token in found("C_in=3, C_out=16")]
    [('channels', 3), ('filters', 16)]
    """
    pairs = list(_PAIR.finditer(text))
    said = {letter[0].lower() for match in pairs for letter in match["letters"].split("=")}
    meant = _USUAL | ({"k": "filters"} if "f" in said else {}) | (
        {"n": "filters"} if said & {"w", "h", "i"} and "f" in said | {"k"} else {})
    return [*(each for match in pairs for each in _pair(match, meant)),
            *(SentenceWord("^", match[0], *match.span(), ("rate", float(match[1]))) for match in _RATE.finditer(text)),
            *(SentenceWord("^", match[0], *match.span(), ("channels", int(match[1])))
              for match in _WIDTH.finditer(text)),
            *(SentenceWord("O", match[0], *match.span()) for match in _RESULT.finditer(text)),
            *(SentenceWord("", match[0], *match.span()) for match in _ORDER.finditer(text) if _is_in_order(match)),
            *(SentenceWord("I", match[0], *match.span()) for match in _NAMED.finditer(text)),
            *(SentenceWord("^", each[0], run.start() + each.start(), run.start() + each.end(),
                           (_USUAL[each[1].lower()], int(each[2])))
              for run in _RUN.finditer(text) for each in _IN_A_RUN.finditer(run[0])),
            *(SentenceWord("^", match[0], *match.span(), (_SHORT[match["name"]], int(match["number"])))
              for match in _SHORT_PAIR.finditer(text)),
            *(SentenceWord("", match[0], *match.span())
              for pattern in (_WITH_LETTERS, _RESULT_LETTER, _BESIDE_NOUN) for match in pattern.finditer(text)),
            *(each for match in _BETWEEN_LAYERS.finditer(text) for each in _between_layers(match)),
            *(SentenceWord("", match["letter"], match.start("letter"), match.end("letter"))
              for match in _BEHIND_NOUN.finditer(text)),
            *(each for match in _IN_AND_OUT.finditer(text) for each in _in_and_out(match)),
            *(SentenceWord("z", match[0], *match.span(), (int(match[1]), int(match[2])))
              for match in _ROWS.finditer(text)),
            *(SentenceWord("^", match[0], *match.span(), ("channels" if match[1] in "xX" else "units", int(match[2])))
              for match in _IN_SPACE.finditer(text)),
            *(SentenceWord("^", match[0], *match.span(), _biases(match)) for match in _STATE.finditer(text)),
            *(SentenceWord("", match[0], *match.span()) for kind, pattern in _GATES.items() if kind in text.lower()
              for match in pattern.finditer(text)),
            *(SentenceWord("", match[0], *match.span()) for match in _PROJECTIONS.finditer(text)),
            *(SentenceWord("", match[0], *match.span()) for match in _ASKED.finditer(text))]


def _is_in_order(match: re.Match[str]) -> bool:
    """True where the height stands first, or is as large as the width."""
    return match[0][:1] in "hH" or match[1] == match[2]


def _pair(match: re.Match[str], meant: dict[str, str]) -> Iterator[SentenceWord]:
    """A token for every letter of W = H = 32, whose number is the last."""
    position, number = match.start(), int(match["number"])
    letters = match["letters"].split("=")
    for i, letter in enumerate(letters):
        end = match.end() if i == len(letters) - 1 else position + len(letter) + 1
        name = _name(letter.strip(), meant)
        if name is None:
            return
        yield SentenceWord("^", match.string[position:end], position, end, (name, number))
        position = end


def _name(letter: str, meant: dict[str, str]) -> str | None:
    """What a letter stands for, with what stands below it: n_H, C_out."""
    first, _, below = letter.lower().partition("_")
    if below in {"h", "w", "c"} and first == "n":
        return {"h": "height", "w": "width", "c": "channels"}[below]
    name = meant.get(first[0])
    made = below.strip("{}") == "out" or first[1:] in {"out", "2"}
    return _MADE.get(name or "", name) if made else name


def _in_and_out(match: re.Match[str]) -> Iterator[SentenceWord]:
    """Channels that go in, and those that come out."""
    yield SentenceWord("^", match["in"], match.start(), match.start("out"), ("channels", int(match[2])))
    yield SentenceWord("^", match["out"], match.start("out"), match.end(), ("filters", int(match[4])))


def _biases(match: re.Match[str]) -> tuple[str, int]:
    """How many bias vectors a state is written with."""
    count = len(_A_BIAS.findall(match[0]))
    return ("biases", count) if count else ("bias", 0)


def _between_layers(match: re.Match[str]) -> Iterator[SentenceWord]:
    """The first layer, or the last."""
    middle = match.start() + len(match[0]) // 2
    yield SentenceWord("$", match.string[match.start():middle], match.start(), middle, 1 if match["first"] else 0)
    yield SentenceWord("y", match.string[middle:match.end()], middle, match.end())
