"""Settings that are said behind a chain of layers of its convolutions and poolings: all convs have pad 1."""

from __future__ import annotations

import re

from archcalc.homework.exercises.sentence_words import blanked, folded

_CONV = re.compile(r"(?<![\w.])CONV[0-9]+-[0-9]+(?![\w])(?P<own>\s*\([^()]*\)|(?:\s+(?:stride|pad)\s+[0-9]+)*)",
                   re.IGNORECASE)
_POOL = re.compile(r"(?<![\w.])POOL(?P<side>[0-9])(?!\w)(?P<own>\s*\([^()]*\)|\s+stride\s+[0-9]+)?", re.IGNORECASE)
_OWN = re.compile(r"(?P<name>no|stride|pad)(?:ding)?\s*=?\s*(?P<value>[0-9]|pad(?:ding)?)?", re.IGNORECASE)
_STRIDE = r"(?:a )?strides? (?:of )?(?P<stride>[0-9])"
_PAD = r"(?:zero[- ])?pad(?:ding)? (?:of )?(?P<pad>[0-9])"
_HAVE = r"\s*(?::|are|is|have|has|use|uses|with|,)?\s*"
_ALL = r"(?:(?:as in [a-z0-9-]+,? )?(?:all|every|each|the|and) )*"
_OF_CONVS = re.compile(
    rf"(?<!\w){_ALL}(?:(?P<side>[0-9]) ?x ?(?P=side) )?conv(?:olution(?:al)?)?s?(?: layers?)?{_HAVE}"
    rf"(?:{_STRIDE}(?:,? (?:and )?{_PAD})?|"
    rf"{_PAD.replace('pad>', 'pad2>')}(?:,? (?:and )?{_STRIDE.replace('stride>', 'stride2>')})?)"
    rf"(?!\w)", re.IGNORECASE)
_OF_POOLS = re.compile(
    rf"(?<!\w){_ALL}(?:(?P<side>[0-9]) ?x ?(?P=side) )?(?:max[- ]?)?pool(?:s|"
    rf"ings?)?(?: layers?)?{_HAVE}(?:(?P<side2>[0-9]) ?x ?(?P=side2)"
    rf"(?: windows?)?,? )?(?:(?:with|and|at) )?{_STRIDE}(?!\w)", re.IGNORECASE)


def applied(text: str) -> str | None:
    """The text with what is said of all layers of its chain at each of them; None where nothing is."""
    plain = folded(text)
    convolutions, poolings = list(_CONV.finditer(plain)), list(_POOL.finditer(plain))
    if len(convolutions) < 2:
        return None
    last = max(match.end() for match in (*convolutions, *poolings))
    of_convs, of_pools = _OF_CONVS.search(plain, last), _OF_POOLS.search(plain, last)
    rest = plain
    for said in (of_convs, of_pools):
        rest = rest if said is None else blanked(rest, *said.span())
    if of_pools and not all(_is_as_told(of_pools, pool) for pool in poolings):
        return None
    if of_convs is None and not any("(" in match["own"] for match in convolutions):
        return None
    rest = rest[:last] + re.sub(r"\(\s*[,;]*\s*(?:and\s*)?|\)", " . ", rest[last:])
    for match in reversed(convolutions):
        told = _settings(of_convs) | _own(match["own"])
        written = "".join(f" {name} {value}" for name, value in told.items())
        rest = rest[:match.start("own")] + written + rest[match.end("own"):]
    return rest


def _settings(said: re.Match[str] | None) -> dict[str, str]:
    """Stride and padding of all convolutions."""
    if said is None:
        return {}
    told = {"stride": said["stride"] or said["stride2"], "pad": said["pad"] or said["pad2"]}
    return {name: value for name, value in told.items() if value}


def _own(written: str) -> dict[str, str]:
    """Stride and padding that are said at a convolution itself: (pad 1), (no padding)."""
    found = {}
    for match in _OWN.finditer(written):
        if match["name"].lower() == "no":
            found["pad"] = "0"
        elif match["value"]:
            found[match["name"].lower()] = match["value"]
    return found


def _is_as_told(said: re.Match[str], pool: re.Match[str]) -> bool:
    """True of a pooling whose window and stride are those that are said of all."""
    side = said["side"] or said["side2"] or pool["side"]
    return pool["side"] == side == said["stride"] and not pool["own"]
