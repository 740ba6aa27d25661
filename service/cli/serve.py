"""``copydesk serve``: start the HTTP service."""

import os
from argparse import ArgumentParser as Parser
from argparse import Namespace, RawDescriptionHelpFormatter, _SubParsersAction

from service.cms.settings import discover, read_cms_settings
from service.observability.tracing import open_tracing
from service.server import check_exposure, serve
from service.settings import describe_settings, read_settings


def add_parser(subparsers: "_SubParsersAction[Parser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "serve",
        help="start the HTTP service",
        description="Start the HTTP service. Settings are environment variables:\n\n"
        + describe_settings(),
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)


def run(_: Namespace) -> int:
    """Serve until told to stop. Raises ``BadSettings`` or ``BadAdapter``, before a worker does."""
    settings = read_settings(os.environ)
    check_exposure(settings)
    open_tracing(wanted=settings.traces).close()
    read_cms_settings(settings.cms, discover())
    serve(settings)
    return 0
