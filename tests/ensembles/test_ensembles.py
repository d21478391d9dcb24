"""Several networks together: what they take, and how they vote."""

import csv
import itertools
import tempfile
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from archcalc import analyze, build
from archcalc.base.errors import ArchcalcError
from archcalc.cli.application import application
from archcalc.ensembles import costs, matched_predictions, voting
from archcalc.ensembles.ballots import ProbabilityBallot, best

CLASSES = ("cat", "cow", "dog")


def written(folder, **files):
    """Files of the folder, each from its text."""
    paths = [folder / f"{name}.csv" for name in files]
    for path, text in zip(paths, files.values(), strict=True):
        path.write_text(text, "utf-8")
    return paths


def voted(rule, paths, weights=None, **more):
    """The votes on all images of some files."""
    with matched_predictions.opened(paths, **more) as poll:
        return list(rule(poll, weights))


def counted(rule, *rows, weights=None):
    """The class that a rule makes of one image, from what each model gives each class."""
    return outcome(rule, *rows, weights=weights).chosen


def outcome(rule, *rows, weights=None):
    """The vote on one image, exactly and as floating-point numbers help."""
    votes = []
    for numpy in (None, importorskip("numpy")):
        ballots = [ballot(row, numpy) for row in rows]
        poll = matched_predictions.Poll(tuple(f"m{i}" for i in range(len(rows))), lambda ballots=ballots: iter([ballots]),
                                        frozenset(CLASSES))
        votes += rule(poll, weights)
    exact, helped = votes
    assert exact == helped
    return exact


def ballot(row, numpy=None):
    cells = [Decimal(str(cell)) for cell in row]
    return ProbabilityBallot(["1.jpg"], CLASSES, lambda _: cells, numpy and numpy.array([list(map(float, row))]))


def importorskip(name):
    return pytest.importorskip(name) if name else None


@pytest.mark.parametrize(("rows", "hard", "soft"), [
    ([(0.9, 0.1, 0), (0.4, 0.6, 0), (0.4, 0.6, 0)], "cow", "cat"),          # the classic: two narrow votes against one sure
    ([(0.1, 0.2, 0.7)], "dog", "dog"),
    ([(0.5, 0, 0.5)], "cat", "cat"),                                        # a model that is torn
    ([(0, 0, 1), (1, 0, 0)], "cat", "cat"),                                 # a tie: the first by name
    ([(0.1, 0.2, 0.7), (0.2, 0.1, 0.7), ("0.3", "0.7", 0)], "dog", "dog"),
])
def test_hard_and_soft_voting(rows, hard, soft):
    assert (counted(voting.hard, *rows), counted(voting.soft, *rows)) == (hard, soft)


def test_ties_are_exact_where_floats_are_not():
    assert 0.1 + 0.2 != 0.3
    torn = outcome(voting.soft, ("0.1", "0.3", "0.6"), ("0.2", "0", "0.8"), ("0.6", "0.6", "0"))
    assert torn.tied == ("dog",)
    torn = outcome(voting.soft, ("0.1", "0.3", 0), ("0.2", "0", 0))
    assert torn.tied == ("cat", "cow")
    assert torn.share == Fraction(3, 20)


def test_classes_that_are_numbers_are_ordered_as_numbers():
    assert voting.ordered(["10", "9", "2"]) == ("2", "9", "10")


@pytest.mark.parametrize(("files", "chosen", "tied"), [
    # the order is that of all classes of the poll, and not of the tied ones alone
    ({"a": "image,9,10,x\n1,0.4,0.4,0.2\n"}, "10", ("10", "9")),
    ({"a": "image,9,10,2\n1,0.4,0.4,0.2\n"}, "9", ("9", "10")),
    ({"a": "image,class\n1,9\n2,x\n", "b": "image,class\n1,10\n2,x\n"}, "10", ("10", "9")),
    ({"a": "image,class\n1,9\n2,2\n", "b": "image,class\n1,10\n2,2\n"}, "9", ("9", "10")),
    ({"a": "image,9,10,x\n1,0.4,0.4,0.2\n", "b": "image,class\n1,9\n"}, "10", ("10", "9")),
])
def test_a_tie_goes_by_the_order_of_all_classes_of_the_poll(files, chosen, tied, tmp_path):
    rules = [voting.hard] if len(files) > 1 else [voting.hard, voting.soft]
    for rule in rules:
        first = voted(rule, written(tmp_path, **files))[0]
        assert first.chosen == chosen
    assert first.tied == tied


