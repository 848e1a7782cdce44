"""One box for everything: documents, claims, events and actors, in any of the languages."""
