"""A page about an archive's scores."""
