"""Figures of backpropagation in Markdown: one fence, every step in the page, the engine live in the browser."""
