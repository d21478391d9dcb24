"""Answers about a text that is being written: places, words, completion, hover, names, renaming, layout, outline."""

import random
import re

import pytest
import yaml

import archcalc
from archcalc.base.errors import ArchcalcError, Place
from archcalc.live import line_figures, text_names
from archcalc.live.draft import read
from archcalc.live.formatting import formatted
from archcalc.live.hover import hover
from archcalc.live.kept_figures import kept
from archcalc.live.quick_fixes import fix
from archcalc.live.renaming import rename
from archcalc.live.text_changes import changed
from archcalc.live.text_lines import TextLines
from archcalc.live.text_outline import outline
from archcalc.live.text_words import Role
from archcalc.live.typed_context import context
from archcalc.live.variant_totals import of_variants
from archcalc.live.word_choices import choices
from archcalc.loading import library
from archcalc.operators import find, kinds

NET = """title: a net  # with a comment
options: {classes: 10, width: 8, block: basic}
modules:
  basic:
    parameters: {filters: , stride: 1}
    layers:
      - conv: {name: first, filters: filters, kernel: 3, stride: stride, padding: 1}
      - residual: [conv: {filters: filters, kernel: 3, padding: 1}, batch_norm]
      - add: {from: [first, input], if: "${stride == 3 and c_in == filters}"}
input: [3, 32, 32]
layers:
  - conv: {name: stem, filters: width, kernel: 3, padding: same}
  - "${block}": {name: one, filters: 2 * width}
  - basic: {filters: 16}
  - repeat: {times: 2, index: i, layers: [conv: {name: "r${i}", filters: 16, kernel: 1}]}
  - add: {name: sum, from: [one, basic1, one/first, "r*"]}
  - crop: {from: stem, size: "volume('sum')[1:]"}
  - CONV3-${width} -> RELU -> basic
  - flatten
  - linear: {units: "${classes}"}
"""
NET = NET.replace("  - CONV3-${width} -> RELU -> basic\n", "  - CONV3-${width} -> RELU\n")


def drafted(text, name="net.yaml"):
    draft = read(text, name)
    return draft, text_names.names(draft)


def bundled(stem):
    path = library.folder() / f"{stem}.yaml"
    draft = read(path.read_text("utf-8"), path.name, path.parent)
    return draft, text_names.names(draft)


def spot(text, mark, after=0):
    """Line and column of a mark's first letter, and so many letters on."""
    position = text.index(mark) + after
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)


TEXTS = ["a: 1\nb: 2\n", "\ufeffa: \U0001f600 b\r\nc\u0301: é\rd: \u2028\U0001f1e9\U0001f1ea x\x0by\n", "", "\n\n", "\ufeff", "\r\n\r\r\n"]


def test_columns_are_those_of_the_editor_in_each_encoding():
    """Python's own encoders are the oracle."""
    for text in TEXTS:
        for encoding, width in (("utf-16", 2), ("utf-8", 1), ("utf-32", 4)):
            lines = TextLines(text, encoding)
            code = {"utf-16": "utf-16-le", "utf-32": "utf-32-le"}.get(encoding, encoding)
            plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
            assert lines.text == plain
            for number, line in enumerate(plain.split("\n"), 1):
                own = "\ufeff" + line if number == 1 and text.startswith("\ufeff") else line
                for column in range(1, len(line) + 2):
                    units = len(own[:column - 1 + len(own) - len(line)].encode(code)) // width
                    assert lines.units(number, column) == units
                    assert lines.spot(number - 1, units) == (number, column)
            assert lines.spot(10**6, 3) == (lines.count, len(plain.rpartition("\n")[2]) + 1)
            assert lines.spot(0, 10**6) == (1, len(plain.partition("\n")[0]) + 1)


def misplaced(draft, names):
    """Words that do not stand where they say; in notation an operator is called by another."""
    lines = draft.source.text.split("\n")
    found = [(word, lines[word.place.line - 1][word.place.column - 1:][:word.place.width]) for word in names.words]
    return [word for word, there in found if there not in {word.name, word.name.rpartition("/")[2]}
            and not (word.role is Role.OPERATOR and there.partition("$")[0].isupper())]


