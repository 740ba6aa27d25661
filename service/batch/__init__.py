"""Many articles in one request."""
