"""What every screen shares: page frame, styles, formats and error pages."""
