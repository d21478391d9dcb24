"""Models that an exercise tells by their sizes alone: transformers, caches, states of training, ensembles."""
