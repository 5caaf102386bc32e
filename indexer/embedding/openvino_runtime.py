"""Imports OpenVINO so that it reports to nobody.

Importing the package loads its tools for converting models, which send a message with an identity of this machine to
their maker. Nothing here converts models, and nothing may leave the machine: the tools are kept from loading, which the
package allows for.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any, cast

_REPORTING = "openvino.tools.ovc"


def import_openvino() -> Any:
    """Returns the package openvino."""
    # None makes Python refuse the import (see importlib's documentation of sys.modules).
    sys.modules.setdefault(_REPORTING, cast(ModuleType, None))
    import openvino

    return openvino
