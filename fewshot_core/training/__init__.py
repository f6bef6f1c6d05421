"""Training: the loop of steps, a training that can be resumed, and checkpoints."""
