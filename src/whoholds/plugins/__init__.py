"""What other packages bring: found by their entry points, loaded when they are asked for, their faults told by name."""
