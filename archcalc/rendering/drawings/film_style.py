"""CSS that plays a film without a script: each part has a class for its times, and each class its keyframes.

Programs without CSS, readers who want nothing to move, and printers have the last step, which the attributes alone say.
"""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.rendering.drawings.film import HELD, Appearance, Film, Sliding

_SLIDE = 0.35
"""The part of a step in which shapes slide to their places."""
STILL = "archcalc-film"
"""What every class and every set of keyframes begins with, so that they are no others' in a page."""


def name(part: Appearance | Sliding, film: Film) -> str:
    """The class of a part: the same for all with the same times."""
    if isinstance(part, Sliding):
        return f"{STILL}-slide-{film.parts.index(part)}"
    return f"{STILL}-{part.first}-{film.steps if part.until is None else part.until}"


def moves(part: Appearance | Sliding) -> bool:
    """True of a part that is not the same in every step."""
    return isinstance(part, Sliding) or part.first > 0 or part.until is not None


def attributes(part: Appearance | Sliding, film: Film) -> str:
    """The attributes of a part's group: its class, and how it is in the last step."""
    if not moves(part):
        return ""
    if isinstance(part, Sliding):
        x, y = part.by[-1]
        return f' class="{name(part, film)}" transform="translate({x:.1f} {y:.1f})"'
    hidden = "" if part.until is None else ' visibility="hidden"'
    return f' class="{name(part, film)}"{hidden}'


def changing(film: Film) -> dict[str, Appearance | Sliding]:
    """A part of every class."""
    return {name(part, film): part for part in film.parts if moves(part)}


def playing(film: Film, within: str = "") -> str:
    """The style of a film that plays by itself, `within` a selector; it stops while a pointer rests on it."""
    length = (film.steps - 1 + HELD) * film.seconds
    rules = [rule for kind, part in changing(film).items() for rule in (
        f"{within}.{kind} {{animation: {kind} {length:.1f}s {_timing(part)} infinite}}",
        f"@keyframes {kind} {{{' '.join(_keyframes(part, film))}}}")]
    stopped = "svg:hover g {animation-play-state: paused !important}"
    return "\n".join(["@media screen and (prefers-reduced-motion: no-preference) {", *rules, stopped, "}"])


def stepping(film: Film) -> str:
    """The style of a film whose steps are chosen by buttons before it, as `button` names them."""
    rules = []
    for kind, part in changing(film).items():
        if isinstance(part, Sliding):
            rules += [f"{button(step)}:checked ~ svg .{kind} {{transform: translate({x:.1f}px, {y:.1f}px)}}"
                      for step, (x, y) in enumerate(part.by)]
        else:
            seen = range(part.first, film.steps if part.until is None else part.until)
            shown = ", ".join(f"{button(step)}:checked ~ svg .{kind}" for step in seen)
            rules += [f".{STILL}-step:checked ~ svg .{kind} {{visibility: hidden}}", f"{shown} {{visibility: visible}}"]
    return "\n".join(rules)


def button(step: int | None) -> str:
    """The selector of the button of a step, or of the one that plays."""
    return f"#{STILL}-{'play' if step is None else step}"


def _timing(part: Appearance | Sliding) -> str:
    return "ease-in-out" if isinstance(part, Sliding) else "step-end"


def _keyframes(part: Appearance | Sliding, film: Film) -> Iterator[str]:
    """The states of a part, at percents of the whole length."""
    count = film.steps - 1 + HELD
    if isinstance(part, Sliding):
        for step, (x, y) in enumerate(part.by):
            leaves = 100.0 if step + 1 == film.steps else 100 * (step + 1 - _SLIDE) / count
            yield f"{100 * step / count:.3f}%, {leaves:.3f}% {{transform: translate({x:.1f}px, {y:.1f}px)}}"
        return
    seen = [(part.first, "visible")] if part.until is None else [(part.first, "visible"), (part.until, "hidden")]
    states = seen if part.first == 0 else [(0, "hidden"), *seen]
    for step, state in states:
        yield f"{100 * step / count:.3f}% {{visibility: {state}}}"
    yield f"100% {{visibility: {states[-1][1]}}}"
