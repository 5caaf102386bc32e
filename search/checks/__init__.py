"""What a checker should look at in a plan as a whole, beside the steps."""

from search.checks.check import check_plan

__all__ = ["check_plan"]