def untold(draft, names, every):
    """Words of a text that are not among those offered where they begin; all behind them is not written yet."""
    lines = draft.source.text.split("\n")
    for word in names.words[::every]:
        place = word.place
        there = lines[place.line - 1][place.column - 1:][:place.width]
        unknown = word.role is Role.LAYER and (not names.meant(word) or {*word.name} & {*"*?[/"})
        if word.defines or word.role is Role.NETWORK or there != word.name or unknown:
            continue
        cut = "\n".join([*lines[:place.line - 1], lines[place.line - 1][:place.column]])
        offered = choices(cut, draft, names, place.line, place.column + 1)
        if offered.word != word.name[:1] or word.name not in [each.label for each in offered.found]:
            yield f"{place} {word.role.name} {word.name}"


def test_words_stand_where_they_say_and_are_offered_where_they_begin():
    draft, names = drafted(NET)
    assert not draft.mistakes
    assert misplaced(draft, names) == []
    assert list(untold(draft, names, 3)) == []


@pytest.mark.slow
def test_words_of_every_bundled_network_stand_where_they_say_and_are_offered():
    tried, missed = 0, []
    for path in sorted(library.folder().glob("*.yaml"))[1::4]:
        draft, names = bundled(path.stem)
        assert misplaced(draft, names) == []
        tried += len(names.words[::11])
        missed += untold(draft, names, 11)
    assert len(missed) <= tried // 200, missed


CONTEXTS = [
    ("layers:\n- conv: {filters: 8, ke|", "layers - conv", "ke", True, {"filters"}),
    ("layers:\n- conv: {filters: 8, |", "layers - conv", "", True, {"filters"}),
    ("layers:\n- conv: {filters: |", "layers - conv filters", "", False, None),
    ("layers:\n- conv: {filters: 8, k|, stride: 2}", "layers - conv", "k", True, {"filters", "stride"}),
    ("layers:\n  - re|", "layers -", "re", True, None), ("layers:\n- |", "layers -", "", True, None),
    ("layers:\n  - conv:\n      filters: 3\n      |\n      stride: 2", "layers - conv", "", True, {"filters", "stride"}),
    ("input: [3, 8, 8]\n|\nlayers:", "", "", True, {"input", "layers"}),
    ("layers: [conv: {filters: 8, kernel: 3}, re|", "layers -", "re", True, None),
    ("modules:\n  b:\n    parameters: {w: }\n    la|", "modules b", "la", True, {"parameters"}),
    ("modules:\n  b:\n    layers:\n      - add:\n          - [conv: {|", "modules b layers - add - - conv", "", True, None),
    ("layers:\n- conv: {filters: 8,\n    ke|", "layers - conv", "ke", True, {"filters"}),
    ("layers:\n- add: {from: [co|", "layers - add from -", "co", True, None), ("layers:\n- from: co|", "layers - from", "co", False, None),
    ("layers:\n- repeat:\n    times: 3\n    layers:\n      - re|", "layers - repeat layers -", "re", True, None),
    ("note: >\n  some: {text: [here\n  more\nlay|", "", "lay", True, {"note"}),
    ("layers:\n- conv: {filters: \"${wi|", "layers - conv filters", "wi", False, None),
    ("layers:\n- conv:\n    filters: 8\n- re|", "layers -", "re", True, None),
    ("layers:\n- a: {b: [1, 2], c: {d: 1}, e|", "layers - a", "e", True, {"b", "c"}),
    ("layers:\n- conv: {name: 'it''s, {', f|", "layers - conv", "f", True, {"name"}),
    ("layers: # a {comment\n- re|", "layers -", "re", True, None),
]


def test_a_place_is_known_in_a_text_that_no_parser_reads():
    for text, path, word, is_key, beside in CONTEXTS:
        position = text.index("|")
        whole = text[:position] + text[position + 1:]
        found = context(whole.split("\n"), *spot(text, "|"))
        assert (" ".join(found.path), found.word) == (path, word), text
        assert found.is_key == is_key or found.in_text.endswith("${"), text
        assert beside is None or found.beside == beside, text


