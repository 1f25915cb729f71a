"""The fixed words of United Nations documents: organs, the distribution block, the agenda line, the foot."""

from sixfold.document.house.house import AgendaKind, House, Lookup, PluralLookup
from sixfold.document.house.messages import PLACE, check_known, house_date, house_message, house_messages, keys

__all__ = [
    "PLACE",
    "AgendaKind",
    "House",
    "Lookup",
    "PluralLookup",
    "check_known",
    "house_date",
    "house_message",
    "house_messages",
    "keys",
]
