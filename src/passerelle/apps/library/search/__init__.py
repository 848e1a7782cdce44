"""Finding: sets of documents by facet and marking, full text on SQLite and PostgreSQL, highlighted passages."""
