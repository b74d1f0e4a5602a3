"""Claims to events, copies to origins."""
