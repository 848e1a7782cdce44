"""The directory's room: actors, one actor, one country, and the queue of doubtful ones."""
