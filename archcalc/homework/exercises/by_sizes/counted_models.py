"""Models by their number of parameters: what an optimizer keeps of them, and what several of them hold together."""

from __future__ import annotations

import re
from fractions import Fraction

from archcalc.base.report import Report
from archcalc.base.units import VALUE_BYTES, mebibytes, megabytes
from archcalc.homework.exercises.by_sizes.size_reader import AnsweredSize, SizedForm, ToldSizes, report, told
from archcalc.homework.exercises.known_blocks.stored_models import COUNT, TIMES
from archcalc.homework.exercises.sentence_words import blanked, folded
from archcalc.homework.exercises.vocabulary import meaning
from archcalc.training.optimizers import load

_OPTIMIZERS = {"adam": r"adam(?:[- ]?optimi[sz]er[sn]?)?", "adamw": r"adam-?w", "momentum": r"sgd (?:with|mit|"
    r"con|avec|and) (?:classical |nesterov )?momentum|sgd ?\+ ?momentum|momentum sgd|sgd momentum|"
               r"带动量的?sgd|动量sgd", "sgd": r"(?:plain |vanilla )?sgd(?: without momentum)?"}
_WITH = (r"(?:(?:trained|training|train|updated|optimi[sz]ed|entraîné|trainiert|entrenado|训练) )?(?:(?:with|using|"
         r"by|mit|avec|con|por|d'|de |von |用|the |l'|le |el |dem |den |an |der )\s?)*")
_NAME = {name: re.compile(rf"(?<![a-z])(?:{_WITH})(?:{pattern})(?: optimi[sz]er)?(?![a-z])", re.IGNORECASE)
         for name, pattern in _OPTIMIZERS.items()}
_THE = (r"(?:(?:the|its|both|all|two|first and second|die|der|den|beide[nr]?|seine|les?|ses|deux|el|los?|las?|"
        r"sus|ambos|dos|adam(?:w)?'?s?|optimi[sz]er|optimi[sz]er's|fp32|d'|de|l'|zwei|两个|和|以及|及|、)\s?-?)*")
_PARTS = {
    "states": rf"{_THE}(?:momentum|adam|optimi[sz]er|momenten)?[ -]?(?:moment (?:estimates|vectors|"
              rf"buffers)|moments?|momentenschätzungen|momentschätzungen|momente|momentos|states?|zustände|zustand|"
              rf"états?|estados?|momentum buffers?|"
              r"velocity|momentum|一阶矩和二阶矩|一阶和二阶矩|二阶矩|动量|优化器状态|状态|矩(?:估计)?)"
              r"(?: (?:of (?:adam|the optimi[sz]er)|"
              r"d'adam|de adam|von adam|de l'optimiseur|del optimizador|des optimierers|(?:m|and|v|und|et)))*",
    "gradients": rf"{_THE}(?:gradients?|gradienten|gradiente[sn]?|梯度|التدرجات|تدرجات)",
    "weights": rf"{_THE}(?<!per )(?<!each )(?<!every )(?<!pro )(?<!je )(?<!par )(?<!por )(?<!cada )(?<!jeden "
               rf")(?<!chaque )(?:model )?(?:weights|parameters themselves|parameters|gewichte|parameter|poids|"
               rf"paramètres|pesos|parámetros|权重|参数|الأوزان|أوزان)",
}
_PART = {name: re.compile(rf"(?<![a-z])(?:{pattern})(?![a-z])", re.IGNORECASE) for name, pattern in _PARTS.items()}
_ASIDE = re.compile(
    r"everything (?:is|in)(?![a-z])|counting(?![a-z])|(?:but |and )?(?:no|not the|"
    r"without(?: the)?) activations(?![a-z])|"
    r"(?:only|alone|just|allein|nur|lediglich|seulement|uniquement|à (?:eux|elles) seuls?|solo|solamente|仅|"
    r"together|altogether|in total|combined|zusammen|insgesamt|ensemble|au total|en total|juntos|一共|总共)(?![a-z])|"
    r"(?:is |wird |est |se )?(?:being )?(?:trained|trainiert|entraîné|entrenad?o?a?|"
    r"entrena)(?: entirely)?(?: (?:in|en|with|mit))?(?![a-z])|"
    r"(?:during|for|while|pendant|beim|während|durante|for the purpose of) (?:the |l'|el |des |"
    r"dem )?(?:training|entraînement|trainings?|entrenamiento)|"
    r"(?:a|the|an|un|une|le|ein|das|el|la|our|this) (?:neural |deep |language |large )?(?:model|network|llm|"
    r"modèle|réseau|modell|netz|modelo|red)(?![a-z])|(?:(?:does|to|do) )?(?:training|train)(?![a-z])|"
    r"模型|训练时|总共|共|"
    r"\(?(?:without|ignoring|excluding|not counting|no|ohne|sans|sin|不含|不计) (?:the |les |die |"
    r"las )?(?:activations|aktivierungen|activaciones|激活值)\)?", re.IGNORECASE)
