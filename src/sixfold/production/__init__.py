"""Making what was ordered: one process composes pages, others set them, each doing what it alone has imported.

`composing` knows seeds, catalogs and templates, `printing` knows the engine and the files. Neither imports the other: on two cores
both are imported at the same time, and a single page is there a quarter sooner. `floor` brings them together.
"""

from sixfold.production.copies import Failure, Outcome
from sixfold.production.floor import Shop, usual_jobs

__all__ = ["Failure", "Outcome", "Shop", "usual_jobs"]
