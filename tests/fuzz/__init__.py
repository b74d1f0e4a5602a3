"""Broken and hostile input by the thousand: see docs/fuzzing.md."""
