"""Commitments: from what was promised to what was done, with the evidence for each step, in two times."""
