"""Convolutions: a window of weights slides over the image."""
