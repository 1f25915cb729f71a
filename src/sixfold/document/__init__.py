"""A seed → a document → its messages, and the document in another language. To read in this order: seeds, model, units, loading."""