def offered(suffix, text=NET):
    draft, names = drafted(text)
    whole = text + suffix
    return [each.label for each in choices(whole, draft, names, whole.count("\n") + 1, len(whole) - whole.rfind("\n")).found]


@pytest.mark.slow
def test_every_attribute_is_offered():
    for kind in kinds():
        op = find(kind)
        found = offered(f"  - {kind}: {{")
        assert {*op.fields} <= {*found}, kind
        assert not {*found} - {*op.fields, op.reads_also, "name", "from", "if", "share", "branches"}, kind
        for name, field in op.fields.items() if kind in {"conv", "upsample", "lstm", "pad"} else ():
            assert (field.words or set()) <= {*offered(f"  - {kind}: {{{name}: ")}


def test_what_is_offered_is_what_the_language_has_there():
    assert {*offered("  - conv: {")} == {*find("conv").fields, "name", "from", "if", "share"}
    assert "conv" in offered("  - co")
    assert {"conv_norm", "conv_transpose"} <= {*offered("  - co")}
    assert offered("  - ba")[:1] == ["basic"]
    assert {"filters", "stride", "name"} <= {*offered("  - basic: {")}
    assert "filters" not in offered("  - basic: {filters: 3, ")
    assert {"classes", "width", "c_in"} <= {*offered("  - linear: {units: ")}
    assert "classes" in offered("  - linear: {units: \"${2 * cl")
    assert {"stem", "one", "basic1", "sum", "input"} <= {*offered("  - add: {from: [")}
    assert "stem" in offered("  - crop: {size: \"volume('st")
    assert offered("var") == ["variants"]
    assert "title" not in offered("t")
    assert offered("  - no_operator: {fil") == []


def told(text, mark, after=0):
    draft, names = drafted(text)
    found = hover(draft, names, *spot(text, mark, after))
    return found.text if found else ""


def test_what_stands_there_is_told():
    assert "216 + 8 = 224" in told(NET, "stem").replace("\\", "") or "224" in told(NET, "stem")
    assert archcalc.explain("conv").notes[0].split(".")[0] in told(NET, "conv: {name: stem").replace("\\", "")
    assert "a positive integer" in told(NET, "filters: width")
    assert "here: 8" in told(NET, "filters: width")
    assert "of module basic" in told(NET, "stride: 1}")
    assert "option width" in told(NET, "width, kernel")
    assert "is `10`" in told(NET, "${classes", 3)
    assert "the first of 2 layers" in told(NET, "conv: {name: \"r")
    assert "channels of the volume" in told(NET, "c_in")
    assert "reads input" in told(NET, "basic:\n")
    assert "one of" not in told(NET, "same")
    assert "padding" in told(NET, "same")
    assert "layers, gives" in told(NET, "basic: {filters: 16")
    assert "the network's name" in told(NET, "title")
    assert told(NET, "# with") == ""
    assert "from 3 up" not in told("layers: [", "layers")


GOES = [("[one, basic1", 1, ["name: one", 6]), ("basic1", 0, ["basic: {filters: 16"]), ("one/first", 4, ["name: first", 6]), ("one/first", 0, ["name: one", 6]), ("'sum'", 1, ["name: sum", 6]),
        ("from: [first", 8, ["name: first", 6]), ("first, input]", 7, ["basic:\n"]), ("${block}", 2, ["block: basic"]), ("block: basic", 7, ["basic:\n"]),
        ("${width}", 2, ["width: 8"]), ("filters: filters, kernel: 3, s", 9, ["filters: , stride"]), ("  - basic", 4, ["basic:\n"]), ("r${i}", 3, ["i, layers"])]


