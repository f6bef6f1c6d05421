"""The lab: a visitor's own images, a folder a room. A new folder with a ROOM appears in the app by itself."""
