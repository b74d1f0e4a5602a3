"""Sentences into claims: roles, status, source chain, numbers."""