def test_names_lead_to_where_they_are_given_and_back():
    _, names = drafted(NET)
    for mark, after, (target, *inside) in GOES:
        word = names.word(*spot(NET, mark, after))
        assert [(each.place.line, each.place.column) for each in names.meant(word)] == [spot(NET, target, *inside)], mark
        (given,) = names.meant(word)
        assert word in names.uses(given)
    pattern = names.word(*spot(NET, '"r*"', 1))
    assert {"r0", "r1"} <= {each.name for each in names.meant(pattern)}
    assert {"input", "first", "conv1", "norm1", "add1"} <= {*names.layer_names("basic")}
    assert not any("/" in name for name in names.layer_names(""))


RENAMED = [("name: stem", 6, "trunk", 2), ("name: one", 6, "first_one", 3), ("width: 8", 0, "channels", 4), ("block: basic", 0, "kind", 2), ("filters: , ", 0, "maps", 6),
           ("name: first", 6, "a1", 3), ("i, layers", 0, "round_number", 2), ("name: sum", 6, "yes", 2), ("name: sum", 6, "12", 2), ("name: sum", 6, "1e3", 2), ("name: sum", 6, "null", 2), ("from: [first", 8, "a1", 3)]
REFUSED = [("name: stem", 6, "one", "taken"), ("name: stem", 6, "a b", "no name"), ("name: stem", 6, "", "no name"), ("name: stem", 6, "${x}", "no name"), ("width: 8", 0, "classes", "taken"), ("width: 8", 0, "c_in", "taken"),
           ("basic:\n", 0, "conv", "taken"), ("basic:\n", 0, "plain", "there is no layer 'basic1'"), ("basic1", 0, "two", "not written"), ("title", 0, "x", "nothing with a name"), ("# with", 3, "x", "nothing with a name"),
           ("r${i}", 0, "x", "nothing with a name")]
VARIED = "input: [3, 4, 4]\noptions: {n: 1, size: 8}\nlayers: [conv: {filters: n, kernel: 1}]\nvariants: {net_a: {n: 2, input: [3, size, size]}, net_b: {input: [3, size, size + 1]}}\n"
HIDDEN = "input: [3, 8, 8]\noptions: {width: 8}\nmodules:\n  m: {parameters: {n: }, layers: [conv: {filters: width + n, kernel: 1}]}\nlayers: [m: {n: 1}]\n"


def test_a_name_is_changed_wherever_it_is_used_or_not_at_all():
    draft, names = drafted(NET)
    figures = archcalc.analyze(draft.graph).totals
    for mark, after, new, uses in RENAMED:
        changes = rename(draft, names, *spot(NET, mark, after), new)
        again = read(changed(draft.source.text, changes), "net.yaml")
        assert archcalc.analyze(again.graph).totals == figures
        assert len(changes) == uses, (mark, changes)
        assert again.source.text.count("#") == NET.count("#")
    for mark, after, new, why in REFUSED:
        with pytest.raises(ArchcalcError) as refused:
            rename(draft, names, *spot(NET, mark, after), new)
        assert why in str(refused.value), (mark, new, str(refused.value))
    text = NET.replace("basic1", "two").replace("- basic: {", "- basic: {name: two, ")
    draft, names = drafted(text)
    assert changed(text, rename(draft, names, *spot(text, "basic:\n"), "plain")) == text.replace("basic", "plain")
    draft, names = drafted(HIDDEN)
    with pytest.raises(ArchcalcError, match="the layers would be others"):
        rename(draft, names, *spot(HIDDEN, "width: 8"), "n")
    draft, names = drafted(VARIED)
    assert len(rename(draft, names, *spot(VARIED, "size: 8"), "side")) == 5
    assert len(rename(draft, names, *spot(VARIED, "n: 1"), "maps")) == 3
    broken, names = drafted(NET.replace("kernel: 1}", "kernal: 1}"))
    with pytest.raises(ArchcalcError, match="mistakes"):
        rename(broken, names, *spot(NET, "name: stem", 6), "trunk")


