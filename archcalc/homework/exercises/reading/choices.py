"""Alternatives that an exercise sets against each other: this layer or that, option A and option B."""

from __future__ import annotations

from archcalc.homework.exercises.reading.scene import Scene, Told

_SETS_AGAINST = frozenset({"fewer", "more", "compare", "proportion"})


def is_comparison(scene: Scene) -> bool:
    """True where the question is which of several has more, or by how much they differ."""
    return any(term.sense in _SETS_AGAINST for term in scene.terms)


def alternatives(scene: Scene, layers: list[Told]) -> list[list[Told]]:
    """The layers of each alternative; one list where nothing parts them."""
    splits = _splits(scene, layers)
    if not splits and len(layers) == 2 and layers[0].own and layers[1].own:
        splits = [layers[1].at]
    groups: list[list[Told]] = [[] for _ in range(len(splits) + 1)]
    for each in layers:
        groups[sum(each.at >= split for split in splits)].append(each)
    return [group for group in groups if group]


def _splits(scene: Scene, layers: list[Told]) -> list[int]:
    """Where one alternative ends and the next begins."""
    labels = [i for i, term in enumerate(scene.terms) if term.sense == "option"]
    first = [i for i in labels if any(each.at > i for each in layers)]
    if len(first) > 1:
        seen: dict[str, int] = {}
        for i in first:
            seen.setdefault(scene.terms[i].text.lower(), i)
        scene.used |= {*labels}
        return sorted(seen.values())[1:]
    between = [i for i, term in enumerate(scene.terms) if term.sense == "or"
               and any(each.at < i for each in layers) and any(each.at > i for each in layers)]
    scene.used |= {*between}
    return between


def compared(scene: Scene, figures: tuple[str, ...]) -> tuple[str, str]:
    """The figure that is compared, and whether fewer or more of it is asked for."""
    direction = "more" if any(term.sense == "more" for term in scene.terms) else "fewer"
    return (figures[0] if figures else ""), direction
