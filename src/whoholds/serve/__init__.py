"""The pages, on disk and on this machine."""
