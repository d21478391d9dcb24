"""Answers in words and in any notation: what stands around a number or a volume is read, too."""

from __future__ import annotations

import re
from math import prod

from archcalc.homework.answers import axes_order, corrections, remarks
from archcalc.homework.answers.answer import Answer
from archcalc.homework.answers.counted_in_words import in_words
from archcalc.homework.answers.equations import chain, contradiction, with_equals_sign
from archcalc.homework.answers.labelled_sides import named_sides
from archcalc.homework.answers.layer_attributes import before_digits, stated
from archcalc.homework.answers.nouns import called
from archcalc.homework.answers.numbers import Reading, number
from archcalc.homework.answers.size_and_depth import size_and_depth
from archcalc.homework.answers.stated_precision import precision
from archcalc.homework.answers.unlabelled import REMARK, unlabelled
from archcalc.homework.answers.volumes import shape
from archcalc.homework.answers.within_text import Meaning, names_another, within
from archcalc.homework.answers.words import ABOUT_WORDS, nothing_in
from archcalc.homework.answers.written_signs import plain_signs
from archcalc.homework.languages.spoken import said

MOST_CHARACTERS = 200

_BLANK = frozenset({"", "?", "??", "???", "...", "n/a", "na", "nan", "todo", "tbd", "blank", "idk", "i don't know"})
_DASH = frozenset({"-", "--", "---"})
_ABOUT = re.compile(rf"^(?:~|{ABOUT_WORDS})\s*", re.IGNORECASE)
_DOUBTFUL_SIGN = re.compile(r"-\s+[0-9]")
"""A stroke apart from its number: a minus, or the mark of a list."""
_HEXADECIMAL = re.compile(r"(?<![\w.])0x[0-9a-f]{3,}(?!\w)", re.IGNORECASE)
"""What would be read as a product with nought."""
_BARE = re.compile(r"[0-9][0-9,]*")
"""Digits alone: 1216 = 1200 says two things."""
_DIGITS = re.compile("[0-9]+")
_NEXT = re.compile(r"[0-9][^,;]*[,;]\s*[^\W\d_]\w*'?\s*$")
"""A number and then another's name, before the sign that gives it: w=1200, b=16."""
_NAME = re.compile(r"(?<![\w.])[a-z]+_?[0-9][\w/]*")
_BOUND = re.compile(r"[<>≤≥]|=>")


_NEITHER = said("this is neither a number nor a volume: write 1,792 or 1.8K, or 224x224x64")
_PRECISION = said("it has more digits than it says: write 1.79K (2 decimals), or 1,800 (2 significant figures)")
_BOTH = said("this has a number with the biases and one without: write the one that is meant")
_LINES = said("this answer goes over several lines: perhaps a quotation mark is not closed")


def in_full(given: str) -> Answer:
    """Every meaning that an answer may have, whatever stands in it."""
    if len(given) > MOST_CHARACTERS:
        return Answer(given, complaint=said("an answer has at most {most} characters", most=MOST_CHARACTERS))
    kept = corrections.kept(given)
    if _HEXADECIMAL.search(kept):
        return Answer(given, complaint=_NEITHER)
    written = plain_signs(kept)
    signs = with_equals_sign(corrections.last_word(written))
    plain = unlabelled(signs)
    if plain.lower() in _BLANK or not plain.strip("_. "):
        return Answer(given, blank=True)
    answer = _read(given, signs, plain)
    taken_back = signs if signs != written or kept != given else ""
    return answer if answer.within or answer.complaint else answer._replace(within=taken_back)


def _read(given: str, signs: str, plain: str) -> Answer:
    """The meanings of an answer that is not blank, in its last word."""
    if answer := _without_digits(given, plain):
        return answer._replace(called=called(signs))
    if told := precision(signs):
        answer = _read(given, told.text, unlabelled(told.text))
        return answer._replace(numbers=told.applied(answer.numbers), complaint=answer.complaint or (
            "" if told.applied(answer.numbers) else _PRECISION), within=told.text)
    if sides := named_sides(signs):
        return Answer(given, (), sides, channels_last=True, at_odds=contradiction(signs))
    if remarks.says_both(signs):
        return Answer(given, complaint=_BOTH)
    alone = remarks.number_alone(signs)
    answer = _meant(given, plain if alone == signs else unlabelled(alone))
    if len(answer.shape) < 3 and (sides := size_and_depth(signs)):
        return Answer(given, (), sides, channels_last=True, within="x".join(map(str, sides)))
    return _ordered(answer, axes_order.order(signs))._replace(
        biases=remarks.counts_biases(signs), called=called(alone), at_odds=contradiction(signs),
                            stated=stated(signs), names=frozenset(_NAME.findall(signs.lower())))


