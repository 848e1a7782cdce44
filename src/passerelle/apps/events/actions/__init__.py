"""What changes events: folding, and the corrections of people."""
