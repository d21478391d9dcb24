"""A class marked, against a script that only reads and compares: python tests/benchmarks/marking.py [STUDENTS]

Every student answers sixty questions, a third of them wrong. The peer is what a teacher writes in ten minutes: it reads
the same files with csv, compares each answer with a key as text, and writes the same number of files. It understands
no notation and explains nothing.
"""

import csv
import sys
import tempfile
from functools import partial
from pathlib import Path

from measuring import HEAD, command, in_turn, ratio, told

sys.path.insert(0, str(Path(__file__).parent.parent / "support"))
from classroom.generator import students

ANSWERS, RUNS = 60, 3
PLAIN = """
import csv, sys
from pathlib import Path

folder, key_file, out = map(Path, sys.argv[1:])
key = dict(csv.reader(key_file.open(encoding="utf-8", newline="")))
feedback = out.with_name("plain_feedback")
feedback.mkdir(exist_ok=True)
with out.open("w", newline="", encoding="utf-8") as file:
    grades = csv.writer(file)
    for sheet in sorted(folder.glob("*.csv")):
        with sheet.open(encoding="utf-8", newline="") as answers:
            rows = [(row["question"], row["answer"], key[row["question"]]) for row in csv.DictReader(answers)]
        grades.writerow([sheet.stem, sum(given == right for _, given, right in rows)])
        (feedback / f"{sheet.stem}.md").write_text(
            "".join(f"| {question} | {given} | {right} |\\n" for question, given, right in rows), "utf-8")
"""


def hand_in(folder: Path, count: int) -> None:
    """The sheets of a class, and a key."""
    key = {}
    (folder / "submissions").mkdir()
    for name, planted in students(count, answers=ANSWERS):
        key |= {each.question: each.given for each in planted}
        with (folder / "submissions" / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([("question", "answer"), *((each.question, each.given) for each in planted)])
    with (folder / "key.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(key.items())


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        hand_in(folder, count)
        ours = [sys.executable, "-m", "archcalc", "check", str(folder / "submissions"), "-o", str(folder / "grades.csv"), "--jobs"]
        plain = [sys.executable, "-c", PLAIN, str(folder / "submissions"), str(folder / "key.csv"), str(folder / "plain.csv")]
        works = {f"{count:,} sheets marked, one process": partial(command, [*ours, "1"], right=(0, 1)),
                 f"{count:,} sheets marked, two processes": partial(command, [*ours, "2"], right=(0, 1)),
                 "read, compared as text, written": partial(command, plain)}
        *_, compared = (taken := in_turn(works, RUNS)).values()
        feedback = len(list((folder / "grades_feedback").iterdir()))
    print(HEAD)
    for name, each in taken.items():
        told(name, each, f"{ratio(each, compared):5.1f} x the plain script" if each is not compared else "")
    print(f"{ANSWERS} answers a sheet, {feedback:,} feedback files")


if __name__ == "__main__":
    main()
