"""The store: three shelves, one writer, many readers."""
