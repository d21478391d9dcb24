"""Memory for training, transfer learning, ensembles, sweeps."""
