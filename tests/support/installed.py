"""The wheel and the sdist as who installs them has them: python tests/support/installed.py [PYTHON ...]

Both are built, the wheel from the sdist; each is installed into an environment of its own, with nothing but what it asks for, and
answers from an empty folder: what is no code is inside, and no answer differs from the checkout's. Wants a registry of packages.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).parents[2]
ANSWERS = ("vgg16", "resnet50 --format markdown", "manual", "manual homework", "course list", "list", "explain vgg16 conv1_1", "claims vgg16",
           "quiz lenet5 --count 3 --seed 7", "draw lenet5 --format svg", "plan lenet5", "source lenet5", "doctor --help", "schema", "about vgg16")
"""Commands without a library besides those that archcalc always has; a drawing wants its font, a course its sheets."""


def environment(python: str, folder: Path, *packages: str | Path) -> Path:
    """The programs of a fresh environment with these packages alone."""
    subprocess.run([python, "-m", "venv", folder], check=True)
    subprocess.run([folder / "bin" / "python", "-m", "pip", "install", "-q", *packages], check=True)
    return folder / "bin"


def answer(command: list[str | Path], folder: Path, **variables: str) -> tuple[int, bytes]:
    plain = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    ran = subprocess.run(command, cwd=folder, env=plain | variables, capture_output=True, check=False)
    return ran.returncode, ran.stdout + ran.stderr


def tracked() -> set[str]:
    """Every file of the package in the checkout, by its name in a wheel."""
    ran = subprocess.run(["git", "ls-files", "archcalc", "architectures"], cwd=ROOT, check=True, capture_output=True, text=True)
    return {f"archcalc/{name}" if name.startswith("architectures/") else name for name in ran.stdout.split()}


def differing(archcalc: Path, folder: Path) -> list[str]:
    """The commands that answer otherwise than the checkout does, or with a complaint."""
    wrong = []
    for words in ANSWERS:
        ours = answer([sys.executable, "-m", "archcalc", *words.split()], folder, PYTHONPATH=str(ROOT))
        theirs = answer([archcalc, *words.split()], folder)
        if ours[0] or ours != theirs:
            wrong.append(f"archcalc {words} leaves with {theirs[0]}: {theirs[1][-300:]!r}")
    return wrong


def main() -> int:
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as made:
        folder, empty = Path(made), Path(made) / "empty"
        empty.mkdir()
        builder = environment(sys.executable, folder / "builder", "build")
        subprocess.run([builder / "python", "-m", "build", "--outdir", folder, ROOT], check=True, capture_output=True)
        files = [*folder.glob("*.whl"), *folder.glob("*.tar.gz")]  # build makes the wheel from the sdist
        wrong += [f"{name} is not in the wheel" for name in sorted(tracked() - {*ZipFile(files[0]).namelist()})]
        for number, python in enumerate(sys.argv[1:] or [sys.executable]):
            for file in files:
                programs = environment(python, folder / f"{number}{file.suffix}", file)
                wrong += [f"{python}, {file.name}: {told}" for told in differing(programs / "archcalc", empty)]
            print(f"{python}: {len(ANSWERS)} answers from each of {', '.join(file.name for file in files)}", flush=True)
    print(*wrong, sep="\n")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
