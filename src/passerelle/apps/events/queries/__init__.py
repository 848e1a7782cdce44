"""What people ask about events, for what they may see."""
