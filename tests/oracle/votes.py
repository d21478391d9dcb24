"""Votes on 10,000 random images against scikit-learn's VotingClassifier and accuracy_score: `python tests/oracle/votes.py`.

100 polls of 100 images: 1 to 6 models, 2 to 12 classes called by numbers, words or both, hard and soft, with weights or
without, as .csv and .npy. Half of the probabilities are sixteenths, exact in binary, so that the oracle has the same ties;
the others are any, of which the oracle rounds the sums.
"""

import json
import random
import tempfile
from pathlib import Path

import numpy
from sklearn.ensemble import VotingClassifier
from sklearn.metrics import accuracy_score
from told_classifier import ToldClassifier

import archcalc

RECORD = Path(__file__).with_suffix(".json")
POLLS, IMAGES = 100, 100


def names_of(count, chance):
    """Names of classes as scikit-learn has them: numbers by their size, words by their letters."""
    kind = chance.choice(("numbers", "words", "both"))
    if kind == "numbers":
        return numpy.array(sorted(chance.sample(range(-20, 200), count)))
    words = [chance.choice("abcxyz") + str(number) for number in chance.sample(range(200), count)]
    return numpy.array(sorted(words if kind == "words" else [word[1:] if place % 2 else word for place, word in enumerate(words)]))


def poll(number, folder):
    """One poll: images on which both agree, ties, and accuracies that differ."""
    chance, random_numbers = random.Random(number), numpy.random.default_rng(number)
    models, names, exact = chance.randint(1, 6), names_of(chance.randint(2, 12), chance), number % 2 == 0
    count, weights = len(names), chance.choice((None, [chance.choice((0, 0.25, 1, 2, 3)) for _ in range(models)]))
    weights = weights if weights and any(weights) else None
    tables = [random_numbers.multinomial(16, [1 / count] * count, size=IMAGES) / 16 if exact
              else random_numbers.dirichlet([1] * count, size=IMAGES) for _ in range(models)]
    truth = names[random_numbers.integers(0, count, size=IMAGES)]
    paths = []
    for model, table in enumerate(tables):
        paths.append(folder / f"{number}_{model}.{chance.choice(('csv', 'npy'))}")
        if paths[-1].suffix == ".npy":
            numpy.save(paths[-1], table)
        else:
            rows = [f"{image}," + ",".join(map(repr, row)) for image, row in enumerate(table.tolist())]
            paths[-1].write_text("\n".join(["image," + ",".join(map(str, names)), *rows]))
    (folder / "truth.csv").write_text("\n".join(["image,class", *(f"{image},{name}" for image, name in enumerate(truth))]))
    rule = chance.choice(("hard", "soft"))
    report = archcalc.vote(*paths, soft=rule == "soft", weights=weights, labels=folder / "truth.csv",
                           classes=",".join(map(str, names)))
    voter = VotingClassifier([(str(i), ToldClassifier(table)) for i, table in enumerate(tables)], voting=rule, weights=weights)
    images = numpy.arange(IMAGES)[:, None]
    voter.fit(images, names[numpy.arange(IMAGES) % count])
    answers = voter.predict(images)
    same = sum(map(str.__eq__, report.table("images").column("ensemble"), map(str, answers)))
    off = abs(report.table("accuracy").column("accuracy")[-1] - accuracy_score(truth, answers)) > 1e-12
    if rule == "soft":  # the mean, in fractions, of the binary numbers
        means = numpy.average(tables, axis=0, weights=weights).max(axis=1)
        assert numpy.abs(means - report.table("images").column("probability")).max() < 1e-12
    return same, report.head["ties"], int(off)


def record():
    """All polls."""
    with tempfile.TemporaryDirectory() as folder:
        same, ties, off = (sum(each) for each in zip(*(poll(number, Path(folder)) for number in range(POLLS)), strict=True))
    return {"images": POLLS * IMAGES, "same": same, "ties": ties, "other accuracies": off}


if __name__ == "__main__":
    found = record()
    RECORD.write_text(json.dumps(found, indent=1) + "\n")
    print(found)
