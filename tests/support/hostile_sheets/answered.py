"""How long each hostile sheet takes, and how much memory: `python -m hostile_sheets.answered` writes answered.json."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from hostile_sheets.cases import made

MOST_SECONDS, MOST_MIB = 2.0, 128
RECORD = Path(__file__).parent / "answered.json"
OWNED = Path("/tmp/owned")


LAUNCH = """import json, os, resource, subprocess, sys
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
process = subprocess.Popen(sys.argv[1:], stdout=2, stderr=2, stdin=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)
process.returncode = os.waitstatus_to_exitcode(status)
print(json.dumps([process.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss >> 10]))
"""
"""Whoever hangs or grows is ended. A small process of its own: a child begins with the peak of memory of who forks it."""


def answer(path, out):
    """Exit code, processor seconds, MiB at most and the last line told."""
    words = [sys.executable, "-m", "archcalc", "check", str(path), "--network", "vgg16", "-o", str(out)]
    with tempfile.TemporaryFile() as told:
        ran = subprocess.run([sys.executable, "-c", LAUNCH, *words], stdout=subprocess.PIPE, stderr=told, check=True)
        code, seconds, size = json.loads(ran.stdout)
        told.seek(0)
        lines = told.read().decode("utf-8", "replace").strip().splitlines()
    last = next((line for line in lines if line.startswith("error")), lines[-1] if lines else "")
    return {"code": code, "seconds": round(seconds, 2), "MiB": size, "told": last[:160].replace(str(path.parent), "")}


def everything(chosen=None):
    """What each sheet comes to, in a folder of its own."""
    OWNED.unlink(missing_ok=True)
    found = {}
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "out").mkdir()
        for name in made(Path(place)):
            if chosen is None or name in chosen:
                found[name] = answer(Path(place) / name, Path(place) / "out" / f"{name}.txt")
        (Path(place) / "unreadable.csv").chmod(0o600)
    return found


def amiss(found):
    """What took too long or too much, or ended otherwise than with an answer or a message."""
    return {name: each for name, each in found.items()
            if each["seconds"] > MOST_SECONDS or each["MiB"] > MOST_MIB or each["code"] not in {0, 1, 2}
            or "Traceback" in each["told"]}


if __name__ == "__main__":
    found = everything()
    lines = (f" {json.dumps(name)}: {json.dumps(each, ensure_ascii=False)}" for name, each in found.items())
    RECORD.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
    print(len(found), "sheets; executed:", OWNED.exists())
    for name, each in amiss(found).items():
        print(name, each)
