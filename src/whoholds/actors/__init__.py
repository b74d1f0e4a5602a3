"""The catalogue of sides: names, kinds, ties over time."""
