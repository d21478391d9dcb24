"""Files of predictions: every way in which Kaggle, pandas, NumPy and scikit-learn write them, of any size, and broken ones."""

import csv
import io
import os
import random
import sys
import zipfile
from decimal import Decimal

import pytest
from typer.testing import CliRunner

import archcalc
from archcalc.base.errors import ArchcalcError
from archcalc.base.kept_files import kept, partial
from archcalc.cli.application import application
from archcalc.ensembles import bootstrap, matched_predictions, voting
from archcalc.ensembles.bootstrap import Resampling

numpy = pytest.importorskip("numpy")


def chosen(rule, paths, **more):
    with matched_predictions.opened(paths, **more) as poll:
        return [(each.image, each.chosen) for each in rule(poll)]


def refusal(*paths, **more):
    with pytest.raises(ArchcalcError) as caught:
        chosen(voting.hard, paths, **more)
    return str(caught.value)


TEXTS = [
    ("image,class\na,1.0\nb,0\n", ["1", "0"]),                            # labels as floats, beside whole numbers
    ("id,label\n7,cat\n8,dog\n", ["cat", "dog"]),
    ("id,prob\n7,0.4\n8,0.6\n", ["0", "1"]),                               # Kaggle's binary file
    ("id,prob\n7,0\n8,1\n", ["0", "1"]),
    ("id,label\n7,0\n8,0.5\n9,0.51\n", ["0", "0", "1"]),                   # a fraction makes it a probability; a tie
    ("id,class_1,class_2,class_3\n7,0.1,0.7,0.2\n", ["class_2"]),
    (",cat,dog\n0,0.1,0.9\n1,0.9,0.1\n", ["dog", "cat"]),                  # pandas' index
    ("cat,dog\n0.1,0.9\n0.9,0.1\n", ["dog", "cat"]),                       # pandas, index=False
    ("0\ncat\ndog\n", ["cat", "dog"]),                                     # a series of pandas
    ("1.000000000000000056e-01,8.999999999999999112e-01\n1e0,0\n", ["1", "0"]),    # numpy.savetxt
    ("3\n7\n3\n", ["3", "7", "3"]),
    ("id,a,b\r\n1,1.000000,0.000000\r\n2,0.000000,1.000000\r\n", ["a", "b"]),
    ('id,"a, or b",c\n"1,2",0.25,0.75\n', ["c"]),
    ("id,-1,1,-2\nx,0.4,0.2,0.4\n", ["-2"]),                               # by number, below nought too
]


def test_tables_are_read_as_they_are_written(tmp_path):
    for number, (text, answers) in enumerate(TEXTS):
        path = tmp_path / f"{number}.csv"
        for encoding in ("utf-8", "utf-8-sig", "utf-16"):
            path.write_text(text, encoding)
            assert [each for _, each in chosen(voting.hard, [path, path])] == answers, text
    path.write_text("id,prob\n7,0\n8,1\n")
    assert [each for _, each in chosen(voting.soft, [path])] == ["0", "1"]


def samples():
    """Arrays as scikit-learn's users save them, and what each is taken for."""
    rows = numpy.array([[0.125, 0.875], [0.75, 0.25], [0.5, 0.5]])
    return {"rows": (rows, ["1", "0", "0"]), "columns": (numpy.asfortranarray(rows), ["1", "0", "0"]),
            "halves": (rows.astype("f2"), ["1", "0", "0"]), "second": (rows[:, 1], ["1", "0", "0"]),
            "one column": (rows[:, 1:], ["1", "0", "0"]), "labels": (numpy.array([3, -1, 10]), ["3", "-1", "10"]),
            "floats": (numpy.array([1.0, 0.0, 1.0]), ["1", "0", "1"]),
            "texts": (numpy.array(["cat", "dog", "é"]), ["cat", "dog", "é"]),
            "bytes": (numpy.array([b"cat", b"dog", b"x"]), ["cat", "dog", "x"]),
            "flags": (numpy.array([True, False, True]), ["True", "False", "True"]),
            "one-hot": (numpy.eye(3, dtype="i4"), ["0", "1", "2"])}


