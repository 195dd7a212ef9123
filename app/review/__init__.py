"""What it means: alignment, evidence, findings, the verdict."""
