"""Documents into sentences with places, sides, times, numbers and quotations."""
