"""Models that vote: how often most of independent ones are right, and which class most of them name."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from math import comb

from archcalc.base.report import Report
from archcalc.homework.exercises.by_sizes.consumed_text import AMOUNT, ConsumedText, value_of
from archcalc.homework.exercises.by_sizes.size_reader import AnsweredSize, report

_MODELS = (r"(?:classifiers?|models?|networks?|learners|cnns?|members|experts|nets|modèles|réseaux|"
           r"klassifikatoren|classifieurs|classificateurs|clasificadores|modelle|netze|"
           r"modelos|redes)")
_INDEPENDENT = re.compile(rf"(?<![\w.])({AMOUNT}) (?:statistically )?(?:independent|unabhängige[rn]?|"
                          rf"indépendants|independientes) (?:binary |"
                          rf"equally good )*{_MODELS}\b", re.IGNORECASE)
_RIGHT = re.compile(
    r"(?:\b(?:each|every one|all|are|is|of them|being|have|has|with|individually) )*(?:(?:right|"
    r"correct) with (?:a )?probability(?: of)?|"
    r"(?:an? )?(?:individual )?(?:accuracy|probability of being (?:right|correct))(?: of)?|(?:right|"
    r"correct)) ?(?:p ?= ?)?"
    r"(0?\.[0-9]+|[0-9]+ ?%)(?: (?:of the time|accuracy|each))?|"
    r"(?:\b(?:sind|haben|liegen|entscheiden|jeweils|jeder|je|unabhängig voneinander|ont|chacun|raison|sont|"
    r"corrects?|aciertan|cada uno|"
    r"acierta|tienen|son) )*(?:mit (?:einer )?(?:wahrscheinlichkeit|genauigkeit)(?: von)?|"
    r"avec (?:une )?probabilité(?: de)?|"
    r"une (?:exactitude|précision) de|con (?:una )?probabilidad(?: de)?|una (?:precisión|"
    r"exactitud) de) (0?[.,][0-9]+|[0-9]+ ?%)"
    r"(?: (?:richtig|korrekt|correctos))?|"
    r"(?:,? ?每个(?:的)?)?(?:准确率|正确率|正确的概率)(?:都)?(?:为|是) ?(0?\.[0-9]+|[0-9]+ ?%)",
    re.IGNORECASE)
_ASKED = re.compile(
    r"\b(?:what(?:'s| is)|compute|find|calculate|determine|give|how (?:large|"
    r"high) is)?\s?(?:is )?(?:the )?(?:probability|accuracy)"
    r"(?: that)?(?: of)?(?: the| their| a)? (?:hard )?majority(?: vote| decision)?(?: of (?:the )?(?:three|five|"
    r"seven|all|them))?"
    r"(?: is| being| to be| gets it)?(?: right| correct)?\b|"
    r"\bwie (?:groß|hoch) ist die wahrscheinlichkeit, dass (?:die mehrheit(?:sentscheidung)?|"
    r"das mehrheitsvotum) (?:richtig|korrekt) ist|"
    r"\bquelle est la probabilité que (?:le vote (?:majoritaire|à la majorité)|"
    r"la majorité) (?:soit (?:correcte?|juste)|ait raison)|"
    r"\bcuál es la probabilidad de que (?:el voto (?:mayoritario|por mayoría)|la mayoría) (?:acierte|"
    r"sea correct[oa])|"
    r"多数投票(?:的)?(?:结果)?正确的概率(?:是多少|为多少)?", re.IGNORECASE)
_VOTE = re.compile(rf"(?<![\w.])({AMOUNT}) {_MODELS} vote(?: on (?:an?|the|one) (?:test )?(?:image|picture|"
                   rf"photo|sample|example))?\b",
                   re.IGNORECASE)
_NAMED = re.compile(r":\s*(?P<names>[a-z]+(?:\s*,\s*(?:and )?[a-z]+){2,})(?=[.;])", re.IGNORECASE)
_COUNTED = re.compile(rf"(?:[:,]|\band)\s*(?P<n>{AMOUNT}) (?:say |vote (?:for )?|votes? for |for |"
                      rf"predict )?(?P<name>[a-z]+)"
                      r"(?=\s*(?:[,.;]|and\b))", re.IGNORECASE)
_MOST = re.compile(
    r"\b(?:which|what) (?:class|label)(?: (?:wins|gets|receives|has|is predicted|does)(?: the most votes|"
    r" most votes)?)?"
    r"(?: (?:by|in|under|win))*(?: (?:an?|the) (?:hard )?majority vote)?(?:,? and with how many votes)?(?=[?,])",
    re.IGNORECASE)
_MILLION = re.compile(r"\b(?:if )?(?:every|each) (?:network|model|member|one|"
                      r"of them) has ([0-9]+(?:\.[0-9]+)?) (?:m|million)"
                      r"(?: parameters)?\b", re.IGNORECASE)
_TOGETHER = re.compile(r"\bhow many parameters (?:does|do|has|have) (?:the|this|the whole) ensemble(?: have|"
                       r" hold)?(?: in total)?\b",
                       re.IGNORECASE)


def report_of(text: str) -> Report | None:
    """The end of a vote, or how often it is right; None for an exercise of something else, or with a word more."""
    return _of_independent(text) or _of_ballots(text)


def _of_independent(text: str) -> Report | None:
    facts = ConsumedText(text)
    asked = facts.has(_ASKED)
    count = facts.whole(_INDEPENDENT)
    shares = {_share(next(group for group in match.groups() if group)) for match in facts.every(_RIGHT)}
    if not asked or count % 2 == 0 or count > 99 or len(shares) != 1 or not facts.is_used_up():
        return None
    right = shares.pop()
    if not 0 <= right <= 1:
        return None
    several = range(count // 2 + 1, count + 1)
    value = float(sum(comb(count, k) * right**k * (1 - right) ** (count - k) for k in several))
    line = " + ".join(f"{comb(count, k)}*{float(right):g}^{k}*{float(1 - right):g}^{count - k}" for k in several)
    return report(text, [AnsweredSize("probability", round(value, 6), f"{line} = {value:.6g}")],
                  (f"read as: more than half of {count} are right, each by itself",))


def _share(written: str) -> Fraction:
    plain = written.replace(" ", "").replace(",", ".")
    return Fraction(plain.rstrip("%")) / (100 if plain.endswith("%") else 1)


def _of_ballots(text: str) -> Report | None:
    facts = ConsumedText(text)
    count = facts.whole(_VOTE)
    if not count or not facts.has(_MOST):
        return None
    named, together = facts.every(_NAMED), facts.has(_TOGETHER)
    each = facts.number(_MILLION)
    names = (name.strip() for match in named for name in match["names"].split(","))
    ballots = Counter(name.removeprefix("and ").lower() for name in names)
    for match in [] if named else facts.every(_COUNTED):
        ballots[match["name"].lower()] += int(value_of(match["n"]) or 0)
    most = ballots.most_common(2)
    tied = len(most) > 1 and most[0][1] == most[1][1]
    if ballots.total() != count or tied or together != (each is not None) or not facts.is_used_up():
        return None
    made = [AnsweredSize("votes", most[0][1], f"{most[0][0]}: {most[0][1]} of {count} votes")]
    if each is not None:
        held = int(count * each * 10**6)
        made.append(AnsweredSize("params", held, f"{count}*{int(each * 10**6):,} = {held:,}"))
    found = report(text, made, (f"read as: {', '.join(f'{name} {votes}' for name, votes in ballots.most_common())}",))
    return found._replace(head={"answers": {"class": most[0][0], **found.head["answers"]}})
