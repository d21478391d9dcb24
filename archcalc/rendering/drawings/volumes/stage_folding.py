"""Volumes of one size after one another as one stage, where there would be too many to be told apart."""

from __future__ import annotations

from archcalc.rendering.drawings.volumes.stations import Skip, Station, VolumeRow
from archcalc.rendering.drawings.volumes.volume_sizes import maps
from archcalc.rendering.tables.folding import contents

_TO = " .. "


def folded_stages(row: VolumeRow) -> VolumeRow:
    """The row with every stretch that keeps the size of its maps, or of its tokens, as one volume."""
    runs: list[list[int]] = []
    for number, station in enumerate(row.stations):
        if runs and number in row.chained and _is_one_stage(row.stations[number - 1], station):
            runs[-1].append(number)
        else:
            runs.append([number])
    home = {number: stage for stage, run in enumerate(runs) for number in run}
    skips = dict.fromkeys(Skip(home[skip.source], home[skip.target], skip.via, skip.sign) for skip in row.skips
                          if home[skip.target] > home[skip.source] + (not skip.via and not skip.sign))
    told = f"{len(runs)} stages of one size each for {len(row.stations)} modules and layers"
    return row._replace(folded=told if len(runs) < len(row.stations) else "",
                        stations=tuple(_stage([row.stations[number] for number in run]) for run in runs),
                        chained=frozenset(home[run[0]] for run in runs if run[0] in row.chained), skips=tuple(skips),
                        crossed=frozenset(home[number] for number in row.crossed))


def _is_one_stage(one: Station, other: Station) -> bool:
    if "input" in {one.role, other.role} or len(one.shape) != len(other.shape) or one.streams != other.streams:
        return False
    return maps(one.shape) == maps(other.shape) and (len(one.shape) > 2 or one.shape == other.shape)


def _stage(stations: list[Station]) -> Station:
    """A stage: the last of its volumes, and what is in it."""
    if len(stations) == 1:
        return stations[0]
    last, first = stations[-1], stations[0]
    name = f"{first.module or first.name}{_TO}{last.module or last.name}".replace(_TO * 2, _TO)
    roles = {station.role for station in stations}
    holds = tuple(kind for station in stations for kind in station.holds * station.times)
    return last._replace(nodes=tuple(node for station in stations for node in station.nodes), name=name,
                         kind=contents(holds), role=last.role if len(roles) == 1 else "module", hint=name,
                         module="", number=-1, times=1, sign="", bands_before=(), bands_after=(),
                         window=None, groups=1, holds=holds)
