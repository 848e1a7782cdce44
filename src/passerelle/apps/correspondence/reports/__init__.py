"""Reports: one content, written as Word and as PDF."""
