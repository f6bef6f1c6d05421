"""How phones, and the lecturer's screen, reach a room: JSON and server-sent events below ``api/rooms/``."""
