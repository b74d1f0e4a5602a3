"""The language reader: text in; sentences with words, trees, tags and names out."""
