"""What leaves the desk: CSV, XLSX, JSON Lines in the gold's form and Word briefs, each marked and filtered."""
