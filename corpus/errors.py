"""The one error tree of Đối chiếu.

A class stands for something a caller does differently; the stable ``code`` tells apart the causes that it treats alike.
A bad page, row or field is not an error but a :class:`corpus.model.Problem` on its document.
"""

from __future__ import annotations


class DoichieuError(Exception):
    """Any failure that Đối chiếu foresees.

    Attributes:
        code: stable upper-case identifier, for programs.
        message: one Vietnamese sentence, for people; it never holds a path outside the user's own input.
    """

    code = "ERROR"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if code is not None:
            self.code = code


class UnreadableDocument(DoichieuError):
    """The bytes could not be read as a document (damaged, empty, encrypted, of an unknown kind, too large)."""

    code = "UNREADABLE"


class NotFound(DoichieuError):
    """What was asked for by id or name is not in the store."""

    code = "NOT_FOUND"


def plan_not_found(reference: str) -> NotFound:
    """Returns the error of a plan that is not in the store.

    Args:
        reference: its id or name, as it was asked for.
    """
    return NotFound(f"Không có kế hoạch “{reference}” trong kho.", code="PLAN_NOT_FOUND")


class InvalidRequest(DoichieuError):
    """The question itself cannot be answered: empty query, impossible year, ambiguous id."""

    code = "INVALID_REQUEST"


class InvalidFramework(DoichieuError):
    """A framework file breaks its schema; the message names file, step and field."""

    code = "FRAMEWORK_INVALID"


class RegistryError(DoichieuError):
    """A registry file cannot be used; the message names file, line and column."""

    code = "REGISTRY_INVALID"


class AbbreviationsError(DoichieuError):
    """A file of abbreviations cannot be used; the message names file, line and column."""

    code = "ABBREVIATIONS_INVALID"


class CalibrationError(DoichieuError):
    """A calibration of the language model cannot be used: unreadable, ill-formed, or of another model."""

    code = "CALIBRATION_INVALID"


class StoreError(DoichieuError):
    """The store cannot be used: made by a newer release, or its database file is damaged."""

    code = "STORE_UNUSABLE"


class IndexOutOfDate(DoichieuError):
    """The index on disk does not match its manifest, the model in use or the store; a rebuild mends it."""

    code = "INDEX_OUT_OF_DATE"


class ModelUnavailable(DoichieuError):
    """The embedding model named in the settings could not be loaded."""

    code = "MODEL_UNAVAILABLE"
