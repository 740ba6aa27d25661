"""One file for each subcommand of ``copydesk``."""
