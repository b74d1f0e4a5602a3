"""Sentences coded as events of PLOVER: class, source and target."""
