"""Scores, speed and the gate with pinned floors."""
