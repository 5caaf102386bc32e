"""Task tables that reached us as plain lines."""
