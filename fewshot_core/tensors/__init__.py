"""The lowest room: tasks, traces and errors as types, networks, and computation on tensors alone."""