def _ordered(answer: Answer, sides: str) -> Answer:
    """An answer with the order of its sides, which it names; a notation that has an order itself keeps it."""
    if not sides or answer.channels_first:
        return answer
    first = sides.startswith("C")
    return answer._replace(shape=axes_order.height_first(answer.shape, sides), channels_first=first,
                           channels_last=not first)


def _without_digits(given: str, plain: str) -> Answer | None:
    """Nothing, a stroke or a small number in words; a stroke apart from a number, which may be a minus, is not read."""
    nothing, counted = nothing_in(plain), in_words(plain)
    if nothing or plain in _DASH:
        return Answer(given, (Reading(0, 0),), (0,), dash=plain in _DASH, within=nothing if nothing != plain else "")
    if counted:
        return _meant(given, counted)._replace(within=counted)
    return Answer(given, complaint=_NEITHER) if _DOUBTFUL_SIGN.match(plain) else None


def _meant(given: str, plain: str) -> Answer:
    """What an answer means without the remarks beside it."""
    remark = REMARK.search(plain)
    if remark and remarks.takes_away(remark[1]):
        return Answer(given, complaint=said("({remark}) changes what the number means: write the number alone",
                                            remark=remark[1]))
    return _counted_out(given, chain(plain)) or _whole(given, plain) or _part(given, plain)


def _whole(given: str, plain: str) -> Answer | None:
    """An answer that is nothing but a number or a volume, or arithmetic with its result; None where it is not."""
    parts = chain(plain)
    if not parts or _BOUND.search(plain) or (parts[1:] and names_another(before_digits(plain))):
        return None
    if len({bare.replace(",", "") for bare in parts}) > 1 and all(map(_BARE.fullmatch, parts)):
        return None
    last, is_told = parts[-1], any(map(str.isdigit, parts[-1]))
    numbers, written = _number(last), shape(last)
    if is_told and not numbers and not written.axes:
        found = within(last) if _is_balanced(last) else None
        return _taken(given, found) if found else None
    if any(map(_NEXT.search, parts[:-1])) and not _are_its_sides(parts):
        return None
    if not is_told:
        numbers = next((readings for part in reversed(parts) if (readings := _number(part))), ())
    longest = max(map(shape, parts), key=lambda found: len(found.axes))
    if (not numbers and not longest.axes) or (len(written.axes) > 1 and written.axes != longest.axes):
        return None
    return Answer(given, numbers, longest.axes, longest.channels_first)


def _counted_out(given: str, parts: list[str]) -> Answer | None:
    """A volume with the number of all its values behind it, 55x55x96 = 290,400 neurons; None of any other parts."""
    if len(parts) < 2 or _BOUND.search("".join(parts)) or len(shape(parts[-1]).axes) > 1:
        return None
    numbers = _number(parts[-1]) or getattr(within(parts[-1]), "numbers", ())
    for part in parts[:-1]:
        found = within(part)
        volume = shape(part) if shape(part).axes or found is None else found.volume
        if len(volume.axes) > 2 and any(each.low == each.high == prod(volume.axes) for each in numbers):
            return Answer(given, numbers, volume.axes, volume.channels_first)
    return None


def _number(part: str) -> tuple[Reading, ...]:
    """The meanings of a part as a number, which it may say to be rounded."""
    return number(_ABOUT.sub("", part), bool(_ABOUT.match(part)))


def _is_balanced(part: str) -> bool:
    """True where every bracket has its other half: what stands in one, log(64 = 8*8), is not the answer."""
    return all(part.count(one) == part.count(other) for one, other in ("()", "[]"))


def _are_its_sides(parts: list[str]) -> bool:
    """True where all numbers before a volume are sides of it: W = H = 55, K = 96 -> 55x55x96."""
    axes = shape(parts[-1]).axes
    return len(axes) > 2 and {int(each) for part in parts[:-1] for each in _DIGITS.findall(part)} <= set(axes)


def _part(given: str, plain: str) -> Answer:
    """An answer in which one number or volume stands among words."""
    found = within(plain)
    if found is None:
        return Answer(given, complaint=_LINES if "\n" in given else _NEITHER)
    return _taken(given, found)


def _taken(given: str, found: Meaning) -> Answer:
    """An answer of which a part was taken."""
    return Answer(given, found.numbers, found.volume.axes, found.volume.channels_first, within=found.text)