FIXED = [("conv: {filters: 4, kernal: 3}", "kernal", "kernel"), ("con: {filters: 4, kernel: 3}", "con", "conv"), ("conv: {filters: widht, kernel: 3}", "widht", "width"), ("conv: {filters: 4, kernel_size: 3}", "kernel_size", "kernel"),
         ("conv: {filters: '${2 * widht}', kernel: 3}", "widht", "width"), ("add: {from: [input, inptu]}", "inptu", "input"), ("Conv2d: {filters: 4, kernel: 3}", "Conv2d", "conv"), ("relu_6", "relu_6", "relu6")]
UNFIXED = ["conv: {filters: 4, kernel: 0}", "conv: {filters: 4}", "conv: {filters: 4, kernel: 3, qqqqqqq: 1}", "conv: {filters: 4, kernel: 3, kernal: 3}"]


def test_a_hint_that_is_a_word_is_written_if_the_mistake_is_then_gone():
    for step, wrong, right in FIXED:
        text = f"input: [3, 8, 8]\noptions: {{width: 4}}\nlayers: # {wrong}\n- {step}\n"
        draft = read(text, "net")
        found = next(filter(None, (fix(draft, mistake) for mistake in draft.mistakes)), None)
        assert found is not None, (step, draft.mistakes and draft.mistakes[0].message, draft.mistakes and draft.mistakes[0].hint)
        assert changed(text, [found.change]) == text.replace(f"- {step}", f"- {step.replace(wrong, right)}")
    for step in UNFIXED:
        draft = read(f"input: [3, 8, 8]\nlayers:\n- {step}\n", "net")
        assert draft.mistakes
        assert not any(fix(draft, mistake) for mistake in draft.mistakes)


def test_figures_stay_beside_lines_that_have_not_changed():
    rng = random.Random(5)
    for _ in range(300):
        before = [rng.choice("abc") for _ in range(rng.randrange(8))]
        now = [*before]
        start = rng.randrange(len(now) + 1)
        now[start:start + rng.randrange(3)] = [rng.choice("abc") for _ in range(rng.randrange(3))]
        found = kept(dict.fromkeys(range(1, len(before) + 1), None) | {i: i for i in range(1, len(before) + 1)}, before, now)
        assert all(before[old - 1] == now[line - 1] for line, old in found.items())
        assert [*found.values()] == sorted(found.values())
        assert len(found) >= min(len(before), len(now)) - max(len(before), len(now)) + min(len(before), len(now)) - 3
    assert kept({1: "a"}, ["x"], ["x"]) == {1: "a"}


@pytest.mark.slow
def test_totals_are_those_of_each_variant():
    draft, _ = bundled("vgg")
    for each in of_variants(draft).totals:
        name, _, said = each.text.partition(": ")
        report = archcalc.analyze(name)
        assert said == f"{report.totals['params']:,} params · {report.totals['macs']:,} MACs · 1000"
        assert draft.source.line(each.place.line)[each.place.column - 1:].startswith(name)
    wrong = "input: [3, 8, 8]\noptions: {n: 1}\nlayers: [conv: {filters: n, kernel: 3}]\nvariants: {net_a: {n: 2}, net_b: {n: 0}}\n"
    (mistake,) = of_variants(read(wrong, "net.yaml")).mistakes
    assert mistake.message.startswith("in net_b: ")


LAID_OUT = [
    ("input: [3,8,8]\nlayers: [relu]\n", "input: [3, 8, 8]\nlayers: [relu]\n"),
    ("layers:\n    - conv:\n            filters: 4   # four\n            kernel: 3\n    # next\n    - relu\n", "layers:\n  - conv:\n      filters: 4   # four\n      kernel: 3\n  # next\n  - relu\n"),
    ("layers:\n- conv: { filters : 4,kernel: [3,3] }\n- relu   \n\n\n", "layers:\n- conv: {filters: 4, kernel: [3, 3]}\n- relu\n"),
    ("a: \"x,y:z  {\"\nb: 'it''s,{a:b}'\n", None), ("note: |\n    a,b\n      c: {d,e}\nx: [1,2]\n", "note: |\n    a,b\n      c: {d,e}\nx: [1, 2]\n"),
    ("a: [1,\n    2,   3]\n", "a: [1,\n    2, 3]\n"), ("a: {b: http://x,c: 1}\n", "a: {b: http://x, c: 1}\n"), ("layers: [\n", None), ("a: 1\na: 2\n", None), ("", None), ("- a\n-   b\n", None),
    ("a: [ ]\nb: { }\n", "a: []\nb: {}\n"), ("a:  1 # x  \nb: [1,2] #y\n", "a:  1 # x\nb: [1, 2] #y\n"), ("a: [1,2] # b: [1,2]\n", "a: [1, 2] # b: [1,2]\n"), ("x: *a\n", None), ("x: &a [1,2]\ny: *a\n", "x: &a [1, 2]\ny: *a\n"),
]


