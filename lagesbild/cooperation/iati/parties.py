"""Who takes part in a project: the municipality, its units, partners and funders as others know them."""

import re
from dataclasses import dataclass

from lagesbild.cooperation.iati import codes
from lagesbild.cooperation.iati.activity import ContactInfo, Participant, Party, Words
from lagesbild.cooperation.iati.writing import legal
from lagesbild.cooperation.models import Project, ProjectPartner
from lagesbild.organisations.models import Identifier, Municipality, Organisation, Responsibility


@dataclass(frozen=True)
class Reporter:
    """Whose file it is. ``address`` is where the site is found, without a slash at the end."""

    party: Party
    country: str
    contact: ContactInfo | None
    address: str = ""

    @classmethod
    def of(cls, municipality: Municipality, address: str = "") -> "Reporter":
        name = words(municipality.name)
        contact = ContactInfo(
            type="1",
            organisation=name,
            position=words(municipality.contact_role),
            emails=_filled(municipality.contact_email),
        )
        return cls(
            Party(f"SE-ON-{municipality.organisation_number}", codes.LOCAL_GOVERNMENT, name),
            municipality.country,
            contact if contact.position or contact.emails else None,
            address.rstrip("/"),
        )


def words(swedish: str, english: str = "") -> Words:
    """The texts that say something, each with its language."""
    both = (("sv", legal(swedish).strip()), ("en", legal(english).strip()))
    return tuple((language, text) for language, text in both if text)


def _filled(*texts: str) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def party(organisation: Organisation | None, here: frozenset[str]) -> Party:
    """The organisation as others know it; nothing of one that is not public. ``here`` is where the project works."""
    if organisation is None or not organisation.live:
        return Party()
    name = words(organisation.name_sv, organisation.name_en)
    return Party(reference(organisation), _kind(organisation, here), name)


def references(organisation: Organisation) -> list[str]:
    """Every number of it that another's file may know it by."""
    return [
        identifier.value.strip()
        for identifier in organisation.identifiers.all()
        if identifier.scheme != Identifier.Scheme.WIKIDATA
    ]


def reference(organisation: Organisation) -> str:
    identifiers = {
        identifier.scheme: identifier.value.strip() for identifier in organisation.identifiers.all()
    }
    if re.fullmatch(r"[^/&|?\s]+", own := identifiers.get(Identifier.Scheme.IATI, "")):
        return own
    digits = re.sub(r"\D", "", identifiers.get(Identifier.Scheme.SWEDISH, ""))[-10:]
    return f"SE-ON-{digits[:6]}-{digits[6:]}" if len(digits) == 10 else ""


def _kind(organisation: Organisation, here: frozenset[str]) -> str:
    if organisation.kind != Organisation.Kind.CIVIL_SOCIETY:
        return codes.KIND.get(organisation.kind, "")
    if organisation.country in here:
        return codes.NGO_OF_THE_COUNTRY
    return codes.NATIONAL_NGO if organisation.country == "SE" else ""


def participants(project, partners, grants, by, here) -> tuple[Participant, ...]:
    roles = [(codes.FUNDING, party(grant.programme.funder, here)) for grant in grants]
    if project.own_cash:
        roles.append((codes.FUNDING, by.party))
    if project.role == Project.Role.LEAD:
        roles.append((codes.ACCOUNTABLE, by.party))
    roles.append((codes.IMPLEMENTING, by.party))
    for partner in partners:
        leads = partner.role == ProjectPartner.Role.LEAD
        role = codes.ACCOUNTABLE if leads else codes.IMPLEMENTING
        roles.append((role, party(partner.organisation, here)))
    return tuple(Participant(role, who) for role, who in dict.fromkeys(roles) if who != Party())


def contacts(project: Project, by: Reporter) -> tuple[ContactInfo, ...]:
    """The unit that follows the project up, by its position; the municipality's own where no unit has an address."""
    units = [
        responsibility
        for responsibility in project.responsibilities.all()
        if responsibility.organisation.live
    ]
    units.sort(key=lambda responsibility: responsibility.role != Responsibility.Role.FOLLOW_UP)
    for responsibility in units:
        unit = responsibility.organisation
        position, emails = words(responsibility.position or unit.contact_role), _filled(unit.contact_email)
        if position or emails:
            name = words(unit.name_sv, unit.name_en)
            emails = emails or (by.contact.emails if by.contact else ())
            return (ContactInfo("1", by.party.name, name, position, emails),)
    return (by.contact,) if by.contact else ()
