"""The desk: what is new, waiting, in trouble and running."""
