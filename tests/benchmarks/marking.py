"""A class marked, against a script that only reads and compares: python tests/benchmarks/marking.py [STUDENTS]

Every student answers sixty questions, a third of them wrong. The peer is what a teacher writes in ten minutes: it reads
the same files with csv, compares each answer with a key as text, and writes the same number of files. It understands
no notation and explains nothing.
"""

import csv
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent.parent))
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


def seconds(command: list[str]) -> tuple[float, float]:
    """What a command takes on the clock, and of a processor: the second does not grow where others work too."""
    start, before = time.perf_counter(), os.times()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = os.times()
    worked = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - start, worked


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        hand_in(folder, count)
        ours = [sys.executable, "-m", "archcalc", "check", str(folder / "submissions"), "-o", str(folder / "grades.csv")]
        plain = [sys.executable, "-c", PLAIN, str(folder / "submissions"), str(folder / "key.csv"), str(folder / "plain.csv")]
        pairs = [(seconds(ours), seconds(plain)) for _ in range(RUNS)]
        feedback = len(list((folder / "grades_feedback").iterdir()))
    for what, times in ((f"{count:,} sheets of {ANSWERS} answers marked, {feedback:,} feedback files", 0),
                        ("the same files read, compared as text and written", 1)):
        clock, worked = (median(pair[times][kind] for pair in pairs) for kind in (0, 1))
        print(f"{what}: {clock:.2f} s, {worked:.2f} s of a processor")
    print(f"ratio {median(one[1] / other[1] for one, other in pairs):.1f}")


if __name__ == "__main__":
    main()
