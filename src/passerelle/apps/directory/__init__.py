"""The directory: actors, their names, offices and relations, and who is meant by the names of a document."""
