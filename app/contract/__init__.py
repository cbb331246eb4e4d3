"""What crosses a process: plain values, error kinds, events and URL paths."""
