"""Articles taken into a store: read, kept, and everything worked out anew."""
