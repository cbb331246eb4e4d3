"""The HTTP server itself."""
