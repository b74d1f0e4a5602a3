"""An OpenAI-compatible endpoint asked for claims: what it says counts only where its words stand in the text."""
