"""Words that may stand where the reader of a page types."""

from __future__ import annotations

from typing import Any

from archcalc.live import text_names
from archcalc.live.page.page_question import PageQuestion
from archcalc.live.word_choices import choices

_TYPES = {"key": "property", "attribute": "property", "parameter": "property", "operator": "function",
          "function": "function", "module": "class", "block": "class", "form": "keyword", "layer": "variable",
          "option": "variable", "value": "constant", "network": "text"}
"""Kinds of words as CodeMirror's signs have them."""
_MOST = 300


def page_words(question: PageQuestion) -> dict[str, Any]:
    r"""The words that may stand at the question's place, with the length of what is typed of them.

    Names are those of the last text that could be read; `readable` is that text.

    >>> found = page_words(PageQuestion("input: [3, 8, 8]\nlayers:\n  - conv: {filters: 4, ke", line=3, column=26))
    >>> found["typed"], [each["label"] for each in found["options"]]
    (2, ['kernel'])
    """
    last = question.draft()
    if last.spec is None and question.readable:
        last = question._replace(text=question.readable).draft()
    word, found = choices(question.text, last, text_names.names(last), question.line, question.column)
    return {"typed": len(word), "options": [
        {"label": each.label, "type": _TYPES.get(each.kind, "text"), "detail": each.kind, "info": each.detail,
         "apply": each.text if each.text and "$1" not in each.text else each.label, "boost": -each.order}
        for each in found[:_MOST]]}
