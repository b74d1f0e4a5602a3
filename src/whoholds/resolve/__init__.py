"""Mentions to places, sides, speakers and windows."""
