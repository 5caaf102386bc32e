"""The command line, the HTTP API and the pages: this room presents and never decides."""
