"""The documents of yaml-test-suite: what must fail fails, what is read is what it says, and nothing else happens.

What archcalc refuses in good YAML, it refuses by its own rules (no tags, directives, second documents, keys that are
no text); libyaml's own leniency is listed below, by the suite's names.
"""

import json
from pathlib import Path

from together import together

from archcalc.base.errors import ArchcalcError
from archcalc.language.text.document import parse

CASES = {case["id"]: case for case in json.loads((Path(__file__).parent / "yaml-test-suite.json").read_text("utf-8"))["cases"]}
BAD = [name for name, case in CASES.items() if case.get("fail")]
GOOD = [name for name, case in CASES.items() if not case.get("fail")]

LENIENT = {
    "9C9N": "a flow sequence in column 1", "QB6E": "a quoted text in column 1", "Y79Y/3": "a tab inside brackets",
    "DK95/1": "a tab before a quoted line", "9JBA": "a comment right after ]", "CVW2": "a comment right after a comma",
    "SU5Z": "a comment right after a quote", "X4QW": "a comment right after >", "G5U8": "a dash in brackets",
    "YJV2": "a dash in brackets", "S98Z": "blank lines longer than the block that follows",
}
"""What must fail and is read: libyaml takes it, and it can only mean one thing."""
READ_OTHERWISE = {
    "652Z": "?foo in braces is foo", "HM87/1": "?x in brackets is a key x", "L24T/1": "the last blank line of a block",
    "Y2GN": "an anchor ends at a colon",
}
"""What libyaml, which is older than YAML 1.2.2, reads otherwise."""
OWN_RULES = {"character", "directive", "documents", "empty", "key", "tag"}
MOST_SYNTAX = 43
"""So many good documents, all of them rare forms, libyaml itself cannot read."""


def read(name):
    """The plain value, or the code of the first mistake, which has its place."""
    try:
        return parse(CASES[name]["yaml"], "x.yaml").root.plain(), ""
    except ArchcalcError as error:
        return None, error.mistakes[0].code if str(error).startswith("x.yaml:") else "without a place"


def test_the_suite_is_whole():
    assert (len(CASES), len(BAD)) == (402, 94)


@together("name", BAD)
def test_what_must_fail_fails(name):
    assert bool(read(name)[1]) != (name in LENIENT)


def test_what_is_read_is_what_it_says():
    other = []
    for name in GOOD:
        value, code = read(name)
        try:
            meant = json.loads(CASES[name].get("json", ""))
        except ValueError:  # several documents, or none
            continue
        if not code and value != meant:
            other.append(name)
    assert other == list(READ_OTHERWISE)


def test_good_documents_are_refused_by_archcalcs_rules_alone_or_by_libyaml():
    codes = [code for name in GOOD if (code := read(name)[1])]
    assert set(codes) <= {*OWN_RULES, "syntax"}
    assert codes.count("syntax") == MOST_SYNTAX
