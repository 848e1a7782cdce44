"""Names of actors: tables of known names and how they are found."""
