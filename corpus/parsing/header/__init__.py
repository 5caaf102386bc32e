"""The fields above the body of a plan, and of its annexes."""
