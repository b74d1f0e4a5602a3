"""Text settled, phrases, near copies."""
