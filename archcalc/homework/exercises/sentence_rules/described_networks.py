"""Networks as sentences describe them: of so many layers, with one output, with outputs told before hidden layers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archcalc.base.errors import quoted
from archcalc.homework.exercises.said import is_word, value_of
from archcalc.homework.exercises.sentence_words import SentenceWord, refuse
from archcalc.operators import find

_LAYERED = re.compile(r"[-\s]+layer(?:ed)?[-\s]", re.IGNORECASE)
_NETWORK = re.compile(r"[-\s]*(?:(?:feed[- ]?forward|neural|fully[- ]connected|artificial|deep|standard|simple|"
                      r"dense)\s+)*"
                      r"(?:network|net|mlp|perceptron|ann|model|classifier)\b", re.IGNORECASE)
_RECURRENT = frozenset({"lstm", "gru", "rnn"})
_ARTICLE = re.compile(r"\b(?:an?|one|a single|un|une|una|una sola|una única|ein|eine|einen|einem|"
                      r"einer)\s+$", re.IGNORECASE)
_OUTPUT_LAYER = re.compile(r"output|ausgabe|ausgang|sortie|salida", re.IGNORECASE)
_OUTPUT = re.compile("output|ausgabe|ausgang|sortie|salida", re.IGNORECASE)
_ONE_OUTPUT = re.compile(r"(?<=U)[,&]+L?O(?=[.,:&]|$)")
_AT_EACH = re.compile(r"\.e[,:]?A?q*L(?=w)")
_IS_LAYERS = re.compile(r"\blayers\b[^.]*\.[^.]*\blayer$", re.IGNORECASE)
"""Three convolutional layers. At each layer, a convolution with a kernel size of three."""
_EACH_LAYER = re.compile(r"(?<=[POs])e(?:8|q*Ly?)(?=[.,&:]|$)")
"""The output of each hidden layer."""
_OUTPUTS_FIRST = re.compile(r"(?P<outputs>nOU?|n[UO])(?P<joint>[,&w]*)(?P<hidden>[^.:O]*?n(?:y[,w]*e?w*nUe?|Ue?|"
                            r"y)(?:[&,w]+n(?:Ue?|y)|e)*)(?=[.,:&]|$)")
_HIDDEN = re.compile(r"\bhidden|verdeckt|cach|ocult|隐|خفي", re.IGNORECASE)
_MADE = re.compile("out|class|label|categor|klass|ausg|sortie|classe|salida|clase|输出|خرج|مخرج", re.IGNORECASE)
_PERCEPTRON = re.compile(r"\b(?:a|one|single|the)\s+(?:single\s+|simple\s+)?perceptron\b", re.IGNORECASE)
_CONNECTED = re.compile("nUw?nU(?!,?&?n?U)")
_CONNECTS = re.compile(r"connect(?:s|ing)\b|link(?:s|ing)\b|\breli|verbind|conecta|تربط|يربط|连接", re.IGNORECASE)
_IS = re.compile(r",?\s+(?:is|was|be|are|equals|should be|must be|has to be|to be)\s+(?:of\s+(?:size|"
                 r"shape)\s+)?", re.IGNORECASE)
_OUTPUT_OF = re.compile(r"O[SV]?z?q*L[^.?|IQHi]*$")
_LEARNED = frozenset({"params", "weights", "biases"})
_REPLACES = re.compile(r"\breplac(?:e|es|ing)\b", re.IGNORECASE)
_ALTERNATIVE = re.compile("n?q*z?q*[Lhc]")
_REPEATED = {"two": 2, "twice": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_BY = re.compile(r"[-\s]+by[-\s]+", re.IGNORECASE)
_IS_ONE = re.compile(r"\b(?:is|being|consists of|ist|est|es)\s+(?:just\s+|only\s+)?(?:an?|one|eine?|une?|una)\b",
                     re.IGNORECASE)
_MORE = re.compile("more|further|additional|weitere|autres|más", re.IGNORECASE)
_FOLLOWED = re.compile("q*z?q*[LUh]|[FK]")
"""What two more are: layers, filters, units."""
_LEFT_OUT = re.compile(r"(?<=U)[,&]+8(?=[.:]|$)(?!.*8[^.]*nU)")


def with_described(text: str, found: list[SentenceWord]) -> list[SentenceWord]:
    """The tokens with what a network's description says in other words. Raises ArchcalcError for what it leaves out."""
    found = _repeated(text, found)
    found = _activated(_replaced(text, _without_names(text, found)))
    counted = list(_counted(text, list(_with_results(text, list(_by(text, found))))))
    letters = "".join(token.code or " " for token in counted)
    for match in _LEFT_OUT.finditer(letters):
        token = counted[match.end() - 1]
        if _OUTPUT_LAYER.search(token.text):
            refuse(text, token, f"{quoted(token.text)}: of how many neurons?", "for example: and 10 outputs")
    if _PERCEPTRON.search(text) and "I" in letters and not re.search("[LUhcFKzp8O]", letters):
        end = counted[-1].end
        counted = [SentenceWord("n", "perceptron", end, end, 1), SentenceWord("U", "perceptron", end, end), *counted]
    joined = _CONNECTED.search(letters)
    if joined and _CONNECTS.search(text[:counted[joined.end() - 1].end]):
        between = counted[joined.start() + 2]
        counted[joined.start() + 2:joined.end() - 2] = [between._replace(code="o")]
        letters = "".join(token.code or " " for token in counted)
    counted = _outputs_last(text, counted, letters)
    letters = "".join(token.code or " " for token in counted)
    again = _AT_EACH.search(letters)
    if again and len(re.findall("[Lhc]", letters)) == 2 and _IS_LAYERS.search(text[:counted[again.start() + 1].end]):
        del counted[again.end() - 1]
        return counted
    letters = _join_each_layer(text, counted, letters)
    for match in reversed(list(_ONE_OUTPUT.finditer(letters))):
        begin = match.start() + len(match[0].rstrip("LO"))
        counted[begin:match.end()] = _one(text, counted[begin:match.end()])
    return counted


