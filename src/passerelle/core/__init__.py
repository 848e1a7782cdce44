"""What we know how to do: pure functions from plain data to plain data."""
