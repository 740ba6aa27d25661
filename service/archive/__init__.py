"""Scores a whole archive: reads a file of articles, writes a file of scores, and can resume at any
time.
"""
