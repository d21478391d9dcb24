"""The view of a row of volumes: where the camera stands, and how sizes become lengths."""

from __future__ import annotations

from collections.abc import Mapping
from math import log2, radians, sqrt, tan

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import unknown

SCALES: Mapping[str, str] = {
    "compact": "maps by square roots, channels by logarithms",
    "linear": "maps and channels as they are, a channel a quarter of a pixel beside a largest map of 140",
}
"""How sizes become lengths; vectors, tokens and signals are by logarithms in both."""

_LIMITS: Mapping[str, tuple[float, float]] = {"azimuth": (5, 60), "elevation": (0, 60), "distance": (0.6, 100)}
HIGHEST, _LOWEST, _THINNEST = 140.0, 2.0, 2.0
"""The largest map and the smallest, and the thinnest box, in pixels."""
_VECTOR, _CHANNEL, _QUARTER = 11.0, 3.0, 0.25


class View(NamedTuple):
    """The camera beside and above the row, in degrees, so many times the row's length from it, and the scale.

    It looks at a picture plane that stands along the row, as a camera with a shifted lens: what faces the reader keeps
    its shape, and all that leads away from him runs to one vanishing point.
    """

    azimuth: float = 26.0
    elevation: float = 20.0
    distance: float = 1.9
    scale: str = "compact"

    @property
    def aside(self) -> float:
        """The way of the camera to the side, for each pixel that it stands before the row."""
        return tan(radians(self.azimuth))

    @property
    def above(self) -> float:
        """The way up to it, for each pixel that it stands before the row."""
        return tan(radians(self.elevation))


USUAL = View()


def view(camera: str | None = None, scale: str | None = None) -> View:
    """A view as the command says it: azimuth=30,elevation=20,distance=2. Raises ArchcalcError.

    >>> view("azimuth=30").azimuth, view("distance=5", "linear").scale
    (30.0, 'linear')
    """
    if scale is not None and scale not in SCALES:
        raise unknown("scale", scale, SCALES)
    told: dict[str, float] = {}
    for pair in camera.split(",") if camera is not None else ():
        key, _, value = (word.strip() for word in pair.partition("="))
        if key not in _LIMITS:
            raise unknown("word of a camera", key, _LIMITS)
        told[key] = _number(key, value)
    made = View(told.get("azimuth", USUAL.azimuth), told.get("elevation", USUAL.elevation),
                told.get("distance", USUAL.distance), scale or USUAL.scale)
    least = 0.6 / made.aside
    if made.distance < least:
        raise ArchcalcError.of("usage", f"at azimuth {made.azimuth:g} a camera so near would see the volumes from both "
                                        f"sides: distance {made.distance:g}",
                               hint=f"distance={least + 0.05:.1f} or more, or a larger azimuth")
    return made


def styled(style: str, camera: str | None, scale: str | None) -> str | View:
    """A style as the command says it: a view, where one is told of volumes. Raises ArchcalcError."""
    if camera is None and scale is None:
        return style
    if style != "volumes":
        told = "--camera" if camera is not None else "--scale"
        raise ArchcalcError.of("usage", f"{told} is the view of volumes, and the style is {style}",
                               hint="--style volumes")
    return view(camera, scale)


def _number(key: str, value: str) -> float:
    low, high = _LIMITS[key]
    try:
        number = float(value)
    except ValueError:
        number = float("nan")
    if not low <= number <= high:
        raise ArchcalcError.of("usage", f"--camera takes {key} from {low:g} to {high:g}, found {quoted(value)}",
                               hint="--camera azimuth=30,elevation=20,distance=2")
    return number


class Lengths(NamedTuple):
    """The lengths of volumes in pixels, beside maps of which the largest side is `largest`."""

    scale: str
    largest: int
    highest: float = HIGHEST

    def side(self, size: int) -> float:
        """The edge of a map, or of a window over one."""
        share = size / self.largest
        return max(_LOWEST, self.highest * (share if self.scale == "linear" else sqrt(share)))

    def channels(self, count: int) -> float:
        """The thickness of so many channels."""
        if self.scale == "linear":
            return max(_THINNEST, _QUARTER * count * self.highest / HIGHEST)
        return self.features(count)

    def features(self, count: int) -> float:
        """The thickness of tokens and signals with so many features."""
        return max(_THINNEST, _CHANNEL * log2(count + 1))

    def vector(self, count: int) -> float:
        """The height of a vector, or of so many tokens."""
        return max(_LOWEST, _VECTOR * log2(count + 1))