def _join_each_layer(text: str, counted: list[SentenceWord], letters: str) -> str:
    """Make one token of "of each layer"; the letters of the tokens that are left."""
    for match in reversed(list(_EACH_LAYER.finditer(letters))):
        first, last = counted[match.start()], counted[match.end() - 1]
        counted[match.start():match.end()] = [first._replace(text=text[first.start:last.end], end=last.end)]
        letters = letters[:match.start()] + "e" + letters[match.end():]
    return letters


def _with_results(text: str, found: list[SentenceWord]) -> Iterator[SentenceWord]:
    """The tokens with a sign before what comes out: if the output of a 5x5 convolution is 24x24."""
    letters, before = "", 0
    for token in found:
        said = _IS.fullmatch(text, before, token.start) if token.code == "z" and _OUTPUT_OF.search(letters) else None
        if said:
            yield SentenceWord("=", said[0], before, token.start)
        yield token
        letters, before = letters + (token.code or " "), token.end


def _replaced(text: str, found: list[SentenceWord]) -> list[SentenceWord]:
    """The tokens with or where one layer stands for another: replacing a 5x5 convolution by two 3x3 convolutions."""
    verb = _REPLACES.search(text)
    if verb is None or any(token.code == "|" for token in found):
        return found
    letters = "".join(token.code or " " for token in found)
    for i in range(1, len(found)):
        if found[i - 1].end < verb.end() or not _ALTERNATIVE.match(letters, i + (found[i].code == "w")):
            continue
        named = re.search("[Lhc]", "".join(token.code for token in found[:i] if token.start > verb.start()))
        before = text[found[i - 1].end:found[i].end if found[i].code == "w" else found[i].start]
        if named and re.search(r"\b(?:by|with)\b", before):
            after = found[i + 1:] if found[i].code == "w" else found[i:]
            return [*found[:i], SentenceWord("|", before.strip(), found[i - 1].end, found[i].start), *after]
    return found


def _without_names(text: str, found: list[SentenceWord]) -> list[SentenceWord]:
    """The tokens without what names again what is told in full: an LSTM, whose call is pasted; again a 2x2 pooling."""
    letters = "".join(token.code or " " for token in found)
    called = {layer.kind for token in found if token.code == "c" for layer in token.data}
    made = []
    for i, token in enumerate(found):
        kind = getattr(token.data, "kind", token.data) if token.code == "L" else ""
        general = kind in called and letters.count("L") == 1 and re.search(r"\ban?\s+$", text[:token.start])
        again = token.text.lower() == "again" and re.match("n?q*zq*L", letters[i + 1:])
        same = kind and _is_said_again(text, found, i, kind)
        made += [] if general or again or same else [token]
    return _of_norms(made)


def _is_said_again(text: str, found: list[SentenceWord], i: int, kind: str) -> bool:
    """True of a layer that is said to be one: the classifier is a single linear layer."""
    after = next((j for j in range(i + 1, min(i + 4, len(found))) if found[j].code == "L"), None)
    if after is None or any(found[j].code not in "nq" for j in range(i + 1, after)):
        return False
    other = getattr(found[after].data, "kind", found[after].data)
    return other == kind and bool(_IS_ONE.search(text[found[i].end:found[after].start]))


def _of_norms(found: list[SentenceWord]) -> list[SentenceWord]:
    """The tokens with feature maps as what goes into a norm that stands by itself: batch norm on 64 feature maps."""
    letters = "".join(token.code or " " for token in found)
    layers = [token for token in found if token.code in "Lhc"]
    traits = getattr(find(str(layers[0].data)), "traits", ()) if len(layers) == 1 and layers[0].code == "L" else ()
    read = {match.end() - 1 for match in re.finditer("(?:i|L)nF", letters)} if "norm" in traits else set[int]()
    return [token._replace(code="D") if i in read else token for i, token in enumerate(found)]


