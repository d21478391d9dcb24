"""A last layer that is replaced by another: the parameters of the network then, or those that are still trained."""

from __future__ import annotations

import re
from fractions import Fraction

from archcalc.base.report import Report
from archcalc.homework.exercises.by_sizes.consumed_text import ConsumedText
from archcalc.homework.exercises.by_sizes.size_reader import AnsweredSize, report
from archcalc.homework.exercises.known_blocks.family_names import NAMED

_TOTAL = re.compile(r"(?:(?:with|has|having|of|that has|which has) )?(?:a total of )?([0-9][0-9,]{3,}|"
                    r"[0-9]+(?:\.[0-9]+)? ?(?:m|million)) parameters(?: in total)?",
                    re.IGNORECASE)
_HEAD = (r"(?:(?:last|final|top|original|old|its|fc|fully[- ]connected|dense|linear|classification|output|"
         r"softmax) )*(?:layer|head|classifier|fc)")
_ENDS = (r"[ (,]*(?:(?:from|of|with|nn\.linear) ?\(?)*([0-9][0-9,]*) ?(?:->|→|x|to|by|,|inputs? (?:and|"
         r"to)) ?([0-9][0-9,]*)(?: (?:outputs|classes|units))?\)?")
_OLD = re.compile(rf"\b(?:we |you )?(?:remov|drop|cut off|replac|delet|tak|discard|swap|throw away)\w*(?: off|"
                  rf" out)? (?:the |its )?{_HEAD}{_ENDS}"
                  r"(?:,? with bias(?:es)?)?\)?", re.IGNORECASE)
_NEW_SIDES = re.compile(
    rf"\b(?:by|with|add|attach|train|put in|for)? ?(?:an? |the )?(?:new |fresh )?(?:nn\.linear|dense|"
    rf"{_HEAD}){_ENDS}(?:,? with bias(?:es)?)?\)?",
    re.IGNORECASE)
_NEW = re.compile(
    rf"\b(?:(?:and|we|you|then|put in|put|add|attach|insert|use|replaced?|it|by|with|"
    rf"its place) )*(?:an? )?new (?:one|{_HEAD})"
    r" (?:with|of|for|that has|having) ([0-9][0-9,]*) (?:outputs?|classes|units|neurons|"
    r"categories)(?: instead)?(?: \(with bias(?:es)?\))?",
    re.IGNORECASE)
_FROZEN = re.compile(
    r"\b(?:(?:we|you|and|then|the|its) )*(?:freez|frozen|fix)\w* (?:everything(?: else)?|all (?:the )?(?:other |"
    r"remaining |pretrained )?(?:layers|weights|parameters)|"
    r"the (?:whole )?(?:backbone|body|rest|network|convolutional base))|\b(?:everything else|"
    r"all (?:other )?layers|the (?:whole )?backbone|the rest|all layers of an? (?:pre-?trained )?network) "
    r"(?:is|are|stays?|remains?|kept) frozen|"
    r"\b(?:ein |das )?(?:vortrainiertes? )?(?:netz|netzwerk|modell) wird (?:vollständig |komplett )?eingefroren|"
    r"\b(?:on )?gèle (?:tout le |un |le )?(?:réseau|modèle)(?: pré-?entraîné)?|\bse congela (?:toda )?(?:la |"
    r"una )?(?:red|modelo)(?: preentrenad[oa])?",
    re.IGNORECASE)
_REPLACES = re.compile(rf"\b(?:replac|swap)\w* (?:the |its )?{_HEAD}(?= (?:by|with|for))", re.IGNORECASE)
_HOW_MANY = re.compile(
    r"\bhow many (?P<trained>trainable |learnable )?(?:parameters|weights) (?:does|do|has|have|are|will be|"
    r"must be|need to be)(?: the)?(?: (?:new|resulting|modified|"
    r"adapted|whole))*(?: (?:network|model|it))?(?: have)?(?P<learned> (?:trained|trainable|updated|learned|"
    r"still trainable))?(?: in total| altogether| then| now| afterwards)*|"
    r"\b(?:wie viele|combien de|cuántos) (?:parameter|paramètres|parámetros) (?:werden|sont|"
    r"se)(?P<taught> (?:trainiert|entraînés|gelernt|entrenan|appris))",
    re.IGNORECASE)
_HELD_OLD = re.compile(
    rf"\b(?:(?:it|and|which|has|have|had|with|ends in|ends with|whose) )*(?:an? |its |the )?{_HEAD}(?: (?:is|"
    rf"maps|goes))?{_ENDS}"
    r"(?:,? ?\(?with bias(?:es)?\)?)?(?=[.,;])", re.IGNORECASE)
