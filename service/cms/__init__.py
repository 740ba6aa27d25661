"""What content systems send, made into articles: one small adapter for each."""
