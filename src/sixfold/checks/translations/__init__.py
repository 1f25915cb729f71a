"""The checks that a reviser would make: what is wrong with a translation, rule by rule. The way to the page never imports them."""
