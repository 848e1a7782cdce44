"""Technologies: dated taxonomy versions and the tagging of texts."""
