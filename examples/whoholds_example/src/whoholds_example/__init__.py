"""An example of everything that a package can bring to Whoholds."""

__version__ = "0.1.0"
