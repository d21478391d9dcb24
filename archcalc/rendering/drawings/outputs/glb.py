"""GLB, the binary file of glTF 2.0: a scene that PowerPoint, Keynote and browsers insert and turn.

A mesh for each volume in its kind's colour, nodes that bear the layers' names, a camera. All meshes share the corners
of one cube; what a node is moved and stretched by is the volume. Source: Khronos, glTF 2.0 specification (ISO/IEC
12113), sections 3.6, 3.9, 3.10 and 4.
"""

from __future__ import annotations

import json
from itertools import product
from math import hypot, sqrt, tan
from struct import pack
from typing import TYPE_CHECKING, Any

from archcalc.base.errors import printable
from archcalc.rendering.drawings.palette import Theme

if TYPE_CHECKING:  # every format is asked for its endings, and none but this one needs the scene
    from archcalc.rendering.drawings.volumes.scene import SceneBox, VolumeScene

SUFFIXES = (".glb",)
_FLOAT, _SHORT, _CORNERS, _INDICES = 5126, 5123, 34962, 34963
"""glTF's numbers for types and targets."""
_ANGLE, _WIDE, _MARGIN = 0.5, 16 / 9, 1.06
"""The camera's field of view, in radians, its width for its height, and how much farther it stands than it must."""
_SIDES = ((1.0, 0.0, 0.0), (-1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, -1.0, 0.0), (0.0, 0.0, 1.0), (0.0, 0.0, -1.0))


def write_scene(scene: VolumeScene, theme: Theme) -> bytes:
    """The scene as a file of its own."""
    content = _cube()
    text = json.dumps(_document(scene, theme, len(content)), separators=(",", ":"), ensure_ascii=True).encode("ascii")
    text += b" " * (-len(text) % 4)
    chunks = pack("<I4s", len(text), b"JSON") + text + pack("<I4s", len(content), b"BIN\0") + content
    return pack("<4sII", b"glTF", 2, 12 + len(chunks)) + chunks


def _cube() -> bytes:
    """A cube of side 1 around the origin: 24 corners, their normals, and two triangles for each side."""
    corners: list[float] = []
    normals: list[float] = []
    for normal in _SIDES:
        first = normal[1:] + normal[:1]
        second = _cross(normal, first)
        for a, b in ((-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)):
            corners += (n / 2 + a * u + b * v for n, u, v in zip(normal, first, second, strict=True))
            normals += normal
    triangles = [4 * side + corner for side in range(6) for corner in (0, 1, 2, 0, 2, 3)]
    return pack(f"<{len(corners)}f", *corners) + pack(f"<{len(normals)}f", *normals) + pack(
        f"<{len(triangles)}H", *triangles)


def _document(scene: VolumeScene, theme: Theme, size: int) -> dict[str, Any]:
    roles = list(dict.fromkeys(box.role for box in scene.boxes))
    count = len(scene.boxes)
    return {
        "asset": {"version": "2.0", "generator": "archcalc"},
        "scene": 0, "scenes": [{"name": printable(scene.title), "nodes": [*range(count + 1)]}],
        "nodes": [*(_node(number, box) for number, box in enumerate(scene.boxes)), _camera(scene)],
        "meshes": [{"name": printable(box.name), "primitives": [{
            "attributes": {"POSITION": 0, "NORMAL": 1}, "indices": 2, "material": roles.index(box.role)}]}
            for box in scene.boxes],
        "materials": [_material(role, theme[role]) for role in roles],
        "cameras": [{"name": "camera", "type": "perspective", "perspective": {
            "yfov": _ANGLE, "aspectRatio": _WIDE, "znear": 0.01, "zfar": 100.0}}],
        "accessors": [
            {"bufferView": 0, "componentType": _FLOAT, "count": 24, "type": "VEC3", "min": [-0.5] * 3,
             "max": [0.5] * 3},
            {"bufferView": 1, "componentType": _FLOAT, "count": 24, "type": "VEC3"},
            {"bufferView": 2, "componentType": _SHORT, "count": 36, "type": "SCALAR"}],
        "bufferViews": [
            {"buffer": 0, "byteOffset": 0, "byteLength": 288, "target": _CORNERS},
            {"buffer": 0, "byteOffset": 288, "byteLength": 288, "target": _CORNERS},
            {"buffer": 0, "byteOffset": 576, "byteLength": 72, "target": _INDICES}],
        "buffers": [{"byteLength": size}]}


def _node(number: int, box: SceneBox) -> dict[str, Any]:
    sizes = [high - low for low, high in zip(box.low, box.high, strict=True)]
    middle = [(low + high) / 2 for low, high in zip(box.low, box.high, strict=True)]
    return {"name": printable(box.name), "mesh": number, "translation": middle, "scale": sizes,
            "extras": {"shape": list(box.shape), "kind": printable(box.kind)}}


def _material(role: str, colour: str) -> dict[str, Any]:
    """A dull material; its colour is told in light, not as screens have it."""
    shares = (int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5))
    light = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055)**2.4 for share in shares]
    return {"name": role, "pbrMetallicRoughness": {"baseColorFactor": [*light, 1.0], "metallicFactor": 0.0,
                                                   "roughnessFactor": 0.9}}


def _camera(scene: VolumeScene) -> dict[str, Any]:
    """A camera that looks at the middle from the view's direction, as near as it sees every corner."""
    back = _unit(scene.towards_camera)
    right = _unit(_cross((0.0, 1.0, 0.0), back))
    up = _cross(back, right)
    steep = tan(_ANGLE / 2)
    away = max(_along(back, corner) + max(abs(_along(right, corner)) / _WIDE, abs(_along(up, corner))) / steep
               for box in scene.boxes for corner in product(*zip(box.low, box.high, strict=True)))
    return {"name": "camera", "camera": 0, "translation": [value * away * _MARGIN for value in back],
            "rotation": _quaternion(right, up, back)}


def _along(axis: tuple[float, ...], place: tuple[float, ...]) -> float:
    return sum(a * b for a, b in zip(axis, place, strict=True))


def _cross(a: tuple[float, ...], b: tuple[float, ...]) -> tuple[float, float, float]:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def _unit(vector: tuple[float, ...]) -> tuple[float, ...]:
    long = hypot(*vector)
    return tuple(value / long for value in vector)


def _quaternion(x: tuple[float, ...], y: tuple[float, ...], z: tuple[float, ...]) -> list[float]:
    """The turn that makes these of the axes; a camera beside and above the scene turns by less than a half turn."""
    w = sqrt(max(0.0, 1 + x[0] + y[1] + z[2])) / 2
    return list(_unit(((y[2] - z[1]) / (4 * w), (z[0] - x[2]) / (4 * w), (x[1] - y[0]) / (4 * w), w)))
