"""A user's own tables of places beside the shipped ones: read, kept, joined to the index, checked."""
