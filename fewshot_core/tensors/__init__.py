"""The lowest room: tasks, traces and errors as types, and what computes on tensors alone."""
