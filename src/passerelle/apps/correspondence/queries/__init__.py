"""What leaves the desk, gathered for one reader."""
