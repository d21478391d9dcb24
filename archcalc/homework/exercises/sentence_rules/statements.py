"""Tokens -> statements: the first rule that fits the tokens from here on, and so on to the end."""

from __future__ import annotations

import re

from archcalc.base.errors import quoted
from archcalc.homework.exercises.said import Said
from archcalc.homework.exercises.sentence_rules.amount_rules import AMOUNTS
from archcalc.homework.exercises.sentence_rules.asking_rules import ASKING
from archcalc.homework.exercises.sentence_rules.neuron_rules import NEURONS
from archcalc.homework.exercises.sentence_rules.part_rules import PARTS
from archcalc.homework.exercises.sentence_rules.volume_rules import VOLUMES
from archcalc.homework.exercises.sentence_words import SentenceWord, refuse

_RULES = tuple((re.compile(pattern), rule) for pattern, rule in (*VOLUMES, *PARTS, *ASKING, *NEURONS, *AMOUNTS))


_UNCOUNTED = re.compile("(?<!n)(?<!ng)(?<!(?<!A)nz)(?<!(?<!A)ngz)(?<!b[nz])(?<!bnz)@")
"""Images that no number counts: 64x64 RGB images."""


def statements(text: str, found: list[SentenceWord]) -> list[Said]:
    """The statements of an exercise. Raises ArchcalcError for a word that is understood, but not where it stands."""
    letters = _UNCOUNTED.sub("I", "".join(token.code for token in found))
    made: list[Said] = []
    position = 0
    while position < len(found):
        for pattern, rule in _RULES:
            match = pattern.match(letters, position)
            if match and match.end() > position:
                several = rule(found[position: match.end()], match[0])
                if several is not None:
                    made += several
                    position = match.end()
                    break
        else:
            token = found[position]
            refuse(text, token, f"{quoted(token.text)} is not understood here", "say it in other words")
    return made
