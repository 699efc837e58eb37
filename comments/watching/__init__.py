"""Watching for what comes like a comment: what to look for, what it would have caught, adding it.

A blocked person is watched terms too: their address, their network, or both.
"""
