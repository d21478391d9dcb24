"""Dropout by its rate: how many units stay, how many are dropped, and that it learns nothing."""

from __future__ import annotations

import re
from fractions import Fraction

from archcalc.base.report import Report
from archcalc.homework.exercises.by_sizes.consumed_text import AMOUNT, ConsumedText
from archcalc.homework.exercises.by_sizes.size_reader import AnsweredSize, report

_NAME = re.compile(r"(?<!\w)(?:(?:an?|the|una?|une|le|la|ein(?:e|er)?|die|se aplica|on applique|is|apply|"
                   r"applying) )*"
                   r"dropout(?:[- ]?(?:layer|schicht|regularization))?(?!\w)", re.IGNORECASE)
_RATE = re.compile(
    r"(?:(?:with|mit|avec|con|de|of|at) )*(?:(?:a|an|the|its|una?|une|ein(?:er|"
    r"em)?) )?(?:drop(?:out)?[- ]?)?(?:(?:rate|probability|"
    r"probabilité|probabilidad|wahrscheinlichkeit|tasa|taux|p)(?!\w) ?(?:of|de|von|"
    r"is)? ?=?:? ?)+(?P<p>0?[.,][0-9]+|[0-9]+ ?%)",
    re.IGNORECASE)
_MEANT = re.compile(
    r"\(?\b(?:probabilidad de (?:apagar|anular|desactivar)|probabilité (?:d'extinction|de mise à zéro)|"
    r"probability of (?:dropping|being dropped|zeroing)|drop probability|probability to drop)[^().?]{0,24}\)?",
    re.IGNORECASE)
_KEPT_RATE = re.compile(r"\bkeep(?:ing)?[ _-]?prob|probability of keeping|\bkept with probability|keep rate",
                        re.IGNORECASE)
_UNITS = re.compile(
    rf"({AMOUNT}) (?:hidden |output |input |fully connected )?(?:units?|neurons?|neurones|neuronas?|neuronen|"
    rf"activations?|"
    r"einheiten|unités|unidades|outputs?|nodes)\b", re.IGNORECASE)
_LAYER = re.compile(
    r"\b(?:(?:after|behind|to|of|on|follows|following|is followed by|followed by|with|has|a|à|auf|in|the|una?|une|"
    r"eine[rnm]?) )*(?:hidden |fully[- ]connected |dense |linear |fc )*(?:layer|capa|couche|schicht)(?: (?:of|"
    r"with|has|having|de|"
    r"con|mit|avec))*\b", re.IGNORECASE)
_KEPT = re.compile(
    r"\b(?:how many|cuántas|cuántos|combien de|wie viele) (?:of (?:them|the)? ?)?(?:units?|neurons?|neuronas?|"
    r"neurones?|"
    r"neuronen|einheiten|activations?|outputs?)?"
    r"[^.?;]{0,16}?\b(?:kept|stay(?: active)?|remain(?: active)?|are active|survive|left|siguen activas|"
    r"quedan activas|activas|"
    r"restent(?: activ\w+)?|bleiben(?: im (?:mittel|durchschnitt))?(?: aktiv)?|restent(?: en moyenne)? activ\w+|"
    r"restent(?: en moyenne)?(?: actif\w*)?)\b",
    re.IGNORECASE)
_DROPPED = re.compile(
    r"\b(?:how many|cuántas|combien de|wie viele) (?:of (?:them|the)? ?)?(?:units?|neurons?|neuronas?|neurones?|"
    r"neuronen)?[^.?;]{0,16}?"
    r"\b(?:dropped|zeroed|set to zero|switched off|turned off|deactivated|se apagan|se desactivan|deaktiviert|"
    r"abgeschaltet|"
    r"éteints?|mis à zéro)\b", re.IGNORECASE)
_LEARNED = re.compile(r"\bhow many (?:learnable |trainable )?(?:parameters|weights) (?:does|do|has|"
                      r"have) (?:the |this )?(?:dropout(?: "
                      r"layer)?|layer|it)(?: have| add| contain)?\b", re.IGNORECASE)
_ASIDE = re.compile(
    r"\b(?:on|in|at|by|during|in|en|im|pendant|während|durante|each|every|expected)?\s?(?:the |el |l'|des |"
    r"dem )?(?:average|"
    r"expectation|moyenne|promedio|media|mittel|durchschnitt|training|entrenamiento|entraînement|trainings?|"
    r"(?:single )?training step)\b|\b(?:is|are|wird|werden|est|sont|activ\w+|actifs?|actives?|aktiv|on applique)\b",
    re.IGNORECASE)


def report_of(text: str) -> Report | None:
    """The units that stay or fall on average; None where an exercise is of something else, or says a word more."""
    facts = ConsumedText(text)
    if not _NAME.search(facts.rest) or _KEPT_RATE.search(facts.rest):
        return None
    learned, kept, dropped = facts.has(_LEARNED), facts.has(_KEPT), facts.has(_DROPPED)
    facts.has(_MEANT)
    rates = {_rate(match["p"]) for match in facts.every(_RATE)}
    units = facts.whole(_UNITS)
    for pattern in (_NAME, _LAYER, _ASIDE):
        facts.every(pattern)
    if len(rates) != 1 or not units or not (kept or dropped) or not facts.is_used_up():
        return None
    rate = rates.pop()
    made = [AnsweredSize("params", 0, "0: dropout learns nothing")] * learned
    made += [_of_units("units_kept", units, 1 - rate)] * kept
    made += [_of_units("units_dropped", units, rate)] * dropped
    return report(text, made, (f"read as: each unit is dropped with probability {float(rate):g}; numbers are "
                               f"averages",))


def _rate(written: str) -> Fraction:
    plain = written.replace(" ", "").replace(",", ".")
    return Fraction(plain.rstrip("%")) / (100 if plain.endswith("%") else 1)


def _of_units(name: str, units: int, share: Fraction) -> AnsweredSize:
    """So many of the units; a whole number as one."""
    exact = units * share
    value = int(exact) if exact.denominator == 1 else float(exact)
    return AnsweredSize(name, value, f"{units:,}*{float(share):g} = {value:,}")
