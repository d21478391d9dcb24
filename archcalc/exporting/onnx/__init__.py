"""A graph as an ONNX model: each operator by one standard node, or by a function of them that bears its name."""
