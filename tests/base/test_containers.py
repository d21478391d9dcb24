"""The gate of archives: what lies within a budget is opened, and what does not is refused before anything is unpacked."""

import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from together import together

from archcalc.base.containers import Budget, check_zip, opened_zip
from archcalc.base.errors import ArchcalcError, Refused

WIDE = Budget(100, 1 << 30, None)


def archive(members, method=zipfile.ZIP_DEFLATED):
    """The bytes of an archive."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return out.getvalue()


PLAIN = archive({"a": b"abc" * 100, "b": b""})
END = PLAIN.rfind(b"PK\5\6")


def changed(raw, at, content):
    return raw[:at] + content + raw[at + len(content):]


def directory(raw):
    """Where the directory begins."""
    return struct.unpack("<I", raw[raw.rfind(b"PK\5\6") + 16:][:4])[0]


def repeated(times):
    """The same member so many times in the directory, packed once: 'a better zip bomb'."""
    raw = archive({"a": bytes(1 << 20)})
    start, end = directory(raw), raw.rfind(b"PK\5\6")
    entries = raw[start:end] * times
    return raw[:start] + entries + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, times, times, len(entries), start, 0)


def wide(count, length, before=b"", start=0):
    """An archive whose end says that its directory is told by the wider end before it."""
    record = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, count, count, length, start)
    locator = struct.pack("<IIQI", 0x07064B50, 0, len(before), 1)
    return before + record + locator + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)


REFUSED = {
    "nothing": (b"", WIDE, "no zip archive"), "text": (b"hello, this is no archive", WIDE, "no zip archive"), "cut at the end": (PLAIN[:-1], WIDE, "no zip archive"),
    "cut at the front": (PLAIN[20:], WIDE, "damaged"), "its end alone": (PLAIN[END:], WIDE, "damaged"), "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), WIDE, "no zip archive"),
    "a directory of noise": (changed(PLAIN, directory(PLAIN), b"noise"), WIDE, "damaged"), "a directory elsewhere": (changed(PLAIN, END + 16, b"\xff\xff\xff\x7f"), WIDE, "damaged"),
    "a member beyond its end": (changed(PLAIN, directory(PLAIN) + 20, b"\xff\xff\xff\x0f"), WIDE, "outside"),
    "too many members": (archive({str(i): b"" for i in range(101)}), WIDE, "more than 100 members"), "a count that lies": (changed(archive({str(i): b"" for i in range(101)}), -14, b"\1\0\1\0"), WIDE, "101 members"),
    "too large a directory": (changed(PLAIN, END + 12, b"\xff\xff\xff\x7f"), WIDE, "long names"),
    "long names": (archive({f"{i}{'n' * 60_000}": b"" for i in range(3)}), WIDE, "long names"),
    "too many, told widely": (wide(2**40, 46), WIDE, "members"), "too long, told widely": (wide(1, 2**40), WIDE, "members"), "wide and empty": (wide(1, 46), WIDE, "damaged"),
    "too much": (archive({"a": bytes(1 << 21)}), Budget(9, 1 << 20), "2 MiB unpacked, and at most 1 MiB"), "too much together": (archive({str(i): bytes(1 << 20) for i in range(3)}), Budget(9, 2 << 20), "3 MiB"),
    "packed too tightly": (archive({"a": bytes(5 << 20)}), Budget(9, None, 200), "would take 5 MiB of 5,"), "overlapping": (repeated(50), Budget(99, None), "overlap"),
    "encrypted": (changed(PLAIN, directory(PLAIN) + 8, b"\1\0"), WIDE, "encrypted"), "bzip2": (archive({"a": b"abc"}, zipfile.ZIP_BZIP2), WIDE, "'a' is packed in a way"),
    "lzma": (archive({"a": b"abc"}, zipfile.ZIP_LZMA), WIDE, "packed in a way"), "an unknown packing": (changed(PLAIN, directory(PLAIN) + 10, b"\x63\0"), WIDE, "packed in a way"),
    "a version of the future": (changed(PLAIN, directory(PLAIN) + 6, b"\xff\0"), WIDE, "damaged"),
}
"""Archives, a budget, and words of the answer."""


@together("case", REFUSED)
def test_what_is_beyond_a_budget_is_refused(case):
    content, budget, told = REFUSED[case]
    with pytest.raises(Refused) as fact:
        opened_zip(BytesIO(content), budget)
    assert told in fact.value.message
    assert fact.value.code in {"archive", "too-large"}
    with pytest.raises(ArchcalcError, match="cannot read 'x'"):
        check_zip(BytesIO(content), Path("x"), budget)


ACCEPTED = {
    "plain": PLAIN, "empty": archive({}), "stored": archive({"a": b"abc"}, zipfile.ZIP_STORED), "something in front": b"#!/bin/sh\n" + PLAIN,
    "a comment": changed(PLAIN, len(PLAIN) - 2, b"\5\0") + b"hello", "told widely": wide(2, END - directory(PLAIN), PLAIN[:END], directory(PLAIN)),
    "small and tight": archive({"a": bytes(1 << 20)}),
}


@pytest.mark.parametrize("case", ACCEPTED)
def test_archives_as_programs_write_them_are_opened(case):
    content = BytesIO(ACCEPTED[case])
    found = opened_zip(content, Budget(2, 1 << 20, 200))
    assert found.testzip() is None
    check_zip(content, Path("x"), WIDE)
    assert content.tell() == 0


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.text("abc/é", min_size=1, max_size=8), st.binary(max_size=300), max_size=6),
       st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))
def test_a_budget_is_exact(members, method):
    """What fits to the last member and byte is opened, and gives back what was put in; one less is refused."""
    raw, size = BytesIO(archive(members, method)), sum(map(len, members.values()))
    found = opened_zip(raw, Budget(len(members), size))
    assert {member.filename: found.read(member) for member in found.infolist()} == members
    for budget in (Budget(len(members) - 1, size), Budget(len(members), size - 1)):
        if budget.members >= 0 and (budget.unpacked or 0) >= 0 and members:
            with pytest.raises(Refused):
                opened_zip(raw, budget)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_damaged_archives_are_refused_or_give_no_more_than_they_say(data):
    raw = bytearray(archive({"a": b"abc" * 100, "b.txt": b"hello"}))
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = opened_zip(BytesIO(bytes(raw)), Budget(10, 10_000))
    except Refused:
        return
    assert sum(member.file_size for member in found.infolist()) <= 10_000
