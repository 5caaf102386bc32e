"""What people put right in a plan, and how it is laid over what the parser read."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
