"""Where things lie, for tests and scripts of every room."""

from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
ROOT = TESTS.parent
README = ROOT / "README.md"
ORACLE = TESTS / "oracle"
"""What independent implementations said, and the scripts that asked them."""


def test_file(name: str) -> Path:
    """The file of tests called so, in whichever room."""
    (found,) = TESTS.rglob(f"{name}.py")
    return found
