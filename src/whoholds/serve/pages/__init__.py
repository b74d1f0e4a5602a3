"""One page a module: each takes a view and returns a page."""
