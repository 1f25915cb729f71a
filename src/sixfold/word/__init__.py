"""Word files → seeds: opened safely, read paragraph by paragraph, made into a seed with an account of every doubt."""
