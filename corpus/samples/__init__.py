"""Made-up plans that ship with Đối chiếu, each with what a reader should find in it."""

from corpus.samples.catalogue import Expected, ExpectedTask, SamplePlan, Slip, load_samples

__all__ = ["Expected", "ExpectedTask", "SamplePlan", "Slip", "load_samples"]
