"""The instruments, a folder each. A new folder with a ROOM appears in the app by itself."""
