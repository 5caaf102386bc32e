from .bodies import bodies_of, find_body, is_national, is_shared, name_plainly, same_body
from .linting import Linted, RegistryFile, lint_registry
from .loading import lint_files, load_registry
from .model import ClauseName, FactStrength, RegisteredDocument, Registry, Status, Suspension

__all__ = [
    "ClauseName",
    "FactStrength",
    "Linted",
    "RegisteredDocument",
    "Registry",
    "RegistryFile",
    "Status",
    "Suspension",
    "bodies_of",
    "find_body",
    "is_national",
    "is_shared",
    "lint_files",
    "lint_registry",
    "load_registry",
    "name_plainly",
    "same_body",
]
