"""Every bundled network as an ONNX model: checked, shapes inferred, run by onnxruntime with archcalc's random weights.

    python tests/oracle/onnx_export.py                  # every network, each in a process of its own
    python tests/oracle/onnx_export.py resnet50 unet    # the named ones
    python tests/oracle/onnx_export.py --record         # the same, kept in tests/oracle/onnx_export.json
    python tests/oracle/onnx_export.py --record --input=3x256x256 fcn_resnet50      # on a smaller image, which is recorded

SegNet is recorded on a small image: on a large one, somewhere two values of a window agree to six digits, float32 takes one
or the other for the largest, and the unpooling puts it elsewhere.

What is compared is every output or, where that is a softmax, what it was made of: the largest difference in standard
deviations of it. How the weights are drawn is told by tests/support/onnx_proof.py. The environment wants onnx and
onnxruntime; the whole takes some 20 minutes on two cores.
"""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
RECORDED = HERE / "onnx_export.json"
sys.path[:0] = [str(HERE.parent / "support"), str(HERE.parents[1])]


def proved(name: str, size: str | None) -> dict[str, float | int | str]:
    """What is recorded of a network, at its own input or at another."""
    from onnx_proof import prove

    from archcalc import build, load

    graph = build(load(name, input_size=size))
    with TemporaryDirectory() as folder:
        proof = prove(graph, Path(folder) / f"{name}.onnx", threads=2)
    return {"layers": len(graph.nodes), "nodes": proof.nodes, "functions": proof.functions, "error": float(f"{proof.error:.1e}"),
            **({"input": size} if size else {})}


def main(words: list[str]) -> int:
    from archcalc.loading.library import names

    if words[:1] == ["--one"]:
        print(json.dumps(proved(words[1], words[2] if words[2:] else None)))
        return 0
    size = [word.partition("=")[2] for word in words if word.startswith("--input=")]
    wanted = [word for word in words if not word.startswith("-")]
    record = json.loads(RECORDED.read_text()) if wanted and RECORDED.exists() else {}
    failed = []
    for name in wanted or names():
        done = subprocess.run([sys.executable, __file__, "--one", name, *size], capture_output=True, text=True, check=False)
        if done.returncode:
            failed.append(name)
            print(f"{name:32} FAILED: {done.stderr.strip().splitlines()[-1:]}", flush=True)
            continue
        record[name] = json.loads(done.stdout)
        print(f"{name:32} {record[name]}", flush=True)
        if "--record" in words:
            rows = ",\n".join(f" {json.dumps(each)}: {json.dumps(record[each])}" for each in sorted(record))
            RECORDED.write_text(f"{{\n{rows}\n}}\n")
    print(f"{len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
