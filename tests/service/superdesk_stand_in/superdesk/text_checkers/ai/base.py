"""A stand-in for superdesk-core's module of this name, written anew after its behaviour.

Not Superdesk: it has what an AI service touches, and nothing else. Instances register themselves
under their name; the first of a name stays.
"""

import abc
from typing import Any

registered_ai_services: dict[str, Any] = {}


class AIServiceRegisterer(abc.ABCMeta):
    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        instance = super().__call__(*args, **kwargs)
        return registered_ai_services.setdefault(instance.name, instance)


class AIServiceBase(metaclass=AIServiceRegisterer):
    def __init__(self, app: Any) -> None:
        pass

    @property
    @abc.abstractmethod
    def name(self) -> str: ...

    @property
    def label(self) -> str:
        return self.name.title()

    @abc.abstractmethod
    def analyze(self, item: dict[str, Any]) -> dict[str, Any]: ...
