"""What is kept: Django apps whose writes are audited actions."""
