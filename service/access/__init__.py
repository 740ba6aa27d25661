"""Who may ask, how often, and from which pages: the gate around the application."""
