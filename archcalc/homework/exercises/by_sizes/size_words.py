"""The words of six languages for the sizes of models: in front of a number, or behind it."""

from __future__ import annotations

import re

from archcalc.base.named_tuples import NamedTuple

NUMBER = r"([0-9]+(?:[,_][0-9]{3})*)(?![0-9]|[.,][0-9]{3}|\.[0-9]|[a-z]|\s?[x*]\s?[0-9]|\s?(?:k|million|billion)\b)"
_IS = (r"(?:\s*\(?\s*(?<![a-z])(?:d_?\{?(?:model|ff|k|h|head)\}?|[a-z])\s*\)?(?![a-z]))?\s*(?:=|:|of|is|are|von|"
       r"ist|beträgt|de|est|es|"
       r"为|是|等于|ب|يساوي|هو)?\s*=?\s*")
_START, _END = r"(?<![a-z0-9_])", r"(?![a-z])"


class SizeWord(NamedTuple):
    """The names of a size where it stands before its number, and behind."""

    before: str
    behind: str = ""

    @property
    def pattern(self) -> re.Pattern[str]:
        """The size with its number, in one of two groups."""
        noun = rf"(?:[\s-]*(?:{self.behind}){_END})?" if self.behind else ""
        ways = [rf"{_START}(?:{self.before}){_IS}{NUMBER}{noun}"]
        ways += [rf"{_START}{NUMBER}[\s-]*(?:{self.behind}){_END}"] if self.behind else []
        return re.compile("|".join(ways), re.IGNORECASE)


_TOKENS = (r"tokens?|positions|token positions|time steps|words|tokens? de contexto|jetons|mots|palabras|"
           r"wörtern?|个?(?:token|词元|词|标记)s?|"
           r"رمزا?|رموز|كلمة|توكن")
