"""Review -> JSON, terminal, HTML."""

from app.review.report_html import as_html
from app.review.report_json import as_json, as_json_text
from app.review.report_terminal import show

__all__ = ["as_html", "as_json", "as_json_text", "show"]
