"""Files of weights: names and shapes first, then only what is wanted; whatever a file holds, the answer is a sentence of ours."""

import json
import os
import pickle
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from weights_in_files import LEAKS, drawn

import archcalc
from archcalc import build
from archcalc.base.errors import ArchcalcError
from archcalc.executor.weights import load
from archcalc.executor.weights.files import npz, safetensors
from archcalc.executor.weights.names import declared, full_name

numpy = pytest.importorskip("numpy")

NET = "input: [2, 6, 6]\nlayers:\n- conv: {name: a, filters: 3, kernel: 3}\n- flatten\n- linear: {name: b, units: 40}\n"


@pytest.fixture
def net(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "net.yaml"
    path.write_text(NET)
    return path


def answer(net, path):
    """What is told of a file of weights."""
    with pytest.raises(ArchcalcError) as refused:
        load.load(build(net), path.name)
    told = str(refused.value)
    assert refused.value.exit_code == 2
    assert not [leak for leak in LEAKS if leak in told], told
    return told


def header(shape, kind="<f4", version=1, columns=False, length=None):
    """The header of an array as NumPy has it."""
    text = str({"descr": kind, "fortran_order": columns, "shape": shape}).encode() if not isinstance(shape, bytes) else shape
    size = len(text) if length is None else length
    return b"\x93NUMPY" + bytes([version, 0]) + (struct.pack("<H", size) if version == 1 else struct.pack("<I", size)) + text


def npz_of(path, members, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return path


WHOLE = {"a.weight": (3, 2, 3, 3), "a.bias": (3,), "b.weight": (40, 48), "b.bias": (40,)}


def whole(**others):
    """The members of a file that fits the network, some of them others."""
    found = {name: header(shape) + bytes(4 * int(numpy.prod(shape))) for name, shape in WHOLE.items()} | others
    return {f"{name}.npy": content for name, content in found.items() if content is not None}


def test_the_whole_file_is_right(net, tmp_path):
    assert load.load(build(net), str(npz_of(tmp_path / "w.npz", whole())))["a"]["bias"].tolist() == [0, 0, 0]


NPZ = {
    "no magic": ({"a.bias": b"hi"}, "'a.bias' is no array"), "an empty member": ({"a.bias": b""}, "'a.bias' is no array"), "a cut header": ({"a.bias": header((3,))[:30]}, "'a.bias' is no array"),
    "objects": ({"a.bias": header((3,), "|O") + pickle.dumps([1, 2, 3])}, "'a.bias' holds Python objects, not numbers"), "texts": ({"a.bias": header((3,), "<U4") + bytes(48)}, "no plain numbers"),
    "dates": ({"a.bias": header((3,), "<M8[s]") + bytes(24)}, "no plain numbers"), "complex numbers": ({"a.bias": header((3,), "<c8") + bytes(24)}, "no plain numbers"),
    "records": ({"a.bias": header((3,), [("x", "<f4")]) + bytes(12)}, "no plain numbers"), "no type": ({"a.bias": header((3,), "<z9") + bytes(12)}, "is no array"),
    "no values": ({"a.bias": header((3,))}, "0 bytes, which are not the values of [3]"), "too many values": ({"a.bias": header((3,)) + bytes(16)}, "16 bytes, which are not the values"),
    "a shape below zero": ({"a.bias": header((-3,)) + bytes(12)}, "not the values of [-3]"), "a huge shape": ({"a.bias": header((2**62, 2**62)) + bytes(12)}, "not the values"),
    "a shape that is none": ({"a.bias": header("three") + bytes(12)}, "is no array"), "a header of no dictionary": ({"a.bias": header(b"[1, 2, 3]\n")}, "is no array"),
    "a header of code": ({"a.bias": header(b"__import__('os').abort()\n")}, "is no array"), "a deep header": ({"a.bias": header(b"(" * 9_000 + b"\n")}, "is no array"),
    "a header that never ends": ({"a.bias": header((3,), version=2, length=2**32 - 1) + bytes(1 << 20)}, "is no array"), "a version of the future": ({"a.bias": header((3,), version=9) + bytes(12)}, "is no array"),
    "another shape": ({"a.bias": header((4,)) + bytes(16)}, "'a.bias' is [4], and net wants [3]"), "a number": ({"a.bias": header(()) + bytes(4)}, "'a.bias' is [], and net wants [3]"),
    "an array too many": ({"c": header((2,)) + bytes(8)}, "net has no weight 'c'"), "an array too few": ({"a.bias": None}, "there is no 'a.bias' [3]"),
}


@pytest.mark.parametrize("case", NPZ)
def test_an_npz_that_is_not_as_it_should_be(net, tmp_path, case):
    members, told = NPZ[case]
    assert told in answer(net, npz_of(tmp_path / "w.npz", whole(**members)))


def test_values_that_are_damaged_are_told(net, tmp_path):
    damaged = {"b.weight": header((40, 48)) + numpy.arange(1920, dtype="<f4").tobytes()}
    path = npz_of(tmp_path / "w.npz", whole(**damaged), zipfile.ZIP_STORED)
    raw = path.read_bytes()
    at = raw.find(numpy.arange(1920, dtype="<f4").tobytes())
    path.write_bytes(raw[:at] + b"\xff" + raw[at + 1:])
    assert "the values of b.weight are damaged" in answer(net, path)


def test_two_arrays_of_one_name(net, tmp_path):
    path = npz_of(tmp_path / "w.npz", whole())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "a") as more:
        more.writestr("a.bias.npy", header((3,)) + bytes(12))
    assert "two of its arrays have one name" in answer(net, path)


@pytest.mark.parametrize(("name", "content"), [("w.npz", b"PK\3\4" + bytes(99)), ("w.npz", b"hello"), ("w.npz", b""), ("w.safetensors", b"{}")])
def test_what_is_no_such_file(net, tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    assert f"cannot read '{name}'" in answer(net, tmp_path / name)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["float16", "float32", "float64", ">f4", "int8", "uint8", "int64", "bool"]),
       st.booleans(), st.booleans(), st.integers(0, 3))
