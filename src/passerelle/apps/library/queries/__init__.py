"""What screens, exports and commands ask the library. Every answer holds what its reader may see."""
