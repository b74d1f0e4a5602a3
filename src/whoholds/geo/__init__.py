"""The gazetteer: places by name, spelling, distance."""
