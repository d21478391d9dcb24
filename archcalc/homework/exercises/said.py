"""A sentence as a row of statements: an attribute with its value, a layer, a size that goes in, what is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.exercises.sentence_words import Amount, SentenceWord

ATTRIBUTE, FLAG, WORD, LOOSE, SIZE = "attribute", "flag", "word", "loose", "size"
LAYER, CALL, MODIFIER, TIMES = "layer", "call", "modifier", "times"
INPUT, SIDE, DEPTH, FEATURES, CHANNELS, BOTH = "input", "side", "depth", "features", "channels", "both"
TARGET, KEPT, LIMIT, ASKED, UNKNOWN, MENTIONED = "target", "kept", "limit", "asked", "unknown", "mentioned"
ALONE, EVERY, THIS, PROPORTION = "alone", "every", "this", "proportion"
LIBRARY, COUNT, RESIDUAL, WITHOUT = "library", "count", "residual", "without"
FROM_TO, ORDINAL, MAYBE_LIMIT, FITS = "from to", "ordinal", "maybe limit", "fits"
UNREAD, PART, OF_EACH, OF_SOME_LAYER = "unread", "part", "of each", "of some layer"
AFTER_ALL = "after what stands before"
"""What an input is named that has already passed layers: after CONV1, 55x55x96."""
OF_ONE, STEPS, BETWEEN, PER_IMAGE, TURNED = "of one", "steps", "between", "per image", "turned"
ONE, BATCH, NUMBER_TYPE, SEPARATOR, OR, COMPARED = "one kernel", "batch", "number type", "separator", "or", "compared"


class Said(NamedTuple):
    """A statement: its kind, the name of what it is about, the value, and the token at which it stands."""

    kind: str
    name: Any
    value: Any
    token: SentenceWord


class SaidBound(NamedTuple):
    """The bound of a figure: `sign` is -1 for at most, 1 for at least, 0 for exactly; the unit as written."""

    sign: int
    value: int
    unit: str = ""


def value_of(token: SentenceWord) -> Any:
    """The number or the sides that a token stands for."""
    return token.data.value if isinstance(token.data, Amount) else token.data


def is_word(token: SentenceWord) -> bool:
    """True for a number that is written as a word: three."""
    return all(letter.isalpha() or letter in " '" for letter in token.text)


def clauses(found: Iterable[Said]) -> Iterator[tuple[str, list[Said]]]:
    """Statements between separators, and the strongest of those that stand before them: strong, sentence or weak."""
    before, clause = "weak", list[Said]()
    for each in found:
        if each.kind == SEPARATOR:
            if clause:
                yield before, clause
                before, clause = "weak", []
            before = min(before, each.name, key=("strong", "sentence", "weak").index)
        else:
            clause.append(each)
    if clause:
        yield before, clause
