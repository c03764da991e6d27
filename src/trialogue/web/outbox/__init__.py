"""Mail that waits to be delivered, the worker that delivers it, and other small jobs."""
