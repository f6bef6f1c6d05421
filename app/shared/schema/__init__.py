"""Databases: how they are reached, how their tables come to the present form, how rows are taken along.

A room that keeps tables has its own steps and its own record of the version (``steps.py``), so that several
rooms can share a database, and each changes its tables alone.
"""
