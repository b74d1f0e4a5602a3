"""YAML patterns that people can read and edit."""
