"""People's judgements applied to claims."""
