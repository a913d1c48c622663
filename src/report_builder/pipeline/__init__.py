"""The only room that sees every other: what a command asks for, from the folder to the result.

Each module is the door of a command, so that none of them imports what it does not need.
"""
