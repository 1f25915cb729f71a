"""What was translated before: the texts that the index has compared are all that are near."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from sixfold.catalogs.differences import NearTexts
from sixfold.catalogs.memory import Earlier
from support.made_up_catalogs import memory_of


@settings(max_examples=25)
@given(st.randoms(use_true_random=False))
def test_nearest_text_is_the_nearest_of_all(choose: Random) -> None:
    words = [f"w{choose.randrange(30)}" for _ in range(choose.randint(1, 30))]
    parts = [choose.uniform(0.4, 0.9) for _ in range(6)]  # of the words that a text has; some are near, some aren't
    texts = [" ".join(word if choose.random() < part else f"v{choose.randrange(30)}" for word in words) for part in parts]
    known = [Earlier(f"A-1-{number}:annex.op.1", text, "x", "2011-10-04") for number, text in enumerate(texts)]
    wanted = " ".join(words[: choose.randint(1, len(words))])
    near = NearTexts(texts).nearest(wanted, 60)
    found = memory_of(*known).best("fr", wanted)
    nearest = {texts[place] for place, share in near if share == near[0][1]}
    assert found.source in nearest if found else not near
