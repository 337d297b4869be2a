"""The command line, one module a command: its parser beside the work it starts.

What a command needs is imported when it runs: Ibis and Django would make ``--help`` slow.
"""