_NUMBER = r"(?P<times>[0-9]{1,3}|[a-zà-ÿ]{2,9}|[一二三四五六七八九十两]{1,2}个?)"
_MODELS = re.compile(
    rf"(?<![a-z0-9])(?:(?:an? |une? |ein |the |das |eines? )?ensembles? (?:of|aus|de|von|mit) |"
    rf"集成)?{_NUMBER}\s?(?:(?:identical|independent|trained|separately|such|different|equal|same|similar|neural|"
    rf"deep|copies of (?:the|a)|"
    r"identische[nr]?|gleiche[nr]?|unabhängige[nr]?|trainierte[nr]?|neuronale[nr]?|相同的?|独立的?|神经)\s?)*(?:models|"
    r"networks|nets|classifiers|cnns|model|modelle[n]?|netze[n]?|netzwerke[n]?|klassifikatoren|réseaux|modèles|"
    r"modelos|redes|"
    r"clasificadores|模型|网络|نماذج|شبكات)(?: (?:identiques|indépendants|neuronales|neuronaux|idénticos|idénticas|"
    r"iguales|independientes|متطابقة))*(?![a-z])", re.IGNORECASE)
_OF_EACH = re.compile(
    r"(?:each|every|per model|per network|identical|equal|same|jeweils|je|jedes|identisch|gleich|chacun|chaque|"
    r"identique|cada|idéntic|iguales|每个|各|均|相同|لكل|كل|متطابقة)|copies", re.IGNORECASE)
_AROUND = re.compile(
    r"(?:each|every one|every|jedes|jeweils|je|chacun(?:e)?|chaque|cada un[oa]|cada|每个|各|كل منها|لكل منها|"
    r"كل)(?: (?:model|network|one|of them|of which|with|having|has|of))*(?![a-z])|"
    r"(?:and )?(?:we |on |wir |man |one )?(?:average[sd]?|averaging|moyenne|mitteln|mittelt|promediamos|"
    r"promedia|combine[sd]?|combining|votes?|voting|are averaged|is averaged)(?: (?:of )?(?:their|the|leurs|"
    r"ihre|sus|les|die|las) (?:predictions?|outputs?|probabilities|votes|"
    r"prédictions|vorhersagen|predicciones|sorties|ausgaben))?(?![a-z])|(?:their|the) (?:predictions|"
    r"outputs) are averaged|"
    r"(?:the |l'|das |el )?(?:whole |entire |full )?ensemble(?: as a whole| have| has| hold)?(?![a-z])|in total|"
    r"altogether|together|en tout|au total|insgesamt|zusammen|en total|total|une? (?:réseau|modèle)", re.IGNORECASE)
_NEAR = 36
"""Characters around a count in which it is said that each model has so many."""
_ALL = re.compile(r"[ ,(]*(?:in total|in all|altogether|together|combined|overall|total|insgesamt|zusammen|"
                  r"en tout|au total|en total|总共|一共|共)",
                  re.IGNORECASE)
"""Behind a count: it is that of all models."""
_ANY = re.compile("")


