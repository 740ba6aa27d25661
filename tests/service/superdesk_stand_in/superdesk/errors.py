"""A stand-in for superdesk-core's module of this name."""


class SuperdeskApiError(Exception):
    def __init__(self, message: str, status_code: int) -> None:
        super().__init__(message)
        self.message = message
        self.status_code = status_code

    @classmethod
    def proxyError(cls, message: str) -> "SuperdeskApiError":  # noqa: N802 - its name there
        return cls(message, status_code=502)
