"""Score a whole archive: a file of articles in, a file of scores out, resumable at any moment."""
