"""What leaves the desk: one's calendar, reports."""
