"""The files that a picture can be written to, one to a file; being there is being registered.

An output holds pictures, or films, or the layers' graph itself as text for another program, or none of it:
charts alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from archcalc.base.picture import Picture
from archcalc.base.registry import Registry
from archcalc.rendering.drawings.palette import Theme

if TYPE_CHECKING:
    from archcalc.rendering.drawings.diagram_parts import Diagram
    from archcalc.rendering.drawings.film import Film
    from archcalc.rendering.drawings.volumes.scene import VolumeScene


class PictureFormat(Protocol):
    """One kind of file for pictures."""

    SUFFIXES: tuple[str, ...]
    """Endings of files that ask for this format, with their dots; none where it has to be named."""


@runtime_checkable
class HoldsPictures(PictureFormat, Protocol):
    """A format of pictures."""

    def write(self, picture: Picture, theme: Theme) -> str | bytes:
        """The picture in a theme's colours."""


@runtime_checkable
class HoldsPages(PictureFormat, Protocol):
    """A format in which one file has room for several pictures."""

    def write_pages(self, pictures: Sequence[Picture], theme: Theme) -> str | bytes:
        """The pictures, one on each page."""


@runtime_checkable
class HasLimits(PictureFormat, Protocol):
    """A format whose pictures are no larger than so much."""

    def reduction(self, picture: Picture) -> str:
        """A sentence on how much smaller a picture is drawn than it is; empty where it has room."""


@runtime_checkable
class HoldsFilms(PictureFormat, Protocol):
    """A format that moves."""

    def write_film(self, film: Film, theme: Theme) -> str | bytes:
        """The film in a theme's colours."""


@runtime_checkable
class HoldsGraphs(PictureFormat, Protocol):
    """A language for graphs, which another program draws."""

    def written(self, diagram: Diagram) -> str:
        """The layers and their links."""


@runtime_checkable
class HoldsScenes(PictureFormat, Protocol):
    """A format of boxes in space."""

    def write_scene(self, scene: VolumeScene, theme: Theme) -> bytes:
        """The scene in a theme's colours."""


NAMES = Registry[PictureFormat](__name__, __file__, "picture format")
