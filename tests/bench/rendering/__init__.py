"""Sample plans rendered as every format that archives hold, with the truth they were rendered from."""
