"""A network divided inside its layers and between them: tensor, sequence, expert and pipeline parallelism."""
