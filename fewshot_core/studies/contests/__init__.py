"""When does meta-learning win? Fair contests: the same tasks, the same backbone, several training seeds.

``crossed.py`` asks two questions about the same drawings, ``learners.py`` says who takes part and trains
them, ``contest.py`` lets each answer every kind of task, ``stored.py`` keeps every single answer count.
"""
