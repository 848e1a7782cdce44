"""Taking registers and tables of actors in: from lines to rows, a batch at a time."""
