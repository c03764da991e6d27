"""Mail that comes in: replies go on in their thread, bounces stop what cannot arrive."""
