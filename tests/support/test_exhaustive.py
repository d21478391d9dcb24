"""The script that goes through every case of the tests that are sampled."""

import exhaustive


def test_a_failure_is_told_by_its_name(tmp_path):
    path = tmp_path / "report.xml"
    path.write_text('<r><testcase classname="tests.a.test_b" name="test_c[x]"/>'
                    '<testcase classname="tests.a.test_b" name="test_c[y]"><failure/></testcase></r>')
    assert exhaustive.outcomes(path) == {"a/test_b::test_c": {"passed": 1, "failed": ["y"]}}
