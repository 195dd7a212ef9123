"""The coach without a window: no Qt, ever; importable with no sound card and no model."""

VERSION = "0.1.0"
