"""The forms in which terms are written: labels, sizes, numbers of every kind, arrows, words and marks."""

from __future__ import annotations

import re

from archcalc.homework.exercises.reading.wording.headings import heading_pattern

LETTER = r"(?:(?![\u4e00-\u9fff])[^\W\d_])"
_WORD = rf"[\u4e00-\u9fff]+|{LETTER}+[123][dD]\b|(?:{LETTER}|[\u064b-\u0652])+[0-9]*(?:['’]{LETTER}+)*"
WORD = re.compile(_WORD)
"""A word of letters, perhaps with a number; of Chinese, all that stands together."""
TERM = re.compile(rf"""
    (?P<label>{heading_pattern()}
             |\A\s*(?:\(?[a-h]\)|[0-9]{{1,2}}[.)]\s)
             |(?<=\s)\((?:[a-hA-H]|i{{1,3}}|iv|[1-4])\)(?=\s)
             |(?<=[.?;:]\s)(?:[a-hA-H]|i{{1,3}}|[1-4])\)(?=\s)
             |\(?[0-9]+\s*(?:pts?|points?|marks?|Punkte?|points|puntos)\b\.?\)?
             |\b(?:Q|Aufgabe|Exercice|Exercise|Problem|Problema|Ejercicio|Question|Pregunta|Task|WS|SS|Partiel|Klausur)
              \s*[0-9]+(?:[./][0-9]+)?[a-z]?\)?[.:)]?(?=\s))
  | (?P<counted>\(?(?:if\s+(?:you|we)\s+|where\s+)?
               (?:count(?:ing)?|suppos\w+|assum\w+|one|a|each|1)?\s*(?:a\s+|one\s+|each\s+|1\s+|cada\s+)?
               (?:macs?|multiply-?\s?add|multiply-accumulate|multiplication\s+and\s+(?:an?\s+|one\s+)?addition)\s*
               (?:operations?\s+)?
               (?:is\s+counted\s+as|counts?\s+as|as|=|are\s+counted\s+as|equivale\s+a|is|zählt\s+als|entspricht)\s+
               (?:2|two|dos|zwei)\s+
               (?:separate\s+)?(?:flops|(?:floating[\s-]point\s+)?operations)\)?)
  | (?P<option>\b(?:option|layer|design|block|network|variant|variante|opción|plan|model|capa|schicht|couche|version)
              \s(?:[A-D]|[1-4])\b
              (?=\s*(?:[:=(,.?]|is|has|uses|applies|saves?|needs?|costs?|relative|than|compared|requires?|over
                      |ist|est|es|or\b))
             |方案[甲乙丙一二12AB])
  | (?P<bits>\b(?:8|16|32|64)[\s-]?bits?\b
            (?:[\s-](?:floats?|integers?|ints?|unsigned\sintegers?|numbers?|precision|
               floating[\s-]point(?:\snumbers?)?|values?))?)
  | (?P<axes>\b[123][\s-]?d\b)
  | (?P<nth>\b(?:layer|couche|schicht|capa|第)\s?\#?[0-9]{{1,2}}(?![0-9x.,]*[0-9x])(?:\s*:|层)?)
  | (?P<steps>[\[(]\s*(?:none|time_?steps|steps|seq_?len|sequence_length|t|n|batch(?:_size)?)\s*,
             \s*(?:None\s*,\s*)?[0-9]+\s*[\])])
  | (?P<size>[\[(]\s*(?:(?:none|n|b|batch|batch_size)\s*,\s*)?[0-9]+(?:\s*,\s*[0-9]+){{1,4}}\s*,?\s*[\])]
           |[0-9]+(?:(?:\s*[x*]\s*|\s+(?:by|par|por|mal)\s+)[0-9]+){{1,4}}(?![0-9]|\.[0-9]))
  | (?P<negative>(?<=[\s=])-[0-9]+(?![0-9x]))
  | (?P<number>(?:[0-9][0-9,._]*[0-9]|[0-9])(?:e[0-9]+)?
               (?:\s?(?:k|m|g|mb|kb|gb|mib|kib|gib|million|billion|thousand)\b)?)
  | (?P<arrow>->|→|⇒|=>)
  | (?P<word>{_WORD})
  | (?P<mark>[=:,;.?!&|+/\n])
  | (?P<nothing>.)
""", re.VERBOSE | re.IGNORECASE | re.DOTALL)
"""A term that begins here, by the name of its form; a sign that is none of these is nothing."""