def _activated(found: list[SentenceWord]) -> list[SentenceWord]:
    """The tokens with an activation behind its neurons: 50 ReLU neurons, 2 softmax outputs."""
    letters = "".join(token.code or " " for token in found)
    for match in reversed(list(re.finditer("nL[UO](?=[.,&:w]|$)", letters))):
        count, named, noun = found[match.start():match.end()]
        if "activation" in getattr(find(str(named.data)), "traits", ()):
            then = named._replace(code="t")
            found = [*found[:match.start()], count, noun._replace(code="U"), then, named, *found[match.end():]]
    return found


def _repeated(text: str, found: list[SentenceWord]) -> list[SentenceWord]:
    """The tokens with a layer that is applied three times as three of them. Raises ArchcalcError where it is none."""
    letters = "".join(token.code or " " for token in found)
    at = letters.find('"')
    if at < 0:
        return found
    layers = [match for match in re.finditer(r"(?<!n)q*z?q*L", letters[:at]) if "." not in letters[match.start():at]]
    if len(layers) != 1:
        refuse(text, found[at], f"{quoted(found[at].text)}: what?", "write the layers one after another")
    learned = any(token.code in "BJj" or token.data in _LEARNED for token in found if token.code in "PBJj")
    if learned and any(token.data != "max_pool" for token in found if token.code == "L"):
        refuse(text, found[at], f"{quoted(found[at].text)}: the same weights each time, or so many layers?",
               "say so many layers: three 3x3 convolutions")
    word = found[at].text.split()[0].lower()
    count = found[at]._replace(code="n", text=word, data=_REPEATED[word])
    start, end = layers[0].span()
    named = found[end - 1]._replace(code="y")
    return [*found[:start], count, *found[start:end], named, *found[end:at], *found[at + 1:]]


def _outputs_last(text: str, found: list[SentenceWord], letters: str) -> list[SentenceWord]:
    """The tokens with outputs that are told before the hidden layers put behind them: values pass them last."""
    match = _OUTPUTS_FIRST.search(letters)
    if match is None:
        return found
    hidden = found[match.start("hidden"):match.end("hidden")]
    if not _HIDDEN.search(text[hidden[0].start - 12 if hidden[0].start > 12 else 0:hidden[-1].end]):
        return found
    outputs, joint = found[slice(*match.span("outputs"))], found[slice(*match.span("joint"))]
    if not _MADE.search(" ".join(token.text for token in outputs)):
        return found
    joint = joint or [outputs[0]._replace(code=",", text=",")]
    return [*found[:match.start()], *hidden, *joint, *outputs, *found[match.end():]]


def _by(text: str, found: list[SentenceWord]) -> Iterator[SentenceWord]:
    """The tokens with three by three as the sides that it is."""
    left = iter(range(len(found)))
    for i in left:
        token, after = found[i], found[i + 1] if i + 1 < len(found) else None
        joined = after is not None and token.code == after.code == "n" and _BY.fullmatch(text, token.end, after.start)
        if joined and after is not None and is_word(token) and is_word(after):
            next(left, None)
            sides = value_of(token), value_of(after)
            yield SentenceWord("z", text[token.start:after.end], token.start, after.end, sides)
        else:
            yield token


def _one(text: str, found: list[SentenceWord]) -> list[SentenceWord]:
    """An output, or a sigmoid output, where it stands behind neurons that are counted: one neuron more."""
    *activation, token = found
    if not (_OUTPUT.fullmatch(token.text) and _ARTICLE.search(text[:found[0].start])):
        return found
    return [token._replace(code="n", data=1), token._replace(code="U"), *activation]


def _counted(text: str, found: list[SentenceWord]) -> Iterator[SentenceWord]:
    """The tokens with the number of layers that a network is said to have: so many have to be described.

    A 2-layer LSTM is two of them.
    """
    skipped, letters = None, "".join(token.code or " " for token in found)
    for i, token in enumerate(found):
        if _MORE.fullmatch(token.text) and i and found[i - 1].code == "n" and _FOLLOWED.match(letters, i + 1):
            continue
        if token.text.lower() == "max" and i + 1 < len(found) and found[i + 1].text.lower().startswith("pool"):
            continue
        if token.text.lower() == "one" and i and found[i - 1].code == "$" and letters[i + 1:i + 2] in {"c", "L"}:
            continue
        layered = _LAYERED.match(text, token.end) if token.code == "n" else None
        after = found[i + 1] if i + 1 < len(found) else None
        kind = getattr(after.data, "kind", after.data) if after is not None and after.code == "L" else ""
        if layered and after is not None and kind in _RECURRENT and after.start == layered.end():
            yield from (token, after, after._replace(code="y"))
            skipped = after
        elif layered and _NETWORK.match(text, layered.end()):
            yield token._replace(code=";")
            skipped = after if kind == "linear" else None
        elif token is not skipped:
            yield token
