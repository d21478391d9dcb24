"""What was recorded of the tests over the whole collection: each passed on every network that it is for."""

import json

import exhaustive
from places import TESTS

RECORD = json.loads(exhaustive.RECORDED.read_text("utf-8")) if exhaustive.RECORDED.exists() else {}


def test_every_case_passed():
    assert {test: one["failed"] for test, one in RECORD.items() if one["failed"]} == {}


def test_every_test_over_the_collection_is_recorded():
    files = [path for path in TESTS.rglob("test_*.py") if "mark.sampled(" in path.read_text("utf-8")]
    marked = {path.relative_to(TESTS).with_suffix("").as_posix() for path in files}
    assert {test.partition("::")[0] for test in RECORD} == marked - {"support/test_exhaustive"}


def test_a_failure_is_told_by_its_name(tmp_path):
    path = tmp_path / "report.xml"
    path.write_text('<r><testcase classname="tests.a.test_b" name="test_c[x]"/>'
                    '<testcase classname="tests.a.test_b" name="test_c[y]"><failure/></testcase></r>')
    assert exhaustive.outcomes(path) == {"a/test_b::test_c": {"passed": 1, "failed": ["y"]}}
