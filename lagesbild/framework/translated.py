"""Words in two languages, kept in fields side by side: ``name_sv`` and ``name_en``."""

from lagesbild.framework.language import is_english


class Translated:
    """Reads ``<field>_sv`` or ``<field>_en`` by the language in force; Swedish where the English is empty.

    >>> class Goal:
    ...     name = Translated()
    ...     name_sv, name_en = "Ingen hunger", ""
    """

    def __set_name__(self, owner, name):
        self.field = name

    def __get__(self, instance, owner):
        if instance is None:
            return self
        swedish = getattr(instance, f"{self.field}_sv")
        if is_english():
            return getattr(instance, f"{self.field}_en") or swedish
        return swedish
