"""The JSON bodies of the command line (``--json``) and of HTTP: one set of names for both."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
