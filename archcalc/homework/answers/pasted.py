"""Answers pasted from a program or a page: tensor(1216), np.int64(1216), 55&times;55&times;96."""

from __future__ import annotations

import re

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.IGNORECASE)
_CALL = re.compile(r"(?:(?:torch|np|numpy|tf|jnp|jax\.numpy)\.)?(?:u?int(?:8|16|32|64)?|float(?:16|32|64)?|tensor|"
                   r"array|asarray|as_tensor|constant|print)\(\s*(?P<value>\([^()]*\)|\[[^\[\]]*\]|[^()\[\],]*)"
                   r"(?:\s*,\s*(?:dtype|device|shape|requires_grad)\s*=\s*(?:\([^()]*\)|[^(),]*))*\s*\)", re.IGNORECASE)
_DEEPEST = 3


def value(text: str) -> str:
    """The value of what a program has printed, and signs for entities; any other text as it stands.

    >>> value("np.int64(1216)"), value("print(tensor(1216, dtype=torch.int32))"), value("32&times;32&times;16")
    ('1216', '1216', '32×32×16')
    >>> value("log2(64)"), value("(227-11)")
    ('log2(64)', '(227-11)')
    """
    if "&" in text and _ENTITY.search(text):
        import html  # two thousand names, for one answer in thousands

        text = html.unescape(text)
    for _ in range(_DEEPEST):
        text = _CALL.sub(lambda call: call["value"], text) if "(" in text else text
    return text
