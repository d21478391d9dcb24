"""The question of an exercise: figures, or the attribute that is left open."""

from __future__ import annotations

import re

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.exercises.asked_parts.asked_part import AskedPart
from archcalc.homework.exercises.reading.questions.pointing import parts
from archcalc.homework.exercises.reading.scenes.told_scene import PARTING, Told, ToldScene, sentences
from archcalc.homework.exercises.reading.wording.terms import SaidTerm
from archcalc.homework.exercises.reading.wording.tongue import SINGULAR, tongue

_LARGE = re.compile("large|big|size|groß|grand|tamaño|多大", re.IGNORECASE)


class AskedQuestion(NamedTuple):
    """The figures that are asked for, the attribute that is to be found, and the layers that are pointed at."""

    figures: tuple[str, ...]
    unknown: str
    parts: tuple[AskedPart, ...]
    start: int
    asks: bool = False
    of_input: SaidTerm | None = None
    """What goes in, where the question is of it."""


_OPEN = frozenset({"features", "filters", "kernel", "units", "batch", "layers"})
"""Nouns that are the attributes they ask for."""
_WHAT_GOES_IN = frozenset({"input", "entrée", "eingabe", "entrada", "输入", "دخل", "المدخل", "l'entrée", "image",
                           "l'image", "bild", "eingabebild", "imagen", "صورة", "الصورة", "图像", "图片"})
_WORD_ENDS = re.compile("[\\s'’]+")
_ASKING = frozenset({"question", "ask", "many", "open"})


def question(scene: ToldScene, pointing: list[Told]) -> AskedQuestion:
    """The question of an exercise, and the layers that it is of."""
    every = list(sentences(scene.terms))
    asks = [(a, b) for a, b in every if any(scene.sense(i) in _ASKING for i in range(a, b))] or every[-1:]
    named, unknown = _named(scene, asks)
    figures = _joined(scene, _of_volumes(scene, asks, named, unknown))
    figures, unknown = _meant(scene, asks, figures, unknown)
    start = asks[0][0] if asks else 0
    pointed = parts(scene, pointing, start) if asks else ()
    asked = any(scene.sense(i) in {"ask", "many"} for a, b in asks for i in range(a, b))
    of_input = _of_input(scene, asks) if scene.layers else None
    return AskedQuestion(tuple(dict.fromkeys(figures)), unknown, pointed, start, asked, of_input)


def _named(scene: ToldScene, asks: list[tuple[int, int]]) -> tuple[list[str], str]:
    """The figures that the questions name, and the first attribute that they leave open."""
    really = any(scene.sense(i) in _ASKING for start, end in asks for i in range(start, end))
    limited = {each.noun for each in scene.limits}
    figures: list[str] = []
    unknown = ""
    for i in (i for start, end in asks for i in range(_begin(scene, start, end), end)):
        if i in limited or (i in scene.filled and scene.sense(i) != "figure"):
            continue
        if name := _figure(scene, i):
            figures.append(name)
            scene.used.add(i)
        elif not unknown and really and (unknown := _open(scene, i)):
            scene.used.add(i)
    return figures, unknown


def _of_volumes(scene: ToldScene, asks: list[tuple[int, int]], figures: list[str], unknown: str) -> list[str]:
    """The figures without an output that only says what another is of; the output of what is asked how large it is."""
    sized = [name for name in figures if name != "output"]
    if sized and not _asks_output(scene, asks):
        return sized
    return figures or (["output"] if not unknown and _asks_how_large(scene, asks) else [])


_FIGURES_OF = {"units": "neurons", "head_width": "head_size"}
"""The figure that an attribute is, where no result is said for which it is to be found."""


def _meant(scene: ToldScene, asks: list[tuple[int, int]], figures: list[str], unknown: str) -> tuple[list[str], str]:
    """The figures and the attribute that are asked for, where the one may be called as the other."""
    if unknown in _FIGURES_OF and not (scene.limits or scene.results or (unknown == "units" and _is_of_hidden(scene))):
        figures, unknown = [*figures, _FIGURES_OF[unknown]], ""
    if not unknown and _asks_layers(scene, asks):
        unknown = "layers"
    if unknown == "inputs":
        return ([], "features") if scene.limits else (["inputs"], "")
    return figures, unknown


def _of_input(scene: ToldScene, asks: list[tuple[int, int]]) -> SaidTerm | None:
    """The word by which a question is of what goes in."""
    for i in (i for start, end in asks for i in range(_begin(scene, start, end), end)):
        goes_in = scene.sense(i) in {"input", "features"} and scene.terms[i].text.lower() in _WHAT_GOES_IN
        if goes_in and i not in scene.used and scene.sense(i - 1) not in {"on", "to", "of", "colour"}:
            return scene.terms[i]
    return None


def _is_of_hidden(scene: ToldScene) -> bool:
    """True where hidden units are asked for, of which no figure tells."""
    heard = [term for i, term in enumerate(scene.terms) if i in scene.used]
    return any(term.sense == "units" and term.data == "hidden" for term in heard)


def _asks_how_large(scene: ToldScene, asks: list[tuple[int, int]]) -> bool:
    """True of a question of how large something is, that names no more of it."""
    return any(scene.sense(i) == "ask" and _LARGE.search(scene.terms[i].text) for a, b in asks for i in range(a, b))