def test_values_are_those_that_numpy_wrote(tmp_path, kind, columns, packed, rank):
    shape = (2, 3, 1)[:rank]
    array = numpy.asarray(numpy.arange(int(numpy.prod(shape))).reshape(shape).astype(kind), order="F" if columns else "C")
    (numpy.savez_compressed if packed else numpy.savez)(tmp_path / "w.npz", x=array, nothing=numpy.zeros((0, 2)))
    with npz.arrays(tmp_path / "w.npz") as found:
        assert {name: each.shape for name, each in found.items()} == {"x": shape, "nothing": (0, 2)}
        again = found["x"].values()
        assert again.dtype == array.dtype
        assert (again == array).all()
        assert found["nothing"].values().shape == (0, 2)


# --- safetensors


def tensors(header, values=b""):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + values


def entry(shape, first, kind="F32", last=None):
    return {"dtype": kind, "shape": shape, "data_offsets": [first, first + 4 * int(numpy.prod(shape)) if last is None else last]}


SAFE = {
    "no table": (tensors([1, 2]), "its header is no table of tensors"), "a number": (tensors(7), "no table"), "nothing": (tensors(b"null"), "no table"), "no JSON": (tensors(b"{"), "no JSON"),
    "deep": (tensors(b"[" * 100_000), "no JSON"), "not UTF-8": (tensors(b'{"\xff": 1}'), "no JSON"), "cut off": (tensors({"a": 1})[:-2], "ends within its header"), "a long header": (b"\xff" * 8, "a header of 18,446,744,073,709,551,615 bytes"),
    "an entry that is none": (tensors({"x": 5}), "'x' has no type, shape and place"), "an entry without a place": (tensors({"x": {"dtype": "F32", "shape": [1]}}), "'x' has no type"),
    "a shape that is none": (tensors({"x": {"dtype": "F32", "shape": "ab", "data_offsets": [0, 4]}}, bytes(4)), "a shape or a place that is none"),
    "a shape below zero": (tensors({"x": {"dtype": "F32", "shape": [-2, -2], "data_offsets": [0, 16]}}, bytes(16)), "a shape or a place that is none"), "a flag as a size": (tensors({"x": {"dtype": "F32", "shape": [True], "data_offsets": [0, 4]}}, bytes(4)), "none"),
    "a fraction": (tensors({"x": {"dtype": "F32", "shape": [1.5], "data_offsets": [0, 6]}}, bytes(6)), "none"), "huge": (tensors({"x": {"dtype": "F32", "shape": [2**70], "data_offsets": [0, 4]}}, bytes(4)), "none"),
    "three places": (tensors({"x": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4, 8]}}, bytes(8)), "none"), "beyond the end": (tensors({"x": entry([2], 0)}, bytes(7)), "does not fit into the bytes 0 to 8"),
    "too short": (tensors({"x": entry([2], 0, last=4)}, bytes(8)), "does not fit"), "backwards": (tensors({"x": entry([2], 8, last=0)}, bytes(8)), "does not fit"), "an unknown type": (tensors({"x": entry([1], 0, "F4")}, bytes(4)), "values of type F4"),
    "a type that is none": (tensors({"x": entry([1], 0, ["F32"])}, bytes(4)), "values of type"), "a name twice": (tensors(b'{"x": 1, "x": 2}'), "a name stands in its header twice"),
    "another network's": (tensors({"x": entry([1], 0)}, bytes(4)), "net has no weight 'x'"), "remarks alone": (tensors({"__metadata__": {"format": "pt"}}), "there is no 'a.weight'"),
}


