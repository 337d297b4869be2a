"""What the API answers when it cannot give what was asked for, described beside what it gives."""

REFUSAL = {
    "title": "Refusal",
    "type": "object",
    "required": ["detail"],
    "properties": {
        "detail": {
            "anyOf": [
                {"type": "string"},
                {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["type", "loc", "msg"],
                        "properties": {
                            "type": {"type": "string"},
                            "loc": {"type": "array", "items": {"type": "string"}},
                            "msg": {"type": "string"},
                        },
                    },
                },
            ]
        }
    },
}
CANNOT_BE_READ = "A parameter is not what it should be. En uppgift i frågan är inte vad den ska vara."
NOT_THERE = "There is none, or it is not published. Den finns inte, eller är inte publicerad."


def describe_refusals(schema: dict) -> dict:
    """The description with the answers that are no success, of operations that can give them."""
    schema["components"]["schemas"]["Refusal"] = REFUSAL
    for path, by_method in schema["paths"].items():
        for operation in by_method.values():
            if "{" in path:
                operation["responses"][404] = _refusal(NOT_THERE)
            elif operation.get("parameters"):
                operation["responses"][422] = _refusal(CANNOT_BE_READ)
    return schema


def _refusal(description: str) -> dict:
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}}
    return {"description": description, "content": content}
