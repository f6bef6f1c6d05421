"""A second process that computes for the pages, which all take turns in one Python interpreter.

``line.py`` is the app's side, ``__main__.py`` the process itself, ``messages.py`` what the two tell each
other. While the process is not there (before it has started, after it was killed, in most tests), jobs are
done by the app. A visitor's own drawings, photographs, data sets and learners never leave the app, which
deletes them when asked; of a class's drawings, which go there to be learned from, nothing is kept.
"""

from .line import Elsewhere, EngineProcess

__all__ = ["Elsewhere", "EngineProcess"]
