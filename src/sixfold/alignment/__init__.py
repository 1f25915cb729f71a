"""A seed and the same document in another language → which of their texts belong together, and how surely."""
