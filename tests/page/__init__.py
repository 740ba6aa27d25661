"""Tests of the page, in a package of its own so that its browser is closed with its last test."""