def _asks_layers(scene: ToldScene, asks: list[tuple[int, int]]) -> bool:
    """True where the question is how many layers: how many stacked 3x3 convolutions."""
    several = {each.at for each in scene.layers if each.plural or tongue(each.term.text) in SINGULAR}
    return any(scene.sense(i) == "many" and {i + 1, i + 2, i + 3} & several
               and not {scene.sense(j) for j in range(i + 1, i + 3)} & {"figure", "bias", "units", "filters"}
               for a, b in asks for i in range(a, b))


_JOINED_WITH = frozenset({"and", "comma", "output", "figure", "size word", "residual", "network", "this"})
"""What may stand between two figures that one question joins."""


def _begin(scene: ToldScene, start: int, end: int) -> int:
    """The place where a sentence begins to ask: at its first question, and at what an and joins to it."""
    begin = next((i for i in range(start, end) if scene.sense(i) in {"ask", "many", "open"}), start)
    while begin > start and scene.sense(begin - 1) not in PARTING:
        begin -= 1
    first = begin
    while first > start and scene.sense(first - 1) in _JOINED_WITH:
        first -= 1
        begin = first if scene.sense(first) not in {"and", "comma"} else begin
    return begin


_STORED = {"params": "params_bytes", "weights": "weights_bytes"}


def _joined(scene: ToldScene, figures: list[str]) -> list[str]:
    """Figures that one question names together: weights and biases, the bytes of the parameters."""
    questions = sum(term.sense in {"many", "ask"} for term in scene.terms)
    if "weights" in figures and "biases" in figures and questions < 2:
        figures = ["params" if name == "weights" else name for name in figures if name != "biases"]
    if "attention_scores" in figures and {"bytes", "memory"} & {*figures}:
        return ["score_bytes"]
    stored = next((name for name in figures if name in _STORED), None)
    if stored and {"bytes", "memory"} & {*figures} and questions < 2:
        return [_STORED[stored]]
    return figures


def _asks_output(scene: ToldScene, asks: list[tuple[int, int]]) -> bool:
    """True where the output is asked for beside another figure: the output shape and the number of parameters."""
    return any((scene.sense(i) == "output" and scene.sense(i + 1) in {"and", "comma", "question", "stop", "size word"})
               or (scene.sense(i) == "output" and scene.sense(i - 1) in {"ask", "many", "and"})
               or (scene.sense(i) == "size word" and scene.sense(i + 1) == "called")
               or (scene.sense(i) == "output" and any(scene.sense(j) == "many" for j in range(i + 1, b)))
               for a, b in asks for i in range(a, b))


def _figure(scene: ToldScene, i: int) -> str:
    term = scene.terms[i]
    if term.sense == "figure":
        counted = term.data == "neurons" and scene.sense(i - 1) == "number"
        of_input = _is_side(scene, i) and scene.sense(i + 1) == "input" and bool(scene.results)
        return "" if counted or of_input else str(term.data)
    if term.sense == "output":
        return "output" if scene.sense(i - 1) not in {"size word", "size"} else ""
    if term.sense == "size word" and not _is_of_other(scene, i):
        return str(term.data or "output")
    if term.sense == "bias":
        return "biases"
    if term.sense == "channels" and scene.sense(i - 1) in {"many", "ask"} and not scene.limits:
        return "channels"
    return ""


def _is_of_other(scene: ToldScene, i: int) -> bool:
    """True of a size that is the window's, or that of what goes in."""
    beside = [scene.terms[j] for j in (i - 1, i + 1) if 0 <= j < len(scene.terms)]
    return any(each.sense in {"kernel", "filters"} or (each.sense == "input" and _goes_in(each)) for each in beside)


def _goes_in(term: SaidTerm) -> bool:
    """True for a word of what goes in, and for no other volume's."""
    return bool({*_WORD_ENDS.split(term.text.lower())} & _WHAT_GOES_IN)


def _is_side(scene: ToldScene, i: int) -> bool:
    return scene.sense(i) == "figure" and scene.terms[i].data in {"width", "height", "length"}


def _open(scene: ToldScene, i: int) -> str:
    term = scene.terms[i]
    sized = scene.sense(i - 1) in {"size word", "ask", "side"} or _is_side(scene, i - 1)
    if term.sense == "input" and sized and _goes_in(term) and not scene.inputs_before(i):
        return "input"
    if term.sense in {"channels", "input"} and scene.sense(i - 1) == "many":
        return "features"
    if (term.sense in {"layers", "features"} or term.data == "state") and scene.sense(i - 1) not in {"many", "ask"}:
        return ""
    if term.sense == "attribute" and not _is_asked(scene, i):
        return ""
    if term.sense in _OPEN:
        return term.sense
    return str(term.data) if term.sense in {"attribute", "open"} else ""


def _is_asked(scene: ToldScene, i: int) -> bool:
    """True of a noun that stands beside the word that asks, or at the end: which padding."""
    near = {scene.sense(j) for j in (*range(max(0, i - 4), i), i + 1, i + 2)}
    return bool(near & {"ask", "many", "open"}) or scene.sense(i + 1) in {"question", "is", ""}
