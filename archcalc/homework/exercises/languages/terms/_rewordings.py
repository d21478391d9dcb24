"""Phrases that say in many words what a shorter one says: each takes the other's place.

A replacement means the same wherever its pattern stands; it is a pattern's own text, or a function of its match.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

_N = r"(?<![\w.])[0-9][0-9,]*(?![\w]|\.[0-9])"
_RECEIVES = (r"(?:receives?|takes|has|gets|reads|recibe|reçoit|erhält|bekommt|riceve|with|con|avec|mit)")
_MAKES = (r"(?:produces?|gives|outputs?|makes|yields|puts out|produce|produit|erzeugt|liefert|genera|da)")
_CHANNELS = r"(?:channels?|canales|canaux|kanäle)"

_SAME: tuple[tuple[str, str], ...] = (
    (rf"({_N}) frames,? (?:each )?(?:of )?(?:(?:size|shape) )?(\d+) ?x ?(\d+)(?: pixels)?(?: each)?,? (?:with|"
     rf"and) (\d+) channels?",
     r"input \1x\2x\3x\4"),
    (rf"({_N})(?:-frame clips?| frames),? (?:each )?(?:of )?(?:(?:size|"
     rf"shape) )?(\d+) ?x ?(\d+)(?: pixels)?(?: each)? (?:rgb|colou?r)"
     r"(?: (?:pixels|images|frames))?(?: each)?", r"input \1x\2x\3x3"),
    (rf"({_N}) (?:pixels )?wide,?(?: and| by)? ({_N}) (?:pixels )?(?:high|tall)", r"\2x\1"),
    (rf"({_N}) (?:pixels )?(?:high|tall),?(?: and| by)? ({_N}) (?:pixels )?wide", r"\1x\2"),
    (rf"({_N}) ein- und ausgangskanälen", r"\1 Eingangskanälen und \1 Ausgangskanälen"),
    (rf"({_N}) canaux d'entrée et (?:de )?sortie", r"\1 canaux d'entrée et \1 canaux de sortie"),
    (rf"({_N}) canales de entrada y (?:de )?salida", r"\1 canales de entrada y \1 canales de salida"),
    (r"\b(filter|kernel|window)s?: ?(?=\d+x\d+)", r"kernel "),
    (rf"\b{_RECEIVES} ({_N}) {_CHANNELS} (?:and|y|et|und)(?: en|"
     rf" it)? {_MAKES} ({_N})(?: {_CHANNELS})?(?=\s*[.,;?(]|$)",
     r"with \1 input channels and \2 output channels"),
    (r"\bwhat (?:becomes|will become|remains|is left) of (?:an? |the )?(?:(?:input|volume|map|feature map|"
     r"image) )?(?:of )?"
     r"(\d+ ?x ?\d+(?: ?x ?\d+)?)(?: (?:volume|input|feature map|map|image|tensor))?\s*\?", r"on an input of "
         r"\1. What is the output size?"),
    (r"(?<!-)\b(\d+)-?d(?:im)?(?= (?:input|inputs|output|hidden|embedding|vectors?|embeddings|states?|word|"
     r"feature|features)\b)",
     r"\1-dimensional"),
    (r"\b(height|width)/(height|width)\b", r"\1 and \2"),
    (r"\b(flops),? (?:if|when|where|assuming(?: that)?) (?:an?|one|each|every) mac(?:s)? (?:counts?|is counted|"
     r"are counted) as "
     r"(?:two|2)(?: flops| operations)?", r"\1"),
    (r"\bmacs (?:counted|count) as (?:two|2) flops\b", r" "),
    (r"\((?:A|B|C|1|2|3|i|ii|iii)\) (?=(?:an?|one|two|three|four|single) )", r""),
    (r"\b(?:esa|esta|dicha|aquella) (?=capa (?:densa|convolucional|oculta|de salida|totalmente conectada))", r"la "),
    (r"\b(?:that|this|said) (?=(?:dense|fully[- ]connected|fc|output|hidden|pooling|conv|convolutional|"
     r"max-?pooling) layer\b)",
     r"the "),
    (r"\b(?:cette|ladite) (?=couche (?:dense|de sortie|cachée|de convolution|convolutive))", r"la "),
    (r"\bsentences? of (\d+) (?:words|tokens),? (?:and |with |each (?:word )?(?:with |as |has |"
     r"is )?)?(?:an? )?(\d+)-dimensional "
     r"(?:word )?(?:vectors?|embeddings?)(?: each| per word| for each word)?", r"sequence of \1x\2"),
    (r"(?<![\w.])(\d+) filters of (?:width|length|size|height) (\d+)(?! ?x)(?=.{0,80}\bpool\w*\b.{0,12}\btime\b|"
     r".{0,80}over[- ]time)", r"1-D convolution with \1 filters of length \2"),
    (r"\bmax(?:imum)?[- ]over[- ]time(?:[- ]pool(?:ing)?)?|"
     r"\bmax(?:imum)?[- ]pool(?:ing)? over (?:the )?(?:whole )?time\b",
     r"global max pooling"),
    (r",\s*\w+\s*=\s*\?+(?=\s*[,)])", r""),
    (r"\bmust (?:upsample|bring|turn|map) (?:an? )?(?=\d+ ?x)", r"takes "),
    (r"\b(?:model\.)?summary\(\) (?:prints|shows|reports|lists|gives) ([\d,]+) (?:params|"
     r"parameters) for (an? [^.;?]*)(?=[.;])",
     r"\2 has \1 parameters"),
    (r"\b(an? )(\d+ ?x ?\d+) one(?=\s*[.,?])", r"\1\2 map"),
    (r"\bso that (?:one|an?|each|every) (?:output )?(?:pixel|neuron|unit|"
     r"value)(?: of the output)? sees an? (\d+ ?x ?\d+) "
     r"(?:patch|region|area|window|part)(?: of the (?:input|image))?", r"for a receptive field of \1"),
    (r"\bhow many (?:input )?channels does the input have\b", r"how many input channels"),
    (r"\bmust be stacked for a receptive field\b", r"are needed for a receptive field"),
    (r"(?<=how many )(\d+ ?x ?\d+) stride-(\d) (conv\w*(?: layers?)?) are needed", r"stacked \1 \3 with stride "
        r"\2 are needed"),
    (r"\b(?:(?:what is|give|state) )?(?:the )?(?:output )?(shape|size|volume|"
     r"dimensions) after (?:the )?([a-z]+(?: layer)?)(?:,| and|, and) after "
     r"(?:the )?([a-z]+(?: layer)?)\s*\?", r"What is the output \1 after the \2? What is the output \1 after "
                                           r"the \3?"),
    (r"\b(?:determine|compute|find|give|calculate|state|what (?:is|are)) the (?:total )?number of (weights|"
     r"biases|parameters|macs),? and "
     r"(?:the )?(?:total )?number of (weights|biases|parameters|macs)\b", r"How many \1? How many \2?"),
    (r"\bhow many positions does (?:the|this) (?:window|filter|kernel) (?:take|have|visit) (?:along|in) (?:one|"
     r"each|a) (?:dimension|direction|side)\b",
     r"what is the output width"),
    (r"\bwhat does ((?:an? |the )?[^?.]{0,40}?pool\w*(?: layer)?[^?.]{0,30}?) make (?:out )?of (?:an? |"
     r"the )?(\d+ ?x ?\d+ ?x ?\d+)"
     r"(?: (?:volume|input|feature map|map|tensor))?\s*\?", r"\1 on \2. What is the output size?"),
    (r"\b(?:fully )?connected to (?:a layer (?:of|with) )?(\d+) (neurons|units)\b(?! layer)", r"fed into a "
        r"dense layer with \1 \2"),
    (r"(?:,? and )?\beach gate has (?:only |exactly )?(?:a single|one|a) bias(?: vector| term)?\b",
     r", one bias vector per gate"),
    (r"\bconsists? of an? (\d+ ?x ?\d+) depthwise (?:conv\w*|layer) (?:on|over|with|"
     r"for) (\d+) (?:input )?channels (?:and|followed by) an? 1 ?x ?1 "
     r"(?:pointwise )?(?:conv\w*|layer) (?:to|with|producing|giving) (\d+) (?:output )?(?:channels|filters)",
     r"\1 with \2 input channels and \3 output channels"),
    (r"\bafter (?:the )?concatenation along (?:the )?(?:channels?|depth)(?: (?:axis|dimension))?",
     r"after concatenation"),
    (r"(?m:^\s*(?:import [\w.]+(?: as \w+)?|from [\w.]+ import [\w, *]+(?: as \w+)?)\s*$)(?=(?s:.*\?))", r""),
    (r"\b(?:if |where |whose )?(?:its|the) (input|hidden state)(?: vector)? (?:is|has) (\d+)[- ]dimension(?:al|"
     r"s)", r" \2-dimensional \1"),
    (r"\bthis one layer\b", r"this layer"),
    (r"\(?\buse_bias ?= ?true\)?(?![^()]*\))", r"with bias"),
    (r"\(?\buse_bias ?= ?false\)?(?![^()]*\))", r"without bias"),
    (r"\bbias(?:es)? (?:are|is) not (?:used|counted|included)\b|\b(?:there are|there is|we use|it has|"
     r"they have) no bias(?:es)?\b|"
     r"\bneither bias(?:es)? nor batch ?-?norms?(?:alization)? (?:are|is) counted\b|"
     r"\(ignore (?:the )?bias(?:es)?\)", r"without bias"),
    (r"\bbias(?:es)? (?:are|is) (?:used|counted|included)\b(?! out)", r"with bias"),
    (r"\bfollowed again by\b|\bagain followed by\b", r"followed by"),
    (r"\b(then|followed by|next|and) again (?=(?:an?|one|two|three|four|\d))", r"\1 "),
    (r"\b(?:give|state|report|name|write down|list|show) (?:me )?(?:both|the two|all)(?: (?:numbers|values|"
     r"counts|figures|results))"
     r"(?: and (?:the|their) ratio)?\s*\.?\s*$", r""),
    (r"(?<=[.؟?])\s*(?:اذكر العددين|gib beide (?:zahlen|werte) an|donnez les deux (?:nombres|valeurs)|"
     r"da(?:d)? los dos números)\s*\.?\s*$", r""),
    (r"\b(?:the )?(?:parameter|weight) count\b", r"number of parameters"),
    (r"\bnr\. of\b", r"number of"),
    (r"(?<=[.?;:] )number of (parameters|weights|macs|multiplications|filters)\s*\?", r"how many \1?"),
    (r"(?<![\w.])conv-?t(?:ranspose)?(?= ?\d)", r"transposed conv "),
    (r"^\s*replace (an? (?:(?:standard|normal|regular|ordinary|full) )?(\d+ ?x ?\d+) conv[^.]*?) (?:by|with) "
     r"(an? depthwise[- ]separable) (?:one|convolution|version)(?= ?[.,(])", r"\1 or \3 \2 convolution"),
    (r"\bhow many (weights|parameters|macs|multiplications) (?:does|do|has|have|are in|need) (?:each (?:version|"
     r"one|of them|of the two|variant|"
     r"design)|both(?: versions)?|the two(?: versions)?)(?: have| need| contain| take)?\s*\?", r"which has "
         r"fewer \1?"),
    (r"\bby what factor (?:does|do|is|are) (?:the )?(?:number of )?(parameters|weights|macs|"
     r"multiplications) (?:decrease|shrink|drop|"
     r"go down|reduced|be reduced|fall)d?\s*\?(?: ?\((?:two|one|three|1|2|3) decimals?\))?", r"which has fewer \1?"),
    (r"\b(laquelle|lequel) des deux (?:solutions?|options?|variantes?|architectures?)\b", r"\1"),
    (r"\b(?:is |are )?(?:split|divided|separated|partitioned) (?:in|into|up into) (?=[0-9a-z]+ groups)", r"with "),
    (r"\b(?:is |se )?(?:split|reparte|distributed|spread|divided|réparti\w*|verteilt) (?:across|over|between|"
     r"among|en|entre|sur|auf) "
     r"(?:two|dos|2|deux|zwei) gpus(?=:?.{0,90}\b(?:groups|grupos) ?= ?2)", r""),
    (r"\bstrides?: (\d) for (?:the )?conv(?:olution)?s? and (\d) for (?:the )?(?:subsampling|pooling)\b",
     r"all convs stride \1, pools stride \2"),
    (r"(?<!\w)subsampling\b(?!.*(?:param|weight))", r"average pooling"),
    (rf"({_N}) ch(?:\.|s)?(?=\s*[,;.)→]|\s*->|\s*$)", r"\1 filters"),
    (r"(?<=[\s)])(?:->|→|=>|⇒)(?=\s)", r", then"),
    (rf"\b(?:the )?output (?:of (?:the|this) layer |size |map |side )?is ({_N}) (?:pixels )?(?:wide|across)\b",
     r"output \1"),
    (r"\boverlapping (?=(?:max |average )?pool\w*\b.{0,40}\bstride)", r""),
    (r"\bwithout overlap,? (?=stride)", r""),
    (r"\b(?:pooling): window (\d+)", r"max pooling with window \1"),
    (r"\bnon-?overlapping (\d+ ?x ?\d+) (?=(?:max|average|mean|avg)[- ]?pool)", r"\1 "),
    (r"\b(?:most|more) econom\w+|\bplus (?:économe|léger|légère|économique)s?\b", r"fewer weights"),
    (r"\bwhich (?:one )?is (?:the )?(?:cheaper|smaller|lighter)(?: one)?(?: in (?:terms of )?(parameters|"
     r"weights|macs))?\s*\?",
     r"which has fewer?"),
)
"""What is said, and what says the same; every pattern is read without regard to capitals."""

_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_BELOW_TWENTY = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
                 "sixteen seventeen eighteen nineteen")
_ONES = {word: i for i, word in enumerate(_BELOW_TWENTY.split())}
_WORD = "|".join(sorted({*_TENS, *_ONES}, key=len, reverse=True))
_WORDED = re.compile(rf"\b(?:(?:{_WORD})[\s-]+)?(?:hundred|thousand)(?:[\s-]+(?:and[\s-]+)?(?:{_WORD}|hundred|"
                     rf"thousand))*\b|"
                     rf"\b(?:{'|'.join(_TENS)})(?:-(?:{_WORD}))?\b", re.IGNORECASE)
_BY = re.compile(rf"\b(\d+|{_WORD})[ -]by[ -](\d+|{_WORD})\b(?:(?: pixels?)?[ -]by[ -](\d+|{_WORD})\b)?", re.IGNORECASE)


def _number(match: re.Match[str]) -> str:
    """One hundred and twenty-eight, in digits."""
    total = part = 0
    for word in re.split(r"[\s-]+", match[0].lower()):
        if word == "hundred":
            part = (part or 1) * 100
        elif word == "thousand":
            total, part = total + (part or 1) * 1000, 0
        else:
            part += _TENS.get(word, _ONES.get(word, 0))
    return str(total + part)


def _sides(match: re.Match[str]) -> str:
    """Five-by-five as 5x5."""
    return "x".join(str(_ONES.get(side.lower(), side)) for side in match.groups() if side)


_CHAIN_OF_SIZES = re.compile(r"\b(?:(?:conv|pool)[1-9](?![\w:(=x-]| ?[x=])(?:, ?(?:and |then )?)?){3,}", re.IGNORECASE)
_IN_A_CHAIN = re.compile(r"(conv|pool)([1-9])", re.IGNORECASE)


def _windows(match: re.Match[str]) -> str:
    """Conv3, conv3, pool2 as windows, where one follows itself and is no name."""
    found = [each.lower() for each in re.findall(r"[a-z]+[1-9]", match[0], re.IGNORECASE)]
    if not any(one == other for one, other in pairwise(found)):
        return match[0]
    return _IN_A_CHAIN.sub(lambda each: f"{each[2]}x{each[2]} {each[1]}", match[0])


_OF_ALL = re.compile(
    r"\(?\s*(?:all )?conv(?:olution)?s?(?: layers)?(?: have| with| use)? stride (?:1|"
    r"one)(?:,? (?:and )?(?:no padding|"
    r"(?:padding|pad) 0))?,? (?:and )?(?:all )?(?:max )?pool(?:s|ings?)(?: have| with|"
    r" use)? (?:(?P<side>[2-9]) ?x ?(?P=side) )?"
    r"(?:and |with )?stride (?P<stride>[2-9])\s*(?:\)|(?=\.))", re.IGNORECASE)
_A_POOLING = re.compile(r"([2-9]) ?x ?\1 (?:max |average |mean )?(?:-)?pool|"
                        r"pool\w* (?:with (?:an? )?)?([2-9]) ?x ?\2",
                        re.IGNORECASE)


def _usual(match: re.Match[str]) -> str:
    """Nothing for strides that convolutions and poolings have in any case; else the words as they stand."""
    elsewhere = match.string[:match.start()] + match.string[match.end():]
    sides = {each[0] or each[1] for each in _A_POOLING.findall(elsewhere)}
    return "" if sides == {match["stride"]} and match["side"] in {None, match["stride"]} else match[0]


Replacement = str | Callable[[re.Match[str]], str]
REWORDINGS: tuple[tuple[re.Pattern[str], Replacement], ...] = (
    (_WORDED, _number), (_BY, _sides), (_CHAIN_OF_SIZES, _windows),
    *((re.compile(pattern, re.IGNORECASE), replacement) for pattern, replacement in _SAME), (_OF_ALL, _usual))
"""Patterns with what is put in their place, one after another."""
EXACT = re.compile(
    r",? ?\(?(?:(?:which|that|and|so that it|it)\s+)?(?:divides|fits|covers|tiles)(?:\s+(?:its|"
    r"the))?(?:\s+input)?\s+(?:exactly|evenly)"
    r"(?:\s*[,(]\s*(?:so |and )?no (?:row|rows|column|pixel|pixels|rows or columns)(?: (?:is|"
    r"are))?(?: (?:dropped|left over|lost|left|ignored))\)?)?\)?|"
    r"\(?\bno (?:row|rows|column|pixel|pixels) (?:is |are )?(?:dropped|left over|lost|left|ignored)\)?|"
    r"\bwithout (?:a )?remainder\b",
    re.IGNORECASE)
"""What says that the windows reach the last value."""
