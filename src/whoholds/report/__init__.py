"""Answers: who held, changes, timeline, brief, map."""
