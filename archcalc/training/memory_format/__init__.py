"""The order of volumes in memory: channels first, or the channels of a place side by side."""
