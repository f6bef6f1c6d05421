"""Making a method's weights: the loop of steps, a training that can go on, and checkpoints."""
