"""The networks of a course: those that its questions are about, each in many sizes, of which a student gets one."""

from __future__ import annotations

import re
from collections.abc import Mapping

from archcalc.base.errors import ArchcalcError
from archcalc.homework.classes import course_secret
from archcalc.homework.questions import own_numbers
from archcalc.homework.questions.networks import AskedNetwork, Networks
from archcalc.network.graph import Graph

SIZES = 64
"""So many sizes a network comes in: what a wrong answer shows is worked out once for each, not for each student.

On a sheet about several networks each has sizes of its own, so that two sheets seldom are the same.
"""
_NUMBERED = re.compile(r"(.+)#([0-9]+)")


class VariedNetworks(Networks):
    """Networks by name, and by name and number, alexnet#17: the same with other sizes, which the secret decides.

    `sources` says where a network of the teacher's own is read from. A network that is given with settings,
    vgg16(batch=8), and all of them without a secret, have the sizes that they have.
    """

    def __init__(self, given: Mapping[str, Graph], sources: Mapping[str, str], secret: bytes, homework: str) -> None:
        super().__init__(given)
        self._sources, self._secret, self._homework = dict(sources), secret, homework
        self._sizes: dict[str, str] = {}

    def __reduce__(self) -> tuple[object, ...]:
        """As they travel to another process: none of them read yet."""
        return VariedNetworks, (self.given, self._sources, self._secret, self._homework)

    def fresh(self) -> VariedNetworks:
        """The same networks, none of which was read yet."""
        return VariedNetworks(self.given, self._sources, self._secret, self._homework)

    def own(self, name: str, identifier: str) -> str:
        """A network's name with the number that a student has; the name where it does not vary."""
        if not self._secret or "(" in name or (name in self.given and name not in self._sources):
            return name
        place = course_secret.number(self._secret, SIZES, "student", self._homework, name, identifier.casefold())
        return f"{name}#{place}"

    def sizes(self, own: str) -> str:
        """The sizes of a network with a number: alexnet(conv5.filters=160, input=3x219x219). Raises ArchcalcError."""
        found = self.find(own)
        return self._sizes.get(own, found.reference)

    def _answer(self, reference: str) -> AskedNetwork | ArchcalcError:
        match = _NUMBERED.fullmatch(reference) if self._secret else None
        if match is None:
            return super()._answer(reference)
        if reference not in self._known:
            seed = course_secret.number(self._secret, 1 << 64, "sizes", self._homework, *match.groups())
            varied = own_numbers.varied(self._sources.get(match[1], match[1]), str(seed), self.find(match[1]).graph)
            self._sizes[reference] = varied.reference
            self._known[reference] = AskedNetwork(reference, varied.graph)
        return self._known[reference]
