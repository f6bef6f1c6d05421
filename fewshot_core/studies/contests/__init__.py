"""When meta-learning wins: learners compared on the same tasks, with one backbone and several training seeds.

``crossed.py`` asks two questions about the same drawings, ``learners.py`` lists the learners and trains them,
``contest.py`` lets each answer every kind of task, ``stored.py`` keeps the count of right answers of each
task.
"""
