"""Says who is quoted across an archive."""