@pytest.mark.slow
def test_arrays_are_read_as_they_are_saved(tmp_path):
    found = samples()
    for name, (array, answers) in found.items():
        numpy.save(tmp_path / "a.npy", array)
        numpy.savez_compressed(tmp_path / "one.npz", predictions=array)
        numpy.savez(tmp_path / "all.npz", **{key.replace(" ", "_"): each for key, (each, _) in found.items()})
        for path in ("a.npy", "one.npz", f"all.npz#{name.replace(' ', '_')}"):
            assert chosen(voting.hard, [tmp_path / path]) == list(zip("012", answers, strict=True)), (name, path)
    assert "say which: " in refusal(tmp_path / "all.npz")
    assert "did you mean 'rows'?" in refusal(tmp_path / "all.npz#row")
    (tmp_path / "named.csv").write_text("image,cat,dog\nx,0.5,0.5\ny,0.5,0.5\nz,0.5,0.5\n")
    numpy.save(tmp_path / "a.npy", found["rows"][0])
    assert "--classes" in refusal(tmp_path / "named.csv", tmp_path / "a.npy")
    assert chosen(voting.soft, [tmp_path / "named.csv", tmp_path / "a.npy"], classes=("dog", "cat")) == [
        ("x", "cat"), ("y", "dog"), ("z", "cat")]


def header(shape, descr="<f8", start=b"\x93NUMPY\x01\x00"):
    text = repr({"descr": descr, "fortran_order": False, "shape": shape}).encode().ljust(118)
    return start + len(text).to_bytes(2, "little") + text


