"""What was done, by whom and when: actions and their events."""
