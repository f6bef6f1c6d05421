"""The app within a learning platform: LTI 1.3 launches, links that a teacher picks, results sent back.

Off unless FEWSHOT_LTI names a file (``config.py``); needs the extra ``lti``. It stands above the rooms, as
the server does: it leads to any of them, and knows which chapters and which sets of questions can be done.
"""
