"""Layers whose matrix is another layer's, transposed, in PyTorch: the decoder of an autoencoder with tied weights."""

from __future__ import annotations

from archcalc.exporting.source.described_file import refuse_transposed
from archcalc.exporting.source.forms import HelperSource, OperatorForm
from archcalc.network.graph import Node

_LINEAR = HelperSource("TurnedLinear", '''
class TurnedLinear(nn.Module):
    """A fully connected layer whose matrix is another layer's, transposed: the network gives it that parameter."""

    def __init__(self, in_features, out_features, bias=True):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(in_features, out_features))
        self.bias = nn.Parameter(torch.zeros(out_features)) if bias else None

    def forward(self, x):
        return F.linear(x, self.weight.T, self.bias)
''')
_EMBEDDING = HelperSource("TurnedEmbedding", '''
class TurnedEmbedding(nn.Module):
    """A table whose rows are another layer's columns: the network gives it that parameter."""

    def __init__(self, num_embeddings, embedding_dim):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(embedding_dim, num_embeddings))

    def forward(self, x):
        return F.embedding(x, self.weight.T)
''')
_HELPERS = {"nn.Linear": _LINEAR, "nn.Embedding": _EMBEDDING}


def turned(node: Node, form: OperatorForm) -> OperatorForm:
    """The form of a layer whose matrix is another's, transposed; raises Refused of all but products and tables."""
    helper = _HELPERS.get(form.maker)
    if helper is None:
        refuse_transposed(node, "PyTorch", "share it as it stands")
        return form
    return form._replace(maker=helper.name, helpers=(*form.helpers, helper))
