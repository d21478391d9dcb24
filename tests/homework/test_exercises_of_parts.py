"""Networks described at random, in six languages, and asked of a layer, of a share, of all: answered right, or refused.

The twin works every figure out with the formulas of the lecture, and knows nothing of the reader.
"""

import random
from math import prod

import pytest
from exercise_verdicts import verdict

WORDS = {
    "en": ({"conv": ["conv {f} {k}x{k}{more}", "a {k}x{k} convolution with {f} filters{more}", "{f} {k}x{k} filters{more}",
                     "a convolutional layer with {f} filters of size {k}x{k}{more}", "convolution: {f} filters of {k}x{k}{more}"],
            "pool": ["max pool 2", "a 2x2 max pooling", "2x2 max pooling with stride 2", "a max-pooling layer with a 2x2 window and stride 2"],
            "relu": ["relu", "a ReLU"], "fc": ["fc {f}", "a fully connected layer with {f} neurons", "a dense layer with {f} units"]},
           {"conv": ["convolution", "conv layer", "convolutional layer"], "pool": ["pooling", "pooling layer", "max pooling"],
            "relu": ["ReLU"], "fc": ["fully connected layer", "dense layer", "FC layer"]},
           ["first", "second", "third", "fourth", "fifth"], "{0} {1}", ["{b} on {i}. {q}", "Input {i}: {b}. {q}", "A {i} image goes through {b}. {q}"],
           [", ", " then ", "; ", ", then ", " followed by "]),
    "de": ({"conv": ["eine Faltung mit {f} Filtern {k}x{k}, Schrittweite {s}, Padding {p}", "Faltungsschicht mit {f} Filtern der Größe {k}x{k}, Stride {s}, Padding {p}"],
            "pool": ["Max-Pooling 2x2", "ein 2x2 Max-Pooling"], "relu": ["ReLU"], "fc": ["eine vollverbundene Schicht mit {f} Neuronen"]},
           {"conv": ["Faltung", "Faltungsschicht"], "pool": ["Pooling-Schicht"], "relu": ["ReLU"], "fc": ["vollverbundene Schicht"]},
           ["erste", "zweite", "dritte", "vierte"], "{0} {1}", ["Eingabe {i}: {b}. {q}"], [", dann "]),
    "fr": ({"conv": ["convolution avec {f} filtres {k}x{k}, pas {s}, padding {p}"], "pool": ["max pooling 2x2"], "relu": ["ReLU"],
            "fc": ["couche dense de {f} neurones"]},
           {"conv": ["convolution", "couche de convolution"], "pool": ["couche de pooling"], "relu": ["ReLU"], "fc": ["couche dense"]},
           ["première", "deuxième", "troisième", "quatrième"], "{0} {1}", ["Entrée {i} : {b}. {q}"], [", puis "]),
    "es": ({"conv": ["convolución con {f} filtros {k}x{k}, stride {s}, padding {p}"], "pool": ["max pooling 2x2"], "relu": ["ReLU"],
            "fc": ["capa densa de {f} neuronas"]},
           {"conv": ["convolución", "capa convolucional"], "pool": ["capa de pooling"], "relu": ["ReLU"], "fc": ["capa densa"]},
           ["primera", "segunda", "tercera", "cuarta"], "{0} {1}", ["Entrada {i}: {b}. {q}"], [", luego "]),
    "zh": ({"conv": ["卷积层 {f} 个 {k}x{k} 卷积核，步长 {s}，填充 {p}"], "pool": ["最大池化 2x2"], "relu": ["ReLU"], "fc": ["全连接层 {f} 个神经元"]},
           {"conv": ["卷积层"], "pool": ["池化层"], "relu": ["ReLU"], "fc": ["全连接层"]},
           ["第一个", "第二个", "第三个", "第四个"], "{0}{1}", ["输入 {i}，{b}。{q}"], ["，然后"]),
    "ar": ({"conv": ["التفاف {f} مرشح {k}x{k} بخطوة {s} وحشو {p}"], "pool": ["تجميع أقصى 2x2"], "relu": ["ReLU"],
            "fc": ["طبقة كاملة الاتصال {f} عصبون"]},
           {"conv": ["طبقة الالتفاف"], "pool": ["طبقة التجميع"], "relu": ["ReLU"], "fc": ["الطبقة كاملة الاتصال"]},
           ["الأولى", "الثانية", "الثالثة", "الرابعة"], "{1} {0}", ["المدخل {i}، {b}. {q}"], ["، ثم "]),
}
"""How layers are described, what they are called, the first and the second, their order, sentences, and what joins layers."""
QUESTIONS = {
    "en": [("How many parameters does the {n} have?", "params={params}"), ("What is the number of parameters in the {n}?", "params={params}"),
           ("What is the output size of the {n}?", "out={out}"), ("What is the output volume after the {n}?", "out={out}"),
           ("How many weights has the {n}?", "weights={weights}"), ("How many multiply-adds does the {n} perform?", "macs={macs}"),
           ("How many parameters are there in total?", "params={total}"), ("Total number of parameters, without biases?", "params={unbiased}"),
           ("What is the final output?", "out={final}"), ("How many values does the {n} output?", "values={values}"),
           ("How much memory do the parameters of the {n} need in float32 (bytes)?", "params_bytes=4*{params}"),
           ("How many bytes do all parameters take in float16?", "params_bytes=2*{total}"),
           ("What percentage of the parameters is in the {n}?", "answer=100*{params}/{total}"),
           ("By what factor does the {n} change the number of activations?", "answer=max({values}/{before},{before}/{values})")],
    "de": [("Wie viele Parameter hat die {n}?", "params={params}"), ("Wie viele Parameter hat das Netz insgesamt?", "params={total}"),
           ("Wie viele Parameter hat das Netz ohne Bias?", "params={unbiased}")],
    "fr": [("Combien de paramètres possède la {n} ?", "params={params}"), ("Quelle est la taille de la sortie de la {n} ?", "out={out}"),
           ("Combien de paramètres au total ?", "params={total}")],
    "es": [("¿Cuántos parámetros tiene la {n}?", "params={params}"), ("¿Cuál es el tamaño de la salida de la {n}?", "out={out}"),
           ("¿Cuántos parámetros hay en total?", "params={total}")],
    "zh": [("{n}有多少参数？", "params={params}"), ("{n}的输出大小是多少？", "out={out}"), ("经过{n}之后输出大小是多少？", "out={out}"),
           ("总参数量是多少？", "params={total}")],
    "ar": [("كم عدد معاملات {n}؟", "params={params}"), ("ما حجم خرج {n}؟", "out={out}"), ("كم عدد المعاملات الكلي؟", "params={total}")],
}


