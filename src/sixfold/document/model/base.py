"""What all models of a document have in common: they are frozen, know their keys, and say in a schema how they may be written."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError


def _complete_schema(schema: JsonSchemaValue, model: type[BaseModel]) -> None:
    """Add to a model's JSON Schema what its validators know and pydantic can't see."""
    if issubclass(model, OneOf):
        for name, field in schema["properties"].items():
            form = next(form for form in field["anyOf"] if form != {"type": "null"})
            schema["properties"][name] = form | {key: field[key] for key in field if key not in ("anyOf", "default")}
        schema |= {"minProperties": 1, "maxProperties": 1}
    if issubclass(model, Model) and model.short_forms:
        whole = dict(schema)
        schema.clear()
        forms = (whole["properties"][form] if isinstance(form, str) else form for form in model.short_forms)
        schema["anyOf"] = [*forms, whole]


class Model(BaseModel):
    """The base of every part of a document: frozen, and refusing keys it doesn't know.

    `short_forms` are the JSON Schemas of other ways to write it, which its validators read; a field's name stands for its schema.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, json_schema_extra=_complete_schema
    )
    short_forms: ClassVar[tuple[JsonSchemaValue | str, ...]] = ()


class OneOf(Model):
    """A mapping with exactly one key, which says what the value is."""

    @model_validator(mode="after")
    def _has_one_key(self) -> OneOf:
        keys = ", ".join(field.alias or name for name, field in type(self).model_fields.items())
        given = ", ".join(sorted(self.model_fields_set)) or "nothing"
        if len(self.model_fields_set) != 1:
            raise PydanticCustomError(
                "one_of", "exactly one of {keys} is expected here, found {given}", {"keys": keys, "given": given}
            )
        if self.value is None:
            raise PydanticCustomError("nothing", "nothing stands under “{given}”", {"given": given})
        return self

    @property
    def kind(self) -> str:
        """The key that is given."""
        return next(iter(self.model_fields_set))

    @property
    def value(self) -> Any:
        """The value of that key."""
        return getattr(self, self.kind)