def test_the_truth_is_among_the_classes_of_the_poll(tmp_path):
    truth = tmp_path / "truth.csv"
    truth.write_text("image,class\n1,x\n")
    with matched_predictions.opened(written(tmp_path, a="image,class\n1,9\n", b="image,class\n1,10\n"), truth) as poll:
        assert poll.classes == {"9", "10", "x"}
        assert next(iter(voting.hard(poll))).chosen == "10"


POINTS = st.lists(st.integers(0, 4), min_size=3, max_size=3).filter(any).map(
    lambda row: tuple(f"{Decimal(part) / 16:f}" for part in row))
ROWS = st.lists(POINTS, min_size=1, max_size=6)


@pytest.mark.parametrize("rule", [voting.hard, voting.soft])
class TestLaws:
    @given(rows=ROWS, data=st.data())
    def test_the_order_of_the_voters_changes_nothing(self, rule, rows, data):
        order = data.draw(st.permutations(range(len(rows))))
        weights = [Decimal(data.draw(st.integers(1, 3))) for _ in rows]
        one = outcome(rule, *rows, weights=weights)
        other = outcome(rule, *(rows[i] for i in order), weights=[weights[i] for i in order])
        assert (one.chosen, one.tied, one.share) == (other.chosen, other.tied, other.share)

    @given(row=POINTS, voters=st.integers(1, 5))
    def test_a_vote_of_one_mind_is_that_mind(self, rule, row, voters):
        assert outcome(rule, *[row] * voters).chosen == best(ballot(row).probabilities(0), voting.places(CLASSES))[0]

    @given(rows=ROWS)
    def test_weights_of_one_are_no_weights(self, rule, rows):
        assert outcome(rule, *rows, weights=[Decimal(1)] * len(rows)) == outcome(rule, *rows)

    @given(rows=ROWS, weight=st.integers(1, 4))
    def test_a_weight_is_as_many_voters(self, rule, rows, weight):
        heavy = outcome(rule, *rows, weights=[Decimal(weight), *[Decimal(1)] * (len(rows) - 1)])
        many = outcome(rule, *[rows[0]] * weight, *rows[1:])
        assert (heavy.chosen, heavy.share) == (many.chosen, many.share)

    @given(rows=ROWS)
    def test_soft_voting_is_the_mean_in_fractions(self, rule, rows):
        means = {name: sum(Fraction(row[i]) for row in rows) / len(rows) for i, name in enumerate(CLASSES)}
        soft = outcome(voting.soft, *rows)
        assert soft.share == max(means.values())
        assert soft.tied == tuple(name for name in CLASSES if means[name] == soft.share)


