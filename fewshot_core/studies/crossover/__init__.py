"""The crossover: learners with a prior from drawings and from photographs, asked about both.

``domains.py`` has the images that tasks are drawn from, each in two views, ``learners.py`` lists who answers,
``imagenet.py`` says which kinds a network trained on ImageNet was taught by name, ``stored.py`` keeps the
count of right answers of each task.
"""
