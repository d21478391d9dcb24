"""The words with which layers are written, as a wheel holds them, are those that the operators' own files have."""

import archcalc
from archcalc.operators import written_forms


def test_a_wheel_and_a_checkout_know_the_same_words(tmp_path, monkeypatch):
    packed = written_forms.words()
    assert packed["CONV"]
    for word, kinds in packed.items():
        assert {*kinds} <= {*written_forms._with(word)}, word
        read = {op.kind for op in map(written_forms.find, written_forms._with(word))
                if any(written_forms._word(written_forms._ATTRIBUTE.sub("{}", each.pattern)) == word for each in written_forms.forms(op))}
        assert read == {*kinds}, word
    monkeypatch.setattr(written_forms, "_packed", lambda: packed)
    written_forms._declared.cache_clear()
    (tmp_path / "net.yaml").write_text("input: [3, 32, 32]\nlayers: [CONV3-8 pad 1 -> RELU -> POOL2 -> FC-10]\n")
    found = [node.op.kind for node in archcalc.build(str(tmp_path / "net.yaml")).nodes]
    assert found == ["input", "conv", "relu", "max_pool", "flatten", "linear"]
    written_forms._declared.cache_clear()
