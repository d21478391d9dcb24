"""The fast convolutions, one method to a file, and which of them fits."""