@pytest.mark.parametrize("case", SAFE)
def test_a_safetensors_file_that_is_not_as_it_should_be(net, tmp_path, case):
    content, told = SAFE[case]
    (tmp_path / "w.safetensors").write_bytes(content)
    assert told in answer(net, tmp_path / "w.safetensors")


def test_too_many_arrays_are_refused_before_they_are_parsed(net, tmp_path, monkeypatch):
    monkeypatch.setattr(safetensors, "MOST_ARRAYS", 3)
    (tmp_path / "w.safetensors").write_bytes(tensors({f"x{i}": entry([0], 0) for i in range(3)}))
    assert "more than 3 arrays" in answer(net, tmp_path / "w.safetensors")


@pytest.mark.parametrize(("kind", "values"), [("BF16", [0.5, -2.0, 3.0]), ("F16", [0.5, -2.0, 3.0]), ("F64", [0.5, -2.0, 3.0]), ("I8", [1, -2, 3]), ("U16", [1, 2, 65535]), ("BOOL", [1, 0, 1])])
def test_types_that_are_read(tmp_path, kind, values):
    raw = ((numpy.array(values, "<f4").view("<u4") >> 16).astype("<u2") if kind == "BF16" else
           numpy.array(values, safetensors._TYPES[kind])).tobytes()
    (tmp_path / "w.safetensors").write_bytes(tensors({"x": {"dtype": kind, "shape": [3], "data_offsets": [0, len(raw)]}}, raw))
    with safetensors.arrays(tmp_path / "w.safetensors") as found:
        assert found["x"].values().tolist() == values


# --- only what is wanted


@pytest.mark.parametrize("ending", ["npz", "safetensors"])
def test_no_value_is_read_of_a_file_that_does_not_fit(net, tmp_path, ending, monkeypatch):
    """Names and shapes decide; a file that fits is read array by array, each once."""
    arrays, path, read = drawn(build(net)), tmp_path / f"w.{ending}", []
    module = {"npz": npz, "safetensors": safetensors}[ending]
    plain = module._values
    monkeypatch.setattr(module, "_values", lambda *given: read.append(1) or plain(*given))
    for others in ({"more": numpy.zeros(3, "float32")}, {"a.bias": numpy.zeros(4, "float32")}):
        module.write(path, arrays | others)
        answer(net, path)
        assert not read
    module.write(path, arrays)
    there = load.load(build(net), str(path))
    assert len(read) == 4
    assert all((there[layer][key] == arrays[full_name(layer, key)]).all() for layer, key, _ in declared(build(net)))


MEMORY = """
import sys
from archcalc.cli import application
try:
    application.run(sys.argv[1:])
except BaseException as ended:
    told = getattr(ended, "mistakes", ended)
peak = next(int(line.split()[1]) >> 10 for line in open("/proc/self/status") if line.startswith("VmHWM"))
print("\\nPEAK", peak, str(told)[:2000])
"""


