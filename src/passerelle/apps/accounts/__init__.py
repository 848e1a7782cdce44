"""Who works here: organisations, people, roles, and the table of permissions."""