_SWAPPED = re.compile(
    r"\b(?:we |you )?(?:(?:it|this layer|that layer|the last layer|which) (?:is|gets) )?(?:replac|swap|exchang|"
    r"chang)\w*(?: (?:it|this layer|that layer))?"
    r"(?: out)? (?:by|with|for|to) (?=an? new)", re.IGNORECASE)
_ON_TOP = re.compile(
    r"\b(?:and )?(?:(?:only|just) )?(?:an? )?(?:new |single )+(?:fully[- ]connected|fc|dense|linear|"
    r"classification|output)? ?(?:layer|head|classifier) "
    r"(?:from|with|of) ([0-9][0-9,]*) (?:features|inputs|units|neurons|input features) (?:to|"
    r"and) ([0-9][0-9,]*) (?:classes|outputs|units|neurons)"
    r"(?: \(?with bias(?:es)?\)?)?(?: (?:is|are) (?:added|attached|put|placed|trained)(?: (?:on top|at the end|"
    r"behind it|on top of it))?)?|"
    r"\b(?:und |et |y )?(?:bekommt|erhält|on ajoute|se añade|reçoit|recibe) (?:eine neue|une nouvelle|"
    r"una nueva) (?:vollverbundene |voll verbundene |"
    r"vollständig verbundene |lineare )?(?:schicht|couche|capa)(?: (?:dense|entièrement connectée|densa|"
    r"totalmente conectada|linéaire|lineal))? (?:von|de) "
    r"([0-9][0-9,]*)(?: \w+)? ?(?:auf|→|a|à|vers|->) +([0-9][0-9,]*)(?: (?:klassen|classes|clases|einheiten|"
    r"neuronen|neurones|neuronas))?",
    re.IGNORECASE)
_EXCHANGES = re.compile(r"replac|swap|frozen|freez|gefroren|gelé|congel|exchang|remov|drop|cut|discard|delet|"
                        r"throw|tak",
                        re.IGNORECASE)
_AROUND = re.compile(r"\b(?:we|take|consider|start from|use|an?|pre-?trained|the|for transfer learning|"
                     r"fine-?tun\w*|network|model)\b", re.IGNORECASE)


def report_of(text: str) -> Report | None:
    """The parameters behind an exchange of the last layer; None for anything else, or a word more."""
    facts = ConsumedText(text)
    asked = facts.every(_HOW_MANY)
    if len(asked) != 1 or not _EXCHANGES.search(facts.rest):
        return None
    trained = bool(asked[0]["trained"] or asked[0]["learned"] or asked[0]["taught"])
    return _still_trained(text, facts) if trained else _whole(text, facts)


def _still_trained(text: str, facts: ConsumedText) -> Report | None:
    """The parameters of the new layer, where all others are frozen."""
    frozen, _ = facts.has(_FROZEN), facts.every(_REPLACES)
    new = facts.every(_ON_TOP) or facts.every(_NEW_SIDES)
    bias = facts.bias()
    if not frozen or len(new) != 1 or not _is_settled(facts):
        return None
    into, out = _sides(new[0])
    return _told(text, into, out, biased=bias is not False)


def _told(text: str, into: int, out: int, *, biased: bool) -> Report:
    value = into * out + out * biased
    line = f"{into}*{out}{f' + {out}' * biased} = {value:,}"
    return report(text, [AnsweredSize("params", value, line)], ("read as: the new layer alone is trained",))


def _whole(text: str, facts: ConsumedText) -> Report | None:
    """The parameters of all, less those of the old layer, and those of the new one."""
    total, old = facts.every(_TOTAL), facts.every(_OLD) or facts.every(_HELD_OLD)
    facts.every(_SWAPPED)
    new, bias = facts.every(_NEW), facts.bias()
    if len(total) != 1 or len(old) != 1 or len(new) != 1 or not _is_settled(facts):
        return None
    count, (into, out), outputs = _amount(total[0][1]), _sides(old[0]), int(new[0][1].replace(",", ""))
    biased = bias is not False
    before, after = into * out + out * biased, into * outputs + outputs * biased
    line = f"{count:,} - {before:,} + {after:,} = {count - before + after:,}"
    biases = "with" if biased else "without"
    note = f"read as: FC {into}->{out} taken away, FC {into}->{outputs} added, {biases} biases"
    return report(text, [AnsweredSize("params", count - before + after, line)], (note,))


def _amount(written: str) -> int:
    plain = written.replace(",", "").lower()
    number = re.match(r"[0-9.]+", plain)
    return int(Fraction(number[0]) * (10**6 if "m" in plain else 1)) if number else 0


def _sides(match: re.Match[str]) -> tuple[int, int]:
    into, out = (int(group.replace(",", "")) for group in match.groups() if group)
    return into, out


def _is_settled(facts: ConsumedText) -> bool:
    """True where nothing is left but the network's name."""
    facts.every(NAMED)
    facts.every(_AROUND)
    return facts.is_used_up()