def network(draw):
    """The sides and channels that go in, and layers with their figures; None where a window would not fit."""
    side, channels = draw.choice([28, 32, 36, 40]), draw.choice([1, 3])
    size, layers = (side, side, channels), []
    for _ in range(draw.randint(2, 5)):
        flat = len(size) == 1
        after_conv = bool(layers) and layers[-1]["kind"] == "conv"
        kind = draw.choice(["fc"] if flat else ["conv"] * 3 + ["pool", "pool", "relu"] * after_conv + ["fc"] * bool(layers))
        made = {"kind": kind, "in": size, "weights": 0, "biases": 0, "macs": 0, "f": draw.choice([4, 8, 10, 16, 20]),
                "k": draw.choice([1, 3, 5]), "s": draw.choice([1, 1, 1, 2]), "p": draw.choice([0, 0, 1, 2])}
        if kind == "conv":
            if size[0] < 10:
                return None
            out = (size[0] + 2 * made["p"] - made["k"]) // made["s"] + 1
            made |= {"weights": made["k"]**2 * size[2] * made["f"], "biases": made["f"], "out": (out, out, made["f"])}
            made["macs"] = out * out * made["weights"]
        elif kind == "fc":
            made |= {"weights": prod(size) * made["f"], "biases": made["f"], "out": (made["f"],), "macs": prod(size) * made["f"]}
        else:
            made["out"] = (size[0] // 2, size[1] // 2, size[2]) if kind == "pool" else size
        size = made["out"]
        layers.append(made)
    return f"{side}x{side}x{channels}", layers


def exercise(draw):
    """A sentence and what is right; None for a network that does not fit."""
    language = draw.choice(["en"] * 5 + ["de", "fr", "es", "zh", "ar"])
    described, called, places, order, forms, joints = WORDS[language]
    found = network(draw)
    if found is None:
        return None
    size, layers = found
    kind = draw.choice(layers)["kind"]
    alike = [each for each in layers if each["kind"] == kind]
    asked = draw.choice(alike)
    i = next(i for i, each in enumerate(alike) if each is asked)
    if i >= len(places):
        return None
    word = draw.choice(called[kind])
    name = word if len(alike) == 1 and draw.random() < 0.5 else order.format(places[i], word)
    counts = {name: sum(each[name] for each in layers) for name in ("weights", "biases")}
    told = asked | {"params": asked["weights"] + asked["biases"], "total": sum(counts.values()), "unbiased": counts["weights"],
                    "out": "x".join(map(str, asked["out"])), "final": "x".join(map(str, layers[-1]["out"])),
                    "values": prod(asked["out"]), "before": prod(asked["in"])}
    question, right = draw.choice(QUESTIONS[language])
    text = draw.choice(joints).join(phrase(draw, described[each["kind"]], each) for each in layers)
    return draw.choice(forms).format(b=text, i=size, q=question.format(n=name)), right.format(**told)


def phrase(draw, ways, layer):
    """A layer in words; of a stride of 1 and no padding, often nothing."""
    told = [word.format(**layer) for word, usual in ((draw.choice(["stride {s}", "a stride of {s}"]), layer["s"] == 1),
            (draw.choice(["pad {p}", "padding {p}"]), layer["p"] == 0)) if not usual or draw.random() < 0.3]
    return draw.choice(ways).format(**layer, more="".join(f" {'and' if i else 'with'} {each}" for i, each in enumerate(told)))


@pytest.mark.parametrize("count", [6, pytest.param(1500, marks=pytest.mark.slow)])
def test_what_is_asked_of_a_layer_is_answered_right_or_refused(count):
    drawn = [each for seed in range(count) if (each := exercise(random.Random(seed)))]
    told = {text: verdict(text, right) for text, right in drawn}
    assert {text: each for text, each in told.items() if each not in {"right", "refused"}} == {}
    assert sum(each == "right" for each in told.values()) >= 0.95 * len(told)
