"""Programs that draw committed pictures: the emblem, the recycling mark, the sheet of first pages. They are not installed."""
