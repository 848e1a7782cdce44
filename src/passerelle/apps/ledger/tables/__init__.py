"""Taking tables of agreements in: from lines to rows, a batch at a time."""
