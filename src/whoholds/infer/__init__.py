"""Claims to holdings over time, and figures."""