def peak(folder, *words):
    """The MiB that a command holds at most, and what it told."""
    environment = {**os.environ, "PYTHONPATH": str(Path(archcalc.__file__).parents[1])}
    done = subprocess.run([sys.executable, "-c", MEMORY, *words], cwd=folder, env=environment, capture_output=True, text=True, check=True)
    size, _, told = done.stdout.rpartition("PEAK ")[2].partition(" ")
    return int(size), told


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory as Linux tells it")
def test_an_array_that_no_layer_has_takes_no_memory(tmp_path):
    """An eighth of a gigabyte of zeros in 0.13 MB."""
    plain, _ = peak(tmp_path, "run", "lenet5")
    with zipfile.ZipFile(tmp_path / "big.npz", "w", zipfile.ZIP_DEFLATED) as made, made.open("nobody.npy", "w", force_zip64=True) as member:
        member.write(header((1 << 25,)))
        for _ in range(128):
            member.write(bytes(1 << 20))
    held, told = peak(tmp_path, "run", "lenet5", "--weights", "big.npz")
    assert "no weight 'nobody'" in told
    assert held < plain + 8


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory as Linux tells it")
def test_an_onnx_array_that_no_layer_has_takes_no_memory(tmp_path):
    library = pytest.importorskip("onnx")
    from onnx_models import array, integers, model, node

    made = model([node("Conv", "x w", "y", name="conv"), node("ConstantOfShape", "s", "unused")],
                 [array("w", [4, 3, 3, 3]), integers("s", 200_000_000)], outputs=["y"])
    made.graph.initializer.append(library.numpy_helper.from_array(numpy.zeros(1 << 24, "float32"), "u"))
    (tmp_path / "unused.onnx").write_bytes(made.SerializeToString())
    alone = model([node("Conv", "x w", "y", name="conv")], [array("w", [4, 3, 3, 3])], outputs=["y"])
    (tmp_path / "alone.onnx").write_bytes(alone.SerializeToString())
    plain, _ = peak(tmp_path, "run", "alone.onnx", "--weights", "alone.onnx")
    held, told = peak(tmp_path, "run", "unused.onnx", "--weights", "unused.onnx")
    assert told.strip() == "0"
    assert held < plain + 8


# --- ONNX


def onnx_net(tmp_path, arrays, nodes=None, **how):
    """A file whose one convolution, or what stands for it, reads `w`; and the network's name."""
    from onnx_models import model, node

    made = model([*(nodes or ()), node("Conv", "x w", "y", name="conv")], arrays, **how)
    (tmp_path / "n.onnx").write_bytes(made.SerializeToString())
    return str(tmp_path / "n.onnx")


def read_back(path):
    return load.load(build(path), path)["conv"]["weight"]


@pytest.fixture
def library():
    return pytest.importorskip("onnx")


VALUES = numpy.arange(108, dtype="float32").reshape(4, 3, 3, 3) / 8


@pytest.mark.parametrize("kind", [1, 10, 11, 16, 6, 7, 3])
@pytest.mark.parametrize("raw", [True, False])
def test_an_initialiser_of_any_type_is_read(library, tmp_path, kind, raw):
    values = VALUES if kind in {1, 10, 11, 16} else numpy.arange(108).reshape(4, 3, 3, 3) % 100
    tensor = library.helper.make_tensor("w", kind, values.shape, values.reshape(-1).tolist())
    if raw:
        found = library.numpy_helper.to_array(tensor)
        tensor = library.numpy_helper.from_array(found, "w")
    assert (read_back(onnx_net(tmp_path, [tensor])) == values).all()


def test_a_constant_and_one_value_in_a_shape_are_read(library, tmp_path):
    from onnx_models import integers, node

    constant = [node("Constant", "", "w", value=library.numpy_helper.from_array(VALUES, "v"))]
    assert (read_back(onnx_net(tmp_path, [], constant)) == VALUES).all()
    for attributes, value in (({"value": library.helper.make_tensor("v", 1, [1], [0.25])}, 0.25), ({}, 0)):
        filled = [node("ConstantOfShape", "s", "w", **attributes)]
        assert (read_back(onnx_net(tmp_path, [integers("s", 4, 3, 3, 3)], filled)) == numpy.full((4, 3, 3, 3), value)).all()


def test_an_array_that_is_looked_at_otherwise(library, tmp_path):
    from onnx_models import node

    turned = library.numpy_helper.from_array(VALUES.transpose(2, 3, 1, 0).copy(), "v")
    assert (read_back(onnx_net(tmp_path, [turned], [node("Transpose", "v", "w", perm=[3, 2, 0, 1])])) == VALUES).all()


