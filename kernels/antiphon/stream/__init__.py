"""The mix for browsers: Opus encoded once, handed to every listener over WebRTC."""