@pytest.mark.oracle
@pytest.mark.parametrize("classes", [CLASSES, ("9", "10", "x"), ("a", "10", "9")], ids=" ".join)
def test_votes_are_scikit_learns(classes, tmp_path, monkeypatch):
    """The same predictions through sklearn.ensemble.VotingClassifier, ties among them; its columns are sorted by name."""
    numpy = pytest.importorskip("numpy")
    ensemble = pytest.importorskip("sklearn.ensemble")
    monkeypatch.syspath_prepend(Path(__file__).parents[1] / "oracle")
    from told_classifier import ToldClassifier

    random = numpy.random.default_rng(0)
    images, names = numpy.arange(300)[:, None], numpy.array(sorted(classes))
    # quarters and eighths are exact in binary, so that the oracle has the same ties
    tables = [random.multinomial(8, [0.3, 0.3, 0.4], size=300) / 8 for _ in range(4)]
    paths = [tmp_path / f"{i}.csv" for i in range(4)]
    for path, table in zip(paths, tables, strict=True):
        rows = [f"{i}.jpg," + ",".join(map(str, row)) for i, row in enumerate(table)]
        path.write_text("\n".join(["image," + ",".join(names), *rows]))
    for (method, rule), weights in itertools.product((("hard", voting.hard), ("soft", voting.soft)),
                                                     (None, [2, 1, 1, 1], [0.5, 0.25, 0, 1])):
        voter = ensemble.VotingClassifier([(str(i), ToldClassifier(table)) for i, table in enumerate(tables)], voting=method,
                                          weights=weights)
        voter.fit(images, names[random.integers(0, 3, size=300)])
        outcomes = voted(rule, paths, [Decimal(str(weight)) for weight in weights] if weights else None)
        assert [each.chosen for each in outcomes] == list(voter.predict(images))
        assert any(each.tie for each in outcomes) or weights


def test_images_are_matched_by_name_and_classes_by_column(tmp_path):
    paths = written(tmp_path, a="image,cat,dog\n1,0.9,0.1\n2,0.2,0.8\n", b="file,dog,cat\n2,0.7,0.3\n1,0.4,0.6\n")
    assert [each.chosen for each in voted(voting.soft, paths)] == ["cat", "dog"]


PROBABILITIES = "image,cat,dog\n1.jpg,0.9,0.1\n2.jpg,0.2,0.8\n"
WRONG = [
    ("image,cat,dog\n1.jpg,0.9,0.2\n2.jpg,0.2,0.8\n", "b.csv:2:1", "sum to 1.1, not to 1"),
    ("image,cat,dog\n1.jpg,nan,0.1\n2.jpg,0.2,0.8\n", "b.csv:2:7", "'nan' is no probability"),
    ("image,cat,dog\n1.jpg,0.9,0.1\n2.jpg,1.2,-0.2\n", "b.csv:3:7", "'1.2' is no probability"),
    ("image,cat,dog\n1.jpg,0.9,0.1\n2.jpg,1.2,-0.2\n", "b.csv:3:11", "'-0.2' is no probability"),
    ("image,cat,dog\n1.jpg,0.9,\n2.jpg,0.2,0.8\n", "b.csv:2:11", "an empty cell is no probability"),
    ("image,cat,dog\n1.jpg,1e999999999,0\n2.jpg,0.2,0.8\n", "b.csv:2:7", "is no probability"),
    ("image,cat,dog\n1.jpg,0.9\n2.jpg,0.2,0.8\n", "b.csv:2:1", "has 2 columns, and the first line 3"),
    ("image,cat,dog\n1.jpg,0.9,0.1\n", "a.csv:3:1", "'2.jpg' is missing from"),
    ("image,cat,dog\n1.jpg,0.9,0.1\n2.jpg,0.2,0.8\n3.jpg,1,0\n", "b.csv:4:1", "'3.jpg' is missing from"),
    ("image,cat,dog\n1.jpg,0.9,0.1\n2.jpg,0.2,0.8\n1.jpg,0.9,0.1\n", "b.csv:4:1", "'1.jpg' stands here again"),
    ("image,cat,dgo\n1.jpg,0.9,0.1\n2.jpg,0.2,0.8\n", "b.csv:1:1", "did you mean 'dog'?"),
    ("image,cat,cat\n1.jpg,0.9,0.1\n2.jpg,0.2,0.8\n", "b.csv:1:1", "the class 'cat' has two columns"),
    ("image,cat,\n1.jpg,0.9,0.1\n2.jpg,0.2,0.8\n", "b.csv:1:1", "column 3 has no name"),
    ("1.jpg,0.9,0.1\n2.jpg,0.2,0.8\n", "b.csv:1:1", "the first line names the columns"),
    ("1.jpg,cat\n2.jpg,cat\n", "b.csv:1:7", "'cat' is a class, by the lines below"),
    ("image,class\n1.jpg,0.9\n2.jpg,cat\n", "b.csv:2:7", "'0.9' is no class"),
    ("image,class\n1.jpg,\n2.jpg,cat\n", "b.csv:2:7", "there is no class"),
    ("image,class\n1.jpg,cow\n2.jpg,cat\n", "b.csv:2:7", "has no class 'cow'"),
    ("image;cat;dog\n1.jpg;0,9;0,1\n", "b.csv:1:1", "commas separate columns, not ';'"),
    ('image,cat,dog\n"1.jpg,0.9,0.1\n2.jpg,0.2,0.8\n', "b.csv:2:1", "the quotes of this line do not fit"),
    ("image,cat,dog\n,0.9,0.1\n1.jpg,0.9,0.1\n2.jpg,0.2,0.8\n", "b.csv:2:1", "names no image"),
    ("image,cat,dog\n", "b.csv:1:1", "there is no image below this line"),
    ("\n\n", "", "is empty"),
    ("image,cat,dog\n1.jpg,\x00,0.1\n", "", "is not text"),
]


