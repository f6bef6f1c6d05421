"""Speed and memory, measured against other libraries on the same work in one run: ``fewshot bench``.

One file a rival (``plain``, ``higher``, ``torchopt``, ``easyfsl``) and one a subject. An *implementation*
does one kind of work, such as outer updates of MAML on given tasks, in a process of its own. The
implementations of a comparison take turns in rounds, so that a machine whose speed drifts is fair to all.
"""
