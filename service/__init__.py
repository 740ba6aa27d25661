"""The HTTP service and the command line: they translate, and delegate to ``scoring``."""
