"""The engines: serial and processes."""
