"""What several tests share: a real Chromium, a web server with faults, the built site, the accessibility checker."""