def test_an_array_that_follows_from_others_is_worked_out(library, tmp_path):
    """A product of two arrays, larger than those whose values a reading knows; one that differs each time is not."""
    from onnx_models import node

    arrays = [library.numpy_helper.from_array(numpy.full((200, 3, 3, 3), value, "float32"), name) for name, value in (("u", 3), ("v", 0.5))]
    assert (read_back(onnx_net(tmp_path, arrays, [node("Mul", "u v", "w")])) == 1.5).all()
    path = onnx_net(tmp_path, arrays[:1], [node("RandomNormalLike", "u", "w")])
    assert build(path).gap is not None


def external(library, **entries):
    found = library.TensorProto(name="w", dims=[4, 3, 3, 3], data_type=1, data_location=1)
    for key, value in entries.items():
        found.external_data.add(key=key, value=str(value))
    return found


def test_values_beside_the_file_are_read(library, tmp_path):
    (tmp_path / "values").mkdir()
    (tmp_path / "values" / "w.bin").write_bytes(b"12345678" + VALUES.tobytes())
    assert (read_back(onnx_net(tmp_path, [external(library, location="values/w.bin", offset=8)])) == VALUES).all()
    assert (read_back(onnx_net(tmp_path, [external(library, location="values/w.bin", offset=8, length=432)])) == VALUES).all()


@pytest.mark.parametrize(("entries", "told"), [
    ({"location": "../outside.bin"}, "not beside the file"), ({"location": "/etc/passwd"}, "not beside the file"), ({}, "not beside the file"), ({"location": "a\0b"}, "not beside the file"),
    ({"location": "none.bin"}, "No such file"), ({"location": "w.bin", "offset": 8}, "ends before its values"), ({"location": "w.bin", "offset": -8}, "no number"), ({"location": "w.bin", "offset": "9" * 30}, "no number"),
    ({"location": "w.bin", "length": 431}, "431 bytes are not the values"), ({"location": "link.bin"}, "not beside the file")])
def test_values_elsewhere_are_not(library, tmp_path, entries, told):
    folder = tmp_path / "inside"
    folder.mkdir()
    (tmp_path / "outside.bin").write_bytes(VALUES.tobytes())
    (folder / "w.bin").write_bytes(VALUES.tobytes())
    (folder / "link.bin").symlink_to(tmp_path / "outside.bin")
    path = onnx_net(folder, [external(library, **entries)])
    with pytest.raises(ArchcalcError, match=told):
        load.load(build(path), path)


def test_an_export_gives_back_its_weights_in_one_file_or_two(library, tmp_path, monkeypatch):
    from archcalc.exporting.onnx import file

    arrays = drawn(build("lenet5"))
    for most in (file.LARGEST, 1000):
        monkeypatch.setattr(file, "LARGEST", most)
        archcalc.export("lenet5", tmp_path / "l.onnx", weights=arrays)
        there = load.load(build(tmp_path / "l.onnx"), str(tmp_path / "l.onnx"))
        assert {full_name(layer, key): array.tolist() for layer, inside in there.items() for key, array in inside.items()} == {
            name: array.tolist() for name, array in arrays.items()}
    assert (tmp_path / "l.onnx.data").exists()


# --- damaged in any way


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["npz", "safetensors"]), st.data())
def test_a_file_damaged_anywhere_is_read_or_refused_in_our_words(net, tmp_path, ending, data):
    path, graph = tmp_path / f"w.{ending}", build(net)
    {"npz": npz, "safetensors": safetensors}[ending].write(path, drawn(graph))
    raw = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(bytes(raw[:data.draw(st.integers(0, len(raw)))]) if data.draw(st.booleans()) else bytes(raw))
    told = ""
    try:
        load.load(graph, str(path))
    except ArchcalcError as error:
        told = str(error)
    assert not [leak for leak in LEAKS if leak in told]


def test_arrays_that_are_none_are_named(net):
    with pytest.raises(ArchcalcError, match=r"'a\.bias' is no array, and net wants"):
        load.checked(build(net), drawn(build(net)) | {"a.bias": [0, 0, 0]}, "float32")


def test_many_names_that_are_wrong_are_told_at_once(net):
    """Twenty are told with a hint; looking for the nearest of all the others would take minutes."""
    given_ = {f"x{i}": numpy.zeros(1) for i in range(50_000)}
    with pytest.raises(ArchcalcError, match="and 49984 more"):
        load.checked(build(net), given_, "float32")