def report_of(text: str) -> Report | None:
    """The bytes or the parameters that are asked for; None where an exercise is of something else."""
    plain = folded(text)
    counts = list(COUNT.finditer(plain))
    if len(counts) != 1:
        return None
    exact = Fraction(counts[0]["count"].replace(",", "").replace("_", "")) * TIMES[(counts[0]["times"] or "").lower()]
    rest = blanked(plain, *counts[0].span())
    if exact.denominator != 1 or not exact:
        return None
    return _of_training(text, rest, int(exact)) or _of_ensemble(text, rest, int(exact), counts[0].span())


def _of_training(text: str, rest: str, count: int) -> Report | None:
    """The bytes that weights, gradients and the states of an optimizer take."""
    optimizer = next((name for name in ("adamw", "adam", "momentum", "sgd") if _NAME[name].search(rest)), None)
    form = SizedForm(_ANY, (), frozenset({"bytes", "memory"}), _PART, _ASIDE)
    if optimizer is None:
        return None
    states = _PART["states"].search(rest)
    named = _NAME[optimizer].sub(lambda match: match[0] if states and _within(match, states) else _blank(match), rest)
    found = told(text, form, named)
    if found is None or not {"bytes", "memory"} & {*found.asked} or len({*re.findall(r"(?:float|fp|int|"
        r"bf) ?-?[0-9]+", rest.lower())}) > 1:
        return None
    width = VALUE_BYTES[found.number_type or "float32"]
    state = load(optimizer).state((1,), width) // width
    asked = [name for name in ("weights", "gradients", "states") if name in found.asked]
    if not asked or ("states" in asked and not state):
        return None
    values = [state if name == "states" else 1 for name in asked]
    size = count * sum(values) * width
    scaled = f" ({megabytes(size)}, {mebibytes(size)})" if size > 1000 else ""
    factor = f"({' + '.join(map(str, values))})" if len(values) > 1 else str(values[0])
    line = f"{count:,} * {factor} * {width} = {size:,}{scaled}"
    words = {"states": f"the states of {optimizer} ({state} for each parameter)"}
    kept = " and ".join(words.get(name, name) for name in asked)
    notes = (f"read as: {kept}, without activations", *([] if found.number_type else ["assumed: float32"]))
    return report(text, [AnsweredSize("bytes", size, line)], notes)


def _within(match: re.Match[str], states: re.Match[str]) -> bool:
    return states.start() <= match.start() and match.end() <= states.end()


def _of_ensemble(text: str, rest: str, count: int, count_at: tuple[int, int]) -> Report | None:
    """Several models of so many parameters together."""
    several = [match for match in _MODELS.finditer(rest) if _times(match["times"])]
    start, end = count_at
    beside = rest[max(0, start - _NEAR):start] + rest[end:end + _NEAR]
    if len(several) != 1 or not _OF_EACH.search(beside) or _ALL.match(rest, end):
        return None
    times = _times(several[0]["times"])
    form = SizedForm(_ANY, (), frozenset({"params", "bytes", "memory"}), {}, _AROUND)
    found = told(text, form, blanked(rest, *several[0].span()))
    return None if found is None else _together(text, found, times, count)


def _together(text: str, found: ToldSizes, times: int, count: int) -> Report | None:
    made = list[AnsweredSize]()
    for name in found.asked:
        if name == "params":
            made.append(AnsweredSize(name, times * count, f"{times}*{count:,} = {times * count:,}"))
        else:
            width = VALUE_BYTES[found.number_type or "float32"]
            size = times * count * width
            made.append(AnsweredSize("bytes", size, f"{times}*{count:,}*{width} = {size:,} ({megabytes(size)}, "
                f"{mebibytes(size)})"))
    notes = ("read as: every one of them is kept",)
    return report(text, made, notes) if made else None


def _times(word: str) -> int:
    """The number that a word is; 0 for another."""
    if word.isdecimal():
        return int(word)
    meant = meaning(word.lower())
    return meant.data if meant is not None and meant.code == "n" and isinstance(meant.data, int) else 0


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
