"""What the search screen asks. Every answer holds what its reader may see."""
