"""Named tuples of our own making are those of `typing`, made more quickly."""

import collections
import copy
import inspect
import pickle
import re
import typing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import archcalc
from archcalc.base import named_tuples
from archcalc.base.named_tuples import MOST_SHOWN

PACKAGE = Path(archcalc.__file__).parent


def twin(base):
    """A class on either base, with the same body."""
    class Twin(base):
        """Twins, but for their base."""

        name: str
        size: "int | None" = None
        rest: tuple[int, ...] = ()

        @property
        def doubled(self):
            return self.name * 2

        def count(self):
            return tuple.__len__(self)

    return Twin


Ours, Theirs = twin(named_tuples.NamedTuple), twin(typing.NamedTuple)
for each in (Ours, Theirs):  # pickle looks a class up by its name
    each.__name__ = each.__qualname__ = "Ours" if each is Ours else "Theirs"


def answers(cls):
    """What can be done with such a class, as text."""
    one, words = cls("a", rest=(1,)), {"size": 3}
    again = [pickle.loads(pickle.dumps(one)),  # noqa: S301 - made here
             copy.copy(one), copy.deepcopy(one), cls._make(iter(one)), one._replace()]
    match one:
        case cls(name=name, rest=(first,)):
            matched = name, first
    name, *others = one
    asked = [one, one._replace(**words), one._asdict(), one.doubled, one.count(), one[1:], one == ("a", None, (1,)), hash(one),
             matched, name, others, [each == one and type(each) is cls for each in again], cls._fields, cls._field_defaults,
             cls.__match_args__, cls.__doc__, inspect.signature(cls).parameters.keys(), isinstance(one, tuple), type(cls),
             cls.__bases__, [*cls.__annotations__]]
    return [repr(each).replace(cls.__name__, "Class") for each in asked]


def test_a_named_tuple_of_ours_does_what_one_of_typings_does():
    assert answers(Ours) == answers(Theirs)


@pytest.mark.parametrize("call", [
    lambda cls: cls(), lambda cls: cls(1, 2, 3, 4), lambda cls: cls("a", nme=1), lambda cls: cls("a", name="b"), lambda cls: cls._make([1]),
    lambda cls: cls("a").missing, lambda cls: setattr(cls("a"), "name", 1), lambda cls: setattr(cls("a"), "other", 1)])
def test_what_is_refused_is_refused(call):
    for cls in (Ours, Theirs):
        with pytest.raises((TypeError, AttributeError)) as caught:
            call(cls)
        assert "lambda" not in str(caught.value)


def test_a_field_that_is_not_there_cannot_be_replaced():
    with pytest.raises(TypeError, match="Ours has no field nme"):
        Ours("a")._replace(nme="b")


def test_a_field_without_a_default_comes_first():
    with pytest.raises(TypeError, match="stands behind"):
        type(named_tuples.NamedTuple)("Wrong", (), {"__annotations__": {"a": int, "b": int}, "a": 1})


@given(st.integers(0, 30), st.data())
def test_any_number_of_fields_and_of_defaults(count, data):
    fields = [f"field_{number}" for number in range(count)]
    defaults = dict.fromkeys(fields[count - data.draw(st.integers(0, count)):], 7)
    ours = type(named_tuples.NamedTuple)("Made", (), {"__annotations__": dict.fromkeys(fields, int), **defaults})
    theirs = collections.namedtuple("Made", fields, defaults=defaults.values())
    given = range(data.draw(st.integers(count - len(defaults), count)))
    assert ours(*given) == theirs(*given)
    if len(written := repr(theirs(*given))) <= MOST_SHOWN:  # longer ones of ours are cut
        assert repr(ours(*given)) == written
    assert ours._field_defaults == theirs._field_defaults


def test_no_other_named_tuples_are_made():
    """Each of typing's would cost a start twice as much."""
    assert [path.name for path in PACKAGE.rglob("*.py") if path.name != "named_tuples.py"
            and re.search(r"from (typing|collections) import .*(NamedTuple|namedtuple)", path.read_text("utf-8"))] == []
