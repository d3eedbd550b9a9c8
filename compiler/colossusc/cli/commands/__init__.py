"""The commands, one module each, with its `command`. A module is loaded when its command is called."""
