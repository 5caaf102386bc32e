"""The registry of legal documents: what is known of them, from where, and what a user's own files add."""

from corpus.citations.registry.bodies import bodies_of, find_body, is_national, is_shared, name_plainly, same_body
from corpus.citations.registry.linting import Linted, RegistryFile, lint_registry
from corpus.citations.registry.loading import lint_files, load_registry
from corpus.citations.registry.model import (
    ClauseName,
    FactStrength,
    RegisteredDocument,
    Registry,
    Status,
    Suspension,
)
from corpus.errors import RegistryError

__all__ = [
    "ClauseName",
    "FactStrength",
    "Linted",
    "RegisteredDocument",
    "Registry",
    "RegistryError",
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
