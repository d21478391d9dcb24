"""Windows, whole images and bins."""
