"""Headings of tables as people write them: `Param #`, `memory (MB)`, `Nombre de paramètres` -> a figure and a unit."""

from __future__ import annotations

import re
from functools import lru_cache

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.answers.numbers import unit_of
from archcalc.homework.questions.askable import FIGURES, Figure, known
from archcalc.homework.questions.networks import plain_name


class Heading(NamedTuple):
    """A column's figure, and the unit of those of its cells that say none."""

    figure: Figure
    unit: str = ""


ROLES = {
    "question": frozenset({"question", "questions", "key", "item", "q", "id"}),
    "answer": frozenset({"answer", "answers", "given", "your_answer", "answer_given", "response", "value", "result",
                         "réponse", "antwort", "respuesta", "الإجابة", "答案"}),
    "unit": frozenset({"unit", "units", "unité", "einheit", "unidad", "الوحدة", "单位"}),
    "student": frozenset({"student", "student_name", "student_id"}),
    "layer": frozenset({"layer", "layers", "name", "layer_name", "couche", "schicht", "capa", "الطبقة", "طبقة", "层",
                        "层名"}),
    "network": frozenset({"network", "architecture", "model"}),
}
"""What a column may be that holds no figure, by its headings."""

GIVEN = frozenset({
    "what_it_does", "type", "kind", "operation", "stride", "strides", "padding", "pad", "kernel", "kernel_size",
    "filter_size", "filters", "number_of_filters", "activation", "activation_function", "input", "input_shape",
    "input_size", "connected_to", "trainable", "note", "notes", "comment", "comments", "remark", "remarks", "formula",
    "working", "why", "#", "text", "choices"})
"""Headings of what a table tells, and does not ask."""

_ELSEWHERE = {
    "output": "taille_de_sortie forme_de_sortie volume_de_sortie dimensions_de_sortie sortie ausgabegröße ausgabeform "
              "ausgabe tamaño_de_salida forma_de_salida salida حجم_الخرج شكل_الخرج أبعاد_الخرج الخرج 输出尺寸 输出形状 "
              "输出大小 输出",
    "params": "nombre_de_paramètres paramètres anzahl_parameter anzahl_der_parameter número_de_parámetros parámetros "
              "عدد_المعاملات عدد_المعلمات المعاملات المعلمات 参数量 参数数量 参数个数 参数",
    "weights": "poids nombre_de_poids gewichte anzahl_gewichte pesos número_de_pesos الأوزان عدد_الأوزان 权重 权重数",
    "biases": "biais bias-werte sesgos الانحيازات 偏置 偏置数",
    "memory": "mémoire speicher speicherbedarf memoria الذاكرة 内存 显存",
    "bytes": "octets بايت 字节 字节数",
    "neurons": "neurones neuronen neuronas العصبونات 神经元 神经元数",
    "macs": "opérations operationen operaciones العمليات 乘加次数 运算量",
    "receptive_field": "champ_réceptif rezeptives_feld campo_receptivo المجال_الاستقبالي 感受野",
    "height": "hauteur höhe altura الارتفاع 高 高度", "width": "largeur breite ancho العرض 宽 宽度",
    "channels": "canaux kanäle canales القنوات 通道 通道数",
}
"""What figures are called in French, German, Spanish, Arabic and Chinese."""

_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_SCALED = re.compile(r"([kmgt])[\s_]?(macs?|flops?|params?|parameters|b|bytes)", re.IGNORECASE)
_COUNTED = re.compile(r"^(?:(?:total|trainable|learnable)_)?"
                      r"(?:#_?(?:of_)?|no\.?_of_|num\.?_|number_of_|count_of_|nr\.?_of_)?"
                      r"(?:total_|trainable_|learnable_)?|_?#$|_count$")


@lru_cache(maxsize=4096)
def heading(text: str) -> Heading | None:
    """The figure and unit of a heading; None where it is no figure's.

    >>> heading("memory (MB)").unit, heading("# of parameters").figure.name, heading("Taille de sortie").figure.name
    ('MB', 'params', 'output')
    """
    remarks = [remark.strip() for remark in _BRACKETS.findall(text)]
    name = _BRACKETS.sub("", text).strip().rstrip("?:").strip()
    unit = next((remark for remark in remarks if unit_of(remark) is not None), "")
    figure = _figure(name)
    scaled = _SCALED.fullmatch(name)
    if figure is None and scaled:
        figure, unit = _figure("memory" if scaled[2].lower() in {"b", "bytes"} else scaled[2]), name
    return Heading(figure, unit) if figure else None


def _figure(name: str) -> Figure | None:
    plain = plain_name(name)
    return known(plain) or _translated().get(plain) or known(_COUNTED.sub("", plain))


@lru_cache
def _translated() -> dict[str, Figure]:
    return {word: FIGURES[name] for name, words in _ELSEWHERE.items() for word in words.split()}


def role(text: str) -> str:
    """What a column is that holds no figure: question, layer, student ...; nothing where its heading is unknown.

    >>> role("Layer (type)"), role("Couche"), role("Confidence")
    ('layer', 'layer', '')
    """
    name = plain_name(_BRACKETS.sub("", text))
    return next((each for each, words in ROLES.items() if name in words), "")


def is_given(text: str) -> bool:
    """True for a heading of what a table tells, and does not ask."""
    return plain_name(_BRACKETS.sub("", text)) in GIVEN
