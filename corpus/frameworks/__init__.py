"""Framework models (mô hình khung) as versioned data, and the wording that points at their steps."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
