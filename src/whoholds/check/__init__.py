"""Disputes: contradictions and impossibilities."""
