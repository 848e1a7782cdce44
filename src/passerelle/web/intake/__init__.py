"""What comes in: upload, addresses, feeds, sources and jobs."""
