"""What changes what leaves the desk."""
