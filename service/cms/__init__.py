"""Turns the payloads of content systems into articles, with one small adapter for each system."""
