"""The HTTP service and the command line. They translate requests and delegate to ``scoring``."""
