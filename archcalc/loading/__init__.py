"""ONNX in and out, and frameworks' own graphs."""
