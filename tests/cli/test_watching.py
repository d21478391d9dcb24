"""--watch: the table again after every save, mistakes shown and waited out, Ctrl-C to leave."""

import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from threading import Timer

import pytest

from archcalc import build
from archcalc.cli.watch import repeat

NETWORK = "input: [3, 8, 8]\nlayers:\n  - conv: {filters: FILTERS, kernel: 3}\n"


def network(filters: object) -> str:
    return NETWORK.replace("FILTERS", str(filters))


@contextmanager
def watching(*words):
    command = [sys.executable, "-m", "archcalc", "--watch", *map(str, words)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        # a table that never comes fails a test, and holds up none
        limit = Timer(60, process.kill)
        limit.start()
        try:
            yield process
        finally:
            limit.cancel()
            process.kill()


def read_until(process, wanted: str) -> str:
    """What is printed up to a line with `wanted` in it; the output ends where the process does."""
    shown = ""
    for line in process.stdout:
        shown += line
        if wanted in line:
            return shown
    raise AssertionError(f"{wanted!r} was not printed:\n{shown}")


def test_the_table_follows_the_file(tmp_path):
    file = tmp_path / "net.yaml"
    file.write_text(network(4))
    with watching(file) as process:
        read_until(process, "CONV3-4")
        file.write_text(network("five"))
        assert "net.yaml:3:21" in read_until(process, "a positive integer")
        replacement = tmp_path / ".net.yaml.swp"
        replacement.write_text(network(6))
        replacement.replace(file)
        read_until(process, "CONV3-6")
        file.unlink()
        read_until(process, "No such file")
        file.write_text(network(7))
        read_until(process, "CONV3-7")
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        assert "Traceback" not in process.stdout.read()
        assert process.wait() == 130


def test_the_table_follows_a_file_that_is_extended(tmp_path):
    base, file = tmp_path / "base.yaml", tmp_path / "net.yaml"
    base.write_text(network(4))
    file.write_text("extends: base\n")
    with watching(file) as process:
        read_until(process, "CONV3-4")
        base.write_text(network(9))
        read_until(process, "CONV3-9")


def test_a_save_while_the_table_is_made_is_not_missed(tmp_path):
    base, file = tmp_path / "base.yaml", tmp_path / "net.yaml"
    base.write_text(network(4))
    file.write_text("extends: base\n")

    def draw():
        graph = build(str(file))
        if graph.nodes[-1].op.attributes["filters"] == 5:
            raise KeyboardInterrupt
        base.write_text(network(5))
        return graph

    with pytest.raises(KeyboardInterrupt):
        repeat(str(file), draw)


def test_an_output_file_follows_the_file(tmp_path):
    file, table = tmp_path / "net.yaml", tmp_path / "table.csv"
    file.write_text(network(4))
    with watching(file, "-o", table):
        for filters in (4, 11):
            file.write_text(network(filters))
            end = time.monotonic() + 30
            while not (table.exists() and f"CONV3-{filters}" in table.read_text()):
                assert time.monotonic() < end
                time.sleep(0.05)


@pytest.mark.quick(cases=1)
@pytest.mark.parametrize(("words", "said"), [
    (["vgg16"], "--watch wants a .yaml file of your own"), (["-"], "--watch wants a .yaml file"),
    (["nothing.yaml"], "--watch wants a .yaml file"), (["FILE", "--columns", "weight"], "did you mean 'weights'?"),
    (["FILE", "-o", "/no/such/folder/t.csv"], "cannot write")])
def test_a_mistake_in_the_command_ends_it(tmp_path, words, said):
    file = tmp_path / "net.yaml"
    file.write_text(network(4))
    with watching(*(file if word == "FILE" else word for word in words)) as process:
        assert said in process.stdout.read()
        assert process.wait() in {2, 74}