@pytest.mark.parametrize(("text", "place", "message"), WRONG)
def test_what_is_wrong_is_told_with_its_place(text, place, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    written(tmp_path, a=PROBABILITIES, b=text)
    with pytest.raises(ArchcalcError) as caught:
        voted(voting.hard, [tmp_path / "a.csv", tmp_path / "b.csv"])
    assert place in str(caught.value)
    assert message in str(caught.value)


def test_all_that_is_wrong_is_told_at_once(tmp_path):
    paths = written(tmp_path, a="image,cat,dog\n1.jpg,0.9,0.2\n", b="image,cat,dog\n1.jpg,nan,0.1\n2.jpg,0,1\n")
    with pytest.raises(ArchcalcError) as caught:
        voted(voting.hard, [*paths, tmp_path / "c.csv"])
    assert [mistake.code for mistake in caught.value.mistakes] == ["probability-sum", "probability", "file", "missing-image"]


def test_a_file_of_ten_thousand_mistakes_is_given_up_early(tmp_path):
    paths = written(tmp_path, a="image,cat,dog\n" + "".join(f"{i},2,2\n" for i in range(10_000)))
    with pytest.raises(ArchcalcError) as caught:
        voted(voting.hard, paths)
    assert "and 480 more" in str(caught.value)


@given(text=st.text(st.sampled_from(list('ab01.,;"-e\n\r\t \x00é')), max_size=60))
def test_whatever_a_file_holds_it_is_read_or_answered(text):
    with tempfile.TemporaryDirectory() as folder:
        (path,) = written(Path(folder), a="image,a,b\n" + text)
        try:
            outcomes = voted(voting.hard, [path, path])
        except ArchcalcError:
            return
    assert all(each.chosen in {"a", "b"} for each in outcomes)


def vote(*words):
    return CliRunner().invoke(application("vote"), ["vote", *map(str, words)])


def test_the_command_tells_accuracies_agreement_and_ties(tmp_path):
    paths = written(tmp_path, a=PROBABILITIES, b="image,class\n1.jpg,dog\n2.jpg,dog\n", truth="image,class\n2.jpg,dog\n1.jpg,cat\n")
    shown = vote(*paths[:2], "--labels", paths[2]).stdout
    assert "tied: 1 of 2 images" in shown
    assert "cat, dog" in shown
    rows = {words[0]: words[1:] for line in shown.splitlines() if (words := line.split()) and words[0] in {"a", "b", "ensemble"}}
    assert rows["a"] == ["100.0", "%", "50.0", "%", "100.0", "%"]
    assert "b             1   2    50.0 %" in shown


def test_every_image_is_written_to_a_file_and_a_screen_full_is_shown(tmp_path):
    (path,) = written(tmp_path, a="image,class\n" + "".join(f"{i}.jpg,cat\n" for i in range(100)))
    assert "the first 40 of 100 images are shown" in vote(path, path).stdout
    assert vote(path, path, "-o", tmp_path / "votes.csv").exit_code == 0
    rows = list(csv.DictReader((tmp_path / "votes.csv").read_text().splitlines()))
    assert len(rows) == 100
    assert {row["ensemble"] for row in rows} == {"cat"}


@pytest.mark.parametrize(("words", "message"), [
    (["--weights", "1"], "--weights wants a number for each of the 2 files"),
    (["--weights", "1,-1"], "none below 0"),
    (["--weights", "0,0"], "not all 0"),
    (["--weights", "1,nan"], "--weights wants"),
    (["--soft"], "holds classes"),
    (["--tolerance", "nan"], "--tolerance wants a number from 0 to 1"),
])
def test_a_wrong_option_is_answered(words, message, tmp_path):
    paths = written(tmp_path, a=PROBABILITIES, b="image,class\n1.jpg,dog\n2.jpg,dog\n")
    result = vote(*paths, *words)
    assert isinstance(result.exception, ArchcalcError)
    assert message in str(result.exception)


def test_names_of_files_cannot_steer_a_terminal_or_a_spreadsheet(tmp_path):
    path = tmp_path / "=cmd\x1b[31m.csv"
    path.write_text(PROBABILITIES)
    assert "\x1b" not in vote(path, path).stdout
    assert "'=cmd" in vote(path, "--format", "csv-excel").stdout
    assert "'=cmd" not in vote(path, "--format", "csv").stdout


def ensemble(*names, batch=1, size=4):
    report = costs.report([build(name, batch=batch) for name in names], size, "float32")
    return {row["way"]: row for row in report.table("ways").records()}, report


def test_an_ensemble_is_the_sum_of_its_networks_or_the_largest_of_them():
    names = ("vgg16", "googlenet", "resnet50")
    ways, report = ensemble(*names)
    totals = [analyze(name, convention=["memory=peak"]).table("layers").totals for name in names]
    held = [4 * (each["params"] + each["buffers"]) for each in totals]
    alive = [each["activation_bytes"] for each in totals]
    macs = [each["macs"] for each in totals]
    assert report.table("networks").totals["params"] == sum(each["params"] for each in totals)
    assert {way: (row["memory_bytes"], row["macs"], row["longest_macs"]) for way, row in ways.items()} == {
        "in turn": (max(map(sum, zip(held, alive, strict=True))), sum(macs), sum(macs)),
        "loaded": (sum(held) + max(alive), sum(macs), sum(macs)),
        "parallel": (sum(held) + sum(alive), sum(macs), max(macs)),
    }


@pytest.mark.parametrize("copies", [2, 5])
def test_a_network_may_stand_several_times(copies):
    ways, report = ensemble(*["resnet18"] * copies)
    alone = costs.member(build("resnet18"))
    assert report.table("networks").totals["params"] == copies * alone.params
    assert ways["in turn"]["memory_bytes"] == 4 * (alone.held + alone.alive)
    assert ways["parallel"]["memory_bytes"] == copies * ways["in turn"]["memory_bytes"]


def test_a_batch_multiplies_activations_and_macs_not_weights():
    (one, _), (eight, _) = ensemble("alexnet", "vgg16"), ensemble("alexnet", "vgg16", batch=8)
    for way, row in eight.items():
        assert (row["weight_bytes"], row["activation_bytes"], row["macs"]) == (
            one[way]["weight_bytes"], 8 * one[way]["activation_bytes"], 8 * one[way]["macs"])


@pytest.mark.parametrize(("names", "message"), [
    (["resnet18"], "two networks or more"),
    (["resnet18", "lenet5"], "1,000 numbers and 'lenet5' with 10 numbers: they cannot vote together"),
    (["unet", "resnet18"], "a volume of 388x388x2"),
    (["resnet18", "resnet19"], "did you mean 'resnet18'?"),
])
def test_networks_that_are_no_ensemble(names, message):
    result = CliRunner().invoke(application("ensemble"), ["ensemble", *names])
    assert isinstance(result.exception, ArchcalcError)
    assert message in str(result.exception)