def test_a_layout_says_what_the_text_said():
    for text, wanted in LAID_OUT:
        assert formatted(text) == (text if wanted is None else wanted)


@pytest.mark.slow
def test_a_layout_leaves_bundled_networks_and_mends_what_was_moved():
    """libyaml is the oracle for what a text says."""
    rng = random.Random(7)
    for path in sorted(library.folder().glob("*.yaml"))[::6]:
        text = path.read_text("utf-8")
        assert formatted(text) == text
        moved = re.sub("\n", lambda _: " " * rng.randrange(3) + "\n", text)
        moved = re.sub(r", ", lambda _: rng.choice([",", ",   ", ", "]), moved)
        again = formatted(moved)
        assert formatted(again) == again
        try:
            said = yaml.CSafeLoader(moved).get_single_data()
        except yaml.YAMLError:
            assert again == moved
            continue
        assert yaml.CSafeLoader(again).get_single_data() == said
        assert re.findall(r"#.*?(?= *$)", again, re.MULTILINE) == re.findall(r"#.*?(?= *$)", moved, re.MULTILINE)


def test_the_outline_holds_keys_modules_and_layers():
    draft, _ = drafted(NET)
    entries = {entry.name: entry for entry in outline(draft, line_figures.by_line(draft))}
    assert [*entries] == ["title", "options", "modules", "input", "layers"]
    assert [each.name for each in entries["modules"].within] == ["basic"]
    layers = entries["layers"].within
    assert [each.name for each in layers[:3]] == ["stem: conv", "one: ${block}", "basic"]
    assert layers[0].detail == "32x32x8"
    assert layers[3].within[0].name == "r${i}: conv"
    last = entries["layers"].last
    assert last == NET.count("\n")
    assert outline(read("layers: [", "net"), {}) == ()


PIECES = ["{", "}", "[", "]", ":", ",", "- ", "\n", "  ", "\t", "${", "}", "'", '"', "\U0001f600", "\u2028", "conv", "name: a", "from: x", "&a ", "*a", "|", "#", "layers:", "->", "2x (", "null", "1e9", "volume('", "\x00"]


@pytest.mark.slow
def test_no_text_is_a_fault():
    """Every answer about every place of texts that were cut up by chance; what is wrong is said as a mistake."""
    rng = random.Random(11)
    last = drafted(NET)
    for _ in range(120):
        text = NET
        for _ in range(rng.randrange(1, 4)):
            first = rng.randrange(len(text) + 1)
            text = text[:first] + rng.choice(PIECES) + text[first + rng.choice([0, 0, 1, 4, 30]):]
        draft, names = drafted(text)
        last = (draft, names) if draft.spec is not None else last
        lines = draft.source.text.split("\n")
        for _ in range(3):
            line = rng.randrange(1, len(lines) + 2)
            column = rng.randrange(1, 60)
            hover(draft, names, line, column)
            choices(draft.source.text, *last, line, column)
            word = names.word(line, column)
            assert word is None or all(isinstance(each.place, Place) for each in names.meant(word))
        outline(draft, line_figures.by_line(draft))
        for mistake in draft.mistakes[:2]:
            fix(draft, mistake)
        again = formatted(draft.source.text)
        assert read(again, "net.yaml").mistakes == () or draft.mistakes
