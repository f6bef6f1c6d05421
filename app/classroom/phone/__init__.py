"""The page of a phone in the class: small, without a session of its own, on plain http and a bad net.

It uses nothing that browsers keep for secure addresses: no random UUID, no clipboard, no service worker.
"""
