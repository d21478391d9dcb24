"""From a specification to flat layers: what names mean, how large it gets, edits of another network."""
