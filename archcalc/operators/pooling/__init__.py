"""Pooling: a window without weights slides over the image, or all of it."""