def broken(path):
    """Files that somebody wrote to do harm, or that were cut off, and a word of what is said."""
    good, wide = header((2, 2)) + numpy.array([[0.5, 0.5], [1, 0]]).tobytes(), io.BytesIO()
    with zipfile.ZipFile(wide, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.npy", header((10**9, 10**3)) + bytes(1 << 24))
    objects = io.BytesIO()
    numpy.save(objects, numpy.array([{}], object), allow_pickle=True)
    pairs = numpy.array([[0.5, 0.6], [numpy.nan, 1], [numpy.inf, 1]])
    for raw, word in (
        (good[:-1], "is the file whole?"), (good + b"x", "which are not those of"),
        (header((2**60, 2**60)), "which are not those of"), (header((-2, -2)) + good[-32:], "which are not those of"),
        (b"", "no array of NumPy's"), (b"PK", "no array of NumPy's"), (header((2,), "|O"), "Python objects"),
        (objects.getvalue(), "Python objects"), (header((2,), "<c16") + bytes(32), "neither plain numbers"),
        (header((2, 2, 2)) + bytes(64), "none of predictions"), (header(()) + bytes(8), "none of predictions"),
        (header((0, 2)), "no image"),
        (header((2, 0)), "none of predictions"), (header((1, 2)) + pairs[0].tobytes(), "sum to 1.1"),
        (header((1, 2)) + pairs[1].tobytes(), "nan is no probability"), (header((1, 2)) + pairs[2].tobytes(), "inf is no"),
        (header((1,)) + pairs[1, :1].tobytes(), "is no class"),
        (header((1, 40_000), "|i1") + bytes(40_000), "more than 30,000 classes"),
    ):
        yield ".npy", raw, word
    for raw, word in ((wide.getvalue(), "which are not those of"), (wide.getvalue()[:-9], "cut off"), (b"", "no zip archive")):
        yield ".npz", raw, word
    million = ",".join(map(str, range(1_000_000))).encode()
    for raw, word in (
        (b"image," + million + b"\n1," + million, "longer than 4 MiB"),
        (b"image," + million[:200_000] + b"\n", "more than 30,000 classes"),
        (b"image,a,b\n1,0.5,0.5\n2,0.5", "has 2 columns"), (b"image,a,b\n1,0.5," + b"5" * 1_000_000, "no probability"),
        (b"image,label\n1,0.5\n2,cat\n", "no probability"), (b"image,label\n1,nan\n", "no class"),
        (b"image,a,b\n1,1e-99999999,1\n", "no probability"), (b"image,prob\n1,1.5\n", "no probability"),
        (b"image,label\n1,0." + b"1" * 500_000 + b"x\n1,a\n", "stands here again"),
        (b"image,a,b\n1,0.5,0.5\n1,0.5,0.5\n0,1,0\n", "stands here again"),
    ):
        yield ".csv", raw, word


@pytest.mark.slow
def test_broken_and_hostile_files_are_answered(tmp_path):
    for number, (ending, raw, word) in enumerate(broken(tmp_path)):
        path = tmp_path / f"{number}{ending}"
        path.write_bytes(raw)
        assert word in refusal(path), (number, word)


def test_whatever_decides_it_is_the_exact_answer(tmp_path):
    """Digits are rounded to floats where that cannot matter: ties and near ties of long digits, in wide rows, at any weights."""
    chance, names = random.Random(0), [f"c{place}" for place in range(12)]
    tables = []
    for model in range(3):
        rows = []
        for number in range(150):
            digits = chance.choice((2, 6, 20, 40))
            parts = [chance.choice((0, 0, 1, chance.randrange(10))) * 10 ** (digits - 2) for _ in names]
            if number % 2:                                             # the same three numbers in another order for each model
                three = random.Random(number).sample(range(10, 25), 3) * 2
                parts = [0] * 9 + [each * 10 ** (digits - 2) for each in three[model:model + 3]]
                parts[10] += number % 4 // 3                           # and a last digit that decides
            rest = 10**digits - sum(parts[2:])
            parts[:2] = rest // 2 - 1, rest - rest // 2 + 1
            if number % 2:
                parts[:4] = [rest // 4] * 3 + [rest - rest // 4 * 3]
            rows.append([f"0.{part:0{digits}}" for part in parts])
        tables.append(rows)
    paths = [tmp_path / f"{number}.csv" for number in range(3)]
    for path, rows in zip(paths, tables, strict=True):
        lines = [["image", *names], *([str(i), *row] for i, row in enumerate(rows))]
        path.write_text("".join(",".join(line) + "\n" for line in lines))
    ties = 0
    for weights in ([Decimal(1)] * 3, [Decimal("0.1"), Decimal("0.2"), Decimal("0.3")], [Decimal(10) ** 17, Decimal(1), Decimal(0)]):
        with matched_predictions.opened(paths) as poll:
            for row, outcome in enumerate(voting.soft(poll, weights)):
                sums = [sum(Decimal(table[row][place]) * weight for table, weight in zip(tables, weights, strict=True))
                        for place in range(12)]
                assert outcome.score == max(sums)
                assert outcome.tied == tuple(name for name in sorted(names) if sums[names.index(name)] == max(sums))
                ties += outcome.tie
                for table, answer in zip(tables, outcome.answers, strict=True):
                    own = dict(zip(names, map(Decimal, table[row]), strict=True))
                    assert answer == min(name for name in names if own[name] == max(own.values()))
    assert ties > 30


def test_a_file_in_another_order_is_read_image_by_image(tmp_path):
    images = [f"{number}.jpg" for number in range(500)]
    rows = {image: f"{image},{number / 1000:.3f},{1 - number / 1000:.3f}" for number, image in enumerate(images)}
    for name, order in (("a", images), ("b", random.Random(0).sample(images, 500))):
        (tmp_path / f"{name}.csv").write_text("\n".join(["image,x,y", *map(rows.__getitem__, order)]))
    with matched_predictions.opened([tmp_path / "a.csv", tmp_path / "b.csv"]) as poll:
        assert [float(each.share) for each in voting.soft(poll)] == [max(n, 1000 - n) / 1000 for n in range(500)]


def write_and(end, path, rows, start=0):
    """Rows into a file that is kept, and an end."""
    with kept(path, start) as write:
        write(rows)
        end()


@pytest.mark.slow
def test_rows_are_streamed_as_a_file_has_them_and_none_is_lost(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text("image,cat,dog\n" + "".join(f"{n},0.{n % 10},{1 - n % 10 / 10:.1f}\n" for n in range(2500)))
    run = CliRunner()
    assert run.invoke(application("vote"), ["vote", "a.csv", "a.csv", "--soft", "--stream", "v.csv"]).exit_code == 0
    assert run.invoke(application("vote"), ["vote", "a.csv", "a.csv", "--soft", "-o", "w.csv"]).exit_code == 0
    one, other = (list(csv.DictReader((tmp_path / name).read_text().splitlines())) for name in ("v.csv", "w.csv"))
    assert [[row[key] for key in ("image", "ensemble", "tied")] + [float(row["probability"])] for row in one] == [
        [row[key] for key in ("image", "ensemble", "tied")] + [float(row["probability"])] for row in other]
    with pytest.raises(SystemExit):
        write_and(sys.exit, tmp_path / "k.csv", b"one\n")
    assert partial(tmp_path / "k.csv").read_bytes() == b"one\n"
    left, real = [3], os.write

    def full(file, view):
        """A disk that is full after three bytes more."""
        if not left:
            raise OSError(28, "full")
        return real(file, view[:left.pop()])

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(ArchcalcError):
        write_and(sys.exit, tmp_path / "k.csv", b"second\n", start=4)
    monkeypatch.undo()
    assert partial(tmp_path / "k.csv").read_bytes() == b"one\n"


@pytest.mark.slow
def test_the_interval_is_that_of_resampled_images(tmp_path):
    for right, images in ((80, 100), (3, 7), (499, 500), (1500, 2000)):
        hits = numpy.arange(images) < right
        drawn = numpy.random.default_rng(1).choice(hits, (4000, images)).mean(axis=1)
        found = bootstrap.interval(right, images, Resampling(4000))
        assert numpy.abs(numpy.quantile(drawn, [0.025, 0.975]) - found).max() < 1.1 / images + 0.15 * hits.std() / images**0.5
    assert bootstrap.interval(7, 10, Resampling(100, 1)) == bootstrap.interval(7, 10, Resampling(100, 1))
    numpy.save(tmp_path / "a.npy", numpy.array([0, 1, 1]))
    report = archcalc.vote(tmp_path / "a.npy", labels=tmp_path / "a.npy", bootstrap=10)
    assert report.table("accuracy").column("low") == [1.0, 1.0]


def test_parquet_is_read_as_pandas_writes_it(tmp_path):
    pyarrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    rows = {"cat": [0.25, 1.0, 0.5], "dog": [0.75, 0.0, 0.5]}
    tables = {"index": (rows | {"__index_level_0__": ["a", "b", "c"]}, "abc", ["dog", "cat", "cat"]),
              "rows": (rows, "012", ["dog", "cat", "cat"]), "id": ({"id": [7, 8, 9]} | rows, "789", ["dog", "cat", "cat"]),
              "labels": ({"id": ["a", "b", "c"], "label": ["x", "y", "x"]}, "abc", ["x", "y", "x"])}
    for columns, images, answers in tables.values():
        parquet.write_table(pyarrow.table(columns), tmp_path / "a.parquet", row_group_size=2)
        assert chosen(voting.hard, [tmp_path / "a.parquet"]) == list(zip(images, answers, strict=True))
    raw = (tmp_path / "a.parquet").read_bytes()
    (tmp_path / "a.parquet").write_bytes(raw[:-20])
    assert "no Parquet file" in refusal(tmp_path / "a.parquet")
    parquet.write_table(pyarrow.table({"a": [0.5, None], "b": [0.5, 0.5]}), tmp_path / "a.parquet")
    assert "nan is no probability" in refusal(tmp_path / "a.parquet")