SIZES = {
    "width": SizeWord(
        r"d_?\{?model\}?|n_embd|(?:model|hidden|embedding|embed)[ _](?:dimension(?:ality)?|dim|size|width|"
        r"state size)|d_?hidden|"
        r"hidden_size|embed_dim|width|dimension (?:du modèle|cachée|d'embedding|d)|taille (?:cachée|du modèle)|"
        r"modelldimension|"
        r"(?:versteckte|verdeckte|hidden)[ -](?:dimension|größe|size)|modellbreite|dimensión (?:del modelo|"
        r"oculta|de embedding)|"
        r"tamaño oculto|隐藏层?(?:维度|大小|尺寸|维数)|模型(?:的)?维度|嵌入维度|"
        r"بُ?عد النموذج|البعد المخفي|الحجم المخفي|بعد التضمين",
        r"dimensional (?:model|embeddings?|hidden states?|vectors?)|dimensions?|维(?:的)?(?:隐藏状态|模型|向量)?"),
    "inner width": SizeWord(
        r"d_?\{?ff\}?|d_?ffn|dim_feedforward|(?:feed[ -]?forward|ffn|mlp|inner|intermediate)[ -](?:(?:network|"
        r"layer|hidden|"
        r"inner|block)[ -])*(?:dimension(?:ality)?|dim|size|width|hidden size|units)|intermediate_size|mlp_dim|"
        r"dimension (?:interne|intermédiaire|du feed-?forward|du ffn|ffn|de la couche feed-?forward)|"
        r"feed-?forward-(?:dimension|größe|breite)|ffn-dimension|"
        r"dimensión (?:interna|intermedia|(?:de la )?(?:feed-?forward|ffn))|"
        r"前馈(?:网络|层)?(?:的)?(?:隐藏层?|中间层?|内部)?(?:维度|大小|维数)|中间层?维度|ffn(?:的)?维度|"
        r"بُ?عد (?:الشبكة الأمامية|طبقة التغذية الأمامية|التغذية الأمامية)"),
    "heads": SizeWord(
        r"num_heads|n_?heads?|number of (?:attention )?heads|nombre de têtes|anzahl (?:der )?köpfe|"
        r"número de cabezas|heads|h|"
        r"(?:注意力)?头数(?:量)?|عدد الرؤوس",
        r"(?:(?:attention|parallel|self-attention|query|q)[ -])*heads?|têtes?(?: d'attention)?|"
        r"(?:aufmerksamkeits|attention-?)?köpfen?|"
        r"attention-heads|cabeza(?:le)?s(?: de atención)?|个?(?:注意力)?头|رؤوس(?: انتباه)?|رأسا?"),
    "key heads": SizeWord(r"num_kv_heads|n_?kv_?heads|number of (?:kv|key[- ]value) heads|kv heads",
                          r"(?:kv|key[-/ ]value)[ -]heads?|têtes kv|kv-köpfen?|个kv头"),
    "head width": SizeWord(
        r"d_?head|d_?\{?k\}?|head_dim|head (?:dimension|dim|size|width)|(?:(?<=heads )|(?<=head )|(?<=têtes )|"
        r"(?<=köpfe )|(?<=köpfen )|(?<=cabezas ))(?:(?:each|of|with|having|de|mit|con|der) )+"
        r"(?:(?:a|une|einer|una) )?(?:dimension|size|dim|width|head dimension|dimensión|größe|taille)|"
        r"dimension par tête|kopfdimension|"
        r"dimensión (?:por|de cada) cabeza|每个头(?:的)?(?:维度|大小)|头(?:的)?维度|بُ?عد (?:كل|الـ?)? ?رأس",
        r"dimensions? (?:each|per head)|维的头"),
    "layers": SizeWord(
        r"num_layers|n_?layers?|number of (?:layers|blocks)|nombre de couches|anzahl (?:der )?schichten|"
        r"número de capas|layers|depth|层数|عدد الطبقات",
        r"(?:(?:identical|transformer|encoder|decoder|attention|stacked|such)[ -])*(?:layers?|blocks?)|couches?|"
        r"blocs?|schichten?|schichtige[rsn]?|"
        r"blöcken?|capas?|bloques?|个?(?:Transformer)?(?:层|块)|طبق(?:ة|ات)|كتل(?:ة)?"),
    "tokens": SizeWord(
        r"seq_?len|max_len|n_?ctx|context_length|(?:(?:max(?:imum)?|input) )?(?:context|sequence|prompt|"
        r"cache)(?:[ -](?:length|size|window))|"
        r"(?:a |the )?context|(?:a |the )?sequences?(?: of length)?|length|longueur de (?:la )?séquence|"
        r"longueur de contexte|(?:un )?contexte|"
        r"sequenzlänge|kontextlänge|(?:einen )?kontext|longitud de (?:la )?secuencia|longitud de contexto|"
        r"(?:un )?contexto|"
        r"序列长度|上下文(?:长度|窗口)?|طول (?:التسلسل|السياق|المتسلسلة)|سياق(?:ا)?(?: طوله)?", _TOKENS),
    "batch": SizeWord(
        r"batch(?:[ _]size)?|(?:une? )?(?:taille de )?lots?|batchgröße|batch-größe|tamaño (?:del|de) lote|"
        r"(?:un )?lote|批(?:量|次)?(?:大小)?|"
        r"حجم الدفعة|دفعة", r"(?:sequences|requests|users|prompts|séquences|requêtes|sequenzen|anfragen|"
                            r"secuencias|peticiones|个?序列|个?请求)"),
    "squeeze": SizeWord(r"s_?1x1|squeeze(?:[ -](?:layer|1x1|filters|width|channels|convolutions?|has|with|to|by))*",
                        r"(?:1x1 )?squeeze(?: filters| channels)?"),
    "narrow expand": SizeWord(r"e_?1x1|expand[ _-]?(?:layer )?(?:1x1|\(1x1\))(?: filters| channels| has| with)*",
                              r"(?:expand 1x1|1x1 expand)(?: filters| channels)?"),
    "wide expand": SizeWord(r"e_?3x3|expand[ _-]?(?:layer )?(?:3x3|\(3x3\))(?: filters| channels| has| with)*",
                            r"(?:expand 3x3|3x3 expand)(?: filters| channels)?"),
    "expansion": SizeWord(r"(?:the |an |a )?(?:expansion|expand)(?: (?:factor|ratio|rate))?|facteur d'expansion|"
                          r"expansionsfaktor|"
                          r"factor de expansión|扩张因子|扩展因子|扩展系数|t"),
    "features in": SizeWord(r"in_channels|c_?in|input channels|canaux d'entrée|eingangskanäle|"
                            r"canales de entrada|输入通道数?",
                            r"(?:input channels|channels in|in channels|canaux (?:d'entrée|en entrée)|"
                            r"eingangskanälen?|canales de entrada|"
                            r"个?输入通道)"),
    "features out": SizeWord(r"out_channels|c_?out|output channels|canaux de sortie|ausgangskanäle|"
                             r"canales de salida|输出通道数?",
                             r"(?:output channels|channels out|out channels|canaux (?:de sortie|en sortie)|"
                             r"ausgangskanälen?|"
                             r"canales de salida|个?输出通道)"),
}
"""Sizes by their names; a number in front of a noun is the size that the noun says."""
