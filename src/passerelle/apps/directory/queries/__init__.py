"""What screens and commands ask the directory. Every answer holds what its reader may see."""
