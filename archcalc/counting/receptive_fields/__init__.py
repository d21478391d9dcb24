"""Receptive fields: the places of the image that one value reads, exactly, in integers, for each phase of a map."""
