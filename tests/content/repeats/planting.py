"""Reports with numbers planted in them: repeats of a finding, and the same numbers about something else.

Every repeat is a finding, a way to write its value, a sentence about it and a container; every innocent is a
sentence with a finding's number that is about something else. ``plain`` and ``fresh`` sentences were at hand
when the rules were made; ``late`` ones were written after that, and no rule was made for them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

NB = "\u00a0"
NNB = "\u202f"


class About(NamedTuple):
    """A finding with sentences that say the same: ``{}`` is the value."""

    yaml: str
    forms: tuple[str, ...]
    label: str
    head: str
    plain: tuple[str, ...]
    fresh: tuple[str, ...]
    late: tuple[str, ...]


class Plant(NamedTuple):
    """One report: its language, chapter, landing page, description, and what it is about."""

    language: str
    findings: str
    chapter: str
    landing: str
    description: str
    told: str
    kind: str


def _percent(number: str, language: str) -> tuple[str, ...]:
    if language == "en":
        return (f"{number}%", f"{number} %", f"{number} per cent", f"{number} percent", f"{number}{NB}%")
    return (
        f"{number} %",
        f"{number}%",
        f"{number} prosent",
        f"{number}{NB}%",
        f"{number}{NNB}%",
        f"{number} pst.",
    )


FINDINGS: dict[str, tuple[About, ...]] = {
    "nb": (
        About(
            'id: moter\n    value: 81\n    unit: "%"\n    statement: Møtene våre har blitt bedre\n'
            "    question: Hvor enig er du i at møtene har blitt bedre?",
            _percent("81", "nb"),
            "Møtene har blitt bedre",
            "Andel enige",
            ("I alt {} mener at møtene er blitt bedre.", "{} sier at de har fått bedre møter."),
            (
                "Spør vi deltakerne, svarer {} at de nå har bedre møter enn før.",
                "Møtene er bedre i dag, ifølge hele {} av dem som svarte.",
            ),
            (
                "Undersøkelsen viser at {} opplever bedre møter på jobben.",
                "Hva tenker de om møtene? Bedre, svarer {}.",
            ),
        ),
        About(
            'id: maal\n    value: 65.5\n    unit: "%"\n    statement: Vi har fått klarere mål',
            _percent("65,5", "nb"),
            "Klarere mål",
            "Prosent",
            ("{} oppgir at de har fått klarere mål.", "Målene er klarere for {} av lederne."),
            ("Hele {} synes målene deres er tydelige og klare.", "Klare mål er noe {} sier de har."),
            (
                "Det er {} som arbeider mot klarere mål enn før.",
                "Med {} som har klare mål, er arbeidet godt i gang.",
            ),
        ),
        About(
            "id: bevilgning\n    value: 412300000\n    unit: kroner\n    statement: Bevilget til omstilling",
            (
                "412 300 000 kroner",
                "412,3 millioner kroner",
                "412,3 mill. kroner",
                "412.300.000 kroner",
                f"412{NNB}300{NNB}000 kroner",
                "kr 412 300 000",
            ),
            "Bevilget til omstilling",
            "Kroner",
            ("Det ble bevilget {} til omstillingen.", "Omstillingen fikk {} i fjor."),
            ("{} gikk til å omstille forvaltningen.", "Bevilgningen var på {} samlet."),
            (
                "Staten satte av {} til arbeidet med omstilling.",
                "Regningen for omstillingen endte på {} i alt.",
            ),
        ),
        About(
            "id: grupper\n    value: 48\n    unit: grupper\n"
            "    statement: Grupper som har fullført programmet",
            ("48 grupper", f"48{NB}grupper", "48 toppledergrupper", "48 av gruppene"),
            "Grupper som har fullført",
            "Grupper",
            ("Så langt har {} fullført programmet.", "Programmet er fullført av {}."),
            ("Nå er {} ferdige med programmet.", "{} var gjennom hele programmet."),
            ("Ved årsskiftet hadde {} fullført.", "Programmet har hatt mye å si for {} rundt om i landet."),
        ),
        About(
            'id: reiser\n    value: -12\n    unit: "%"\n    compared: "2021"\n    statement: Reiser med fly',
            ("−12 %", "-12 %", "12 prosent", "12 %", "minus 12 prosent"),
            "Flyreiser",
            "Endring i prosent",
            ("Antall flyreiser er redusert: {} fra 2021.", "Reiser med fly gikk ned, {} siden 2021."),
            ("Det er {} færre reiser med fly.", "Flyreisene endret seg med {}."),
            (
                "Utslippene falt fordi flyreisene endret seg ({}).",
                "Folk flyr mindre: {} på antall reiser med fly.",
            ),
        ),
        About(
            'id: direktorater\n    value: 36\n    unit: ""\n'
            "    statement: Direktorater som deltok i ordningen",
            ("36 direktorater", f"36{NB}direktorater", "36 av direktoratene"),
            "Direktorater som deltok",
            "Antall",
            ("I ordningen deltok {}.", "{} har deltatt i ordningen."),
            ("Ordningen omfattet {} som deltok frivillig.", "{} ville delta."),
            (
                "Av alle etatene var det {} som deltok i denne ordningen.",
                "Ordningen ble prøvd ut i {} først.",
            ),
        ),
    ),
    "nn": (
        About(
            'id: moter\n    value: 81\n    unit: "%"\n    statement: Møta våre har vorte betre',
            _percent("81", "nn"),
            "Møta har vorte betre",
            "Del einige",
            ("I alt {} meiner at møta er vortne betre.", "{} seier at dei har fått betre møte."),
            (
                "Spør vi leiarane, svarar {} at møta er betre enn før.",
                "Betre møte er noko {} kjenner seg att i.",
            ),
            ("Undersøkinga viser at {} opplever betre møte på jobben.", "Møta har vorte betre, seier {}."),
        ),
        About(
            'id: maal\n    value: 65.5\n    unit: "%"\n    statement: Vi har fått klarare mål',
            _percent("65,5", "nn"),
            "Klarare mål",
            "Prosent",
            ("{} oppgjev at dei har fått klarare mål.", "Måla er klarare for {} av leiarane."),
            ("Heile {} synest måla deira er tydelege.", "Klare mål er noko {} seier dei har."),
            ("Det er {} som arbeider mot klarare mål enn før.", "No har {} klare mål for arbeidet."),
        ),
        About(
            "id: loyving\n    value: 412300000\n    unit: kroner\n    statement: Løyvd til omstilling",
            ("412 300 000 kroner", "412,3 millionar kroner", "412,3 mill. kroner", "kr 412 300 000"),
            "Løyvd til omstilling",
            "Kroner",
            ("Det vart løyvd {} til omstillinga.", "Omstillinga fekk {} i fjor."),
            ("{} gjekk til omstilling i forvaltninga.", "I alt vart {} løyvde."),
            ("Staten sette av {} til arbeidet med omstilling.", "Rekninga for omstillinga enda på {} i alt."),
        ),
        About(
            "id: grupper\n    value: 48\n    unit: grupper\n"
            "    statement: Grupper som har fullført programmet",
            ("48 grupper", f"48{NB}grupper", "48 av gruppene"),
            "Grupper som har fullført",
            "Grupper",
            ("Så langt har {} fullført programmet.", "Programmet er fullført av {}."),
            ("No er {} ferdige med programmet.", "{} gjekk gjennom heile programmet."),
            (
                "Ved årsskiftet hadde {} fullført.",
                "Programmet har hatt mykje å seie for {} rundt om i landet.",
            ),
        ),
    ),
    "en": (
        About(
            'id: meetings\n    value: 81\n    unit: "%"\n    statement: Our meetings have become better\n'
            "    question: How far do you agree that meetings have become better?",
            _percent("81", "en"),
            "Meetings have become better",
            "Share who agree",
            ("In all {} think that meetings are better.", "{} say that they have better meetings."),
            (
                "Ask the leaders, and {} answer that their meetings went better.",
                "Better meetings: {} see them.",
            ),
            (
                "The survey shows that {} see better meetings at work.",
                "Meetings have improved: {} call them better.",
            ),
        ),
        About(
            'id: goals\n    value: 65.5\n    unit: "%"\n    statement: We have clearer goals',
            _percent("65.5", "en"),
            "Clearer goals",
            "Per cent",
            ("{} report that they have clearer goals.", "Goals are clearer to {} of the leaders."),
            ("As many as {} find their goals clear enough.", "A clear goal is what {} now have."),
            (
                "There are {} who work towards clearer goals than before.",
                "With {} on clear goals, the work is well under way.",
            ),
        ),
        About(
            "id: grant\n    value: 412300000\n    unit: kroner\n    statement: Granted for reorganisation",
            ("412,300,000 kroner", "412.3 million kroner", "NOK 412,300,000", "412 300 000 kroner"),
            "Granted for reorganisation",
            "Kroner",
            ("The state granted {} for reorganisation.", "Reorganisation received {} last year."),
            ("{} went into reorganisation of the service.", "A grant of {} was made."),
            (
                "Parliament set {} aside for the reorganisation.",
                "The bill for the reorganisation came to {} in all.",
            ),
        ),
        About(
            "id: groups\n    value: 48\n    unit: groups\n    statement: Groups that completed the programme",
            ("48 groups", f"48{NB}groups", "48 of the groups"),
            "Groups that completed",
            "Groups",
            ("So far {} have completed the programme.", "The programme was completed by {}."),
            ("By now {} are through the programme.", "{} went through the whole programme."),
            (
                "At the turn of the year {} had completed it.",
                "The programme has meant a lot to {} around the country.",
            ),
        ),
    ),
}

INNOCENTS: dict[str, tuple[str, ...]] = {
    "nb": (
        "Rapporten er på 81 sider.",
        "Hun fylte 81 år i fjor.",
        "Dette står på side 81 i rapporten om bedre møter.",
        "Se figur 12 og tabell 48.",
        "Strømprisen økte med 81 prosent i perioden.",
        "I Sverige er andelen som eier bolig 65,5 prosent.",
        "Løypa er 65,5 kilometer lang.",
        "Fristen er 48 timer etter møtet.",
        "Kurset tar 36 timer fordelt på fire uker.",
        "Møtet varte i 48 minutter.",
        "Avgiften er 12 prosent for hoteller.",
        "Om lag 36 prosent av bedriftene eksporterer.",
        "Loven § 12 gjelder fra 1. januar 2021.",
        "Kommunen har 48 skoler og 36 barnehager.",
        "De 12 første kapitlene handler om klima.",
        "Ring oss på telefon 48 36 12 81 før kl. 12.",
        "Deltakerne var mellom 36 og 48 år.",
        "Versjon 12 kom 12. mai 2021.",
        "Nedbøren var 81 % av det normale.",
        "Veien ble bygd for 36 millioner kroner.",
        "Ansatte fikk i snitt 48 kroner mer i timen.",
        "Direktøren er 36 år og kommer fra Bergen.",
        "Bygget har 12 etasjer.",
        "Prisene steg 12 % fra 2020 til 2021.",
    ),
    "nn": (
        "Rapporten er på 81 sider.",
        "Ho fylte 81 år i fjor.",
        "Dette står på side 81 i rapporten om betre møte.",
        "Sjå tabell 48 og figur 36.",
        "Straumprisen auka med 81 prosent i perioden.",
        "I Sverige er delen som eig bustad 65,5 prosent.",
        "Løypa er 65,5 kilometer lang.",
        "Fristen er 48 timar etter møtet.",
        "Kommunen har 48 skular.",
        "Nedbøren var 81 % av det normale.",
        "Vegen vart bygd for 48 millionar kroner.",
        "Deltakarane var mellom 36 og 48 år.",
    ),
    "en": (
        "The report has 81 pages.",
        "She turned 81 last year.",
        "See page 81 of the report on better meetings.",
        "See table 48 and section 65.5.",
        "The price of power rose by 81 per cent.",
        "In Sweden 65.5 per cent own their home.",
        "The trail is 65.5 kilometres long.",
        "The deadline is 48 hours after the meeting.",
        "The town has 48 schools.",
        "Rainfall was 81% of the normal.",
        "The road cost 48 million kroner.",
        "Participants were between 36 and 48 years old.",
    ),
}

CONTAINERS: dict[str, str] = {
    "paragraph": "TEXT\n",
    "second sentence": "Vi har spurt alle. TEXT Mer om det under.\n",
    "emphasis": "*Slik* ser det ut. BOLD\n",
    "list": "- Et punkt.\n- TEXT\n",
    "box": '::: {.fact-box title="Kort"}\nTEXT\n:::\n',
    "box title": '::: {.fact-box title="TEXT"}\nTekst.\n:::\n',
    "quote": "> TEXT\n",
    "pull quote": '::: {.pull-quote by="Kari"}\nTEXT\n:::\n',
    "side note": "Tekst.\n\n::: side-note\nTEXT\n:::\n",
    "note": "Tekst.[^a]\n\n[^a]: TEXT\n",
    "heading": "## TEXT\n\nTekst.\n",
    "definition": "Resultat\n: TEXT\n",
    "timeline": "::: timeline\n2022\n: TEXT\n:::\n",
    "diagram": '::: {.diagram kind="steps" alt="En trapp."}\n- **Først** TEXT\n- **Så** mer\n:::\n',
    "diagram alt": '::: {.diagram kind="steps" alt="TEXT"}\n- **Først** noe\n- **Så** mer\n:::\n',
    "cell": "Tabell: Svar {#tbl-a}\n\n| Hva | HEAD |\n|:--|--:|\n| LABEL | VALUE |\n",
    "cell sentence": "| Sak | Svar |\n|:--|:--|\n| A | TEXT |\n",
    "table caption": "Tabell: TEXT\n\n| A | B |\n|:--|:--|\n| a | b |\n",
    "alt": '![TEXT](bilder/rute.png "Et kart")\n',
    "caption": '![Tre hus står ved en elv under et fjell.](bilder/rute.png "TEXT")\n',
    "landing": "Tekst.\n",
    "description": "Tekst.\n",
}
"""Where a number can stand: TEXT is the sentence, BOLD the same with its number in bold."""


def plants(style: str) -> Iterator[Plant]:
    """Every repeat: all findings, sentences of ``style``, ways to write the value, containers."""
    for language, known in FINDINGS.items():
        for about in known:
            for sentence in getattr(about, style):
                for value in about.forms:
                    yield from _planted(language, sentence.format(value).replace("..", "."), value, about)


def innocents() -> Iterator[Plant]:
    """Every innocent sentence in every container that holds one."""
    for language, sentences in INNOCENTS.items():
        for text in sentences:
            yield from _planted(language, text, "", None)


def _planted(language: str, text: str, value: str, about: About | None) -> Iterator[Plant]:
    findings = "findings:\n" + "".join(f"  - {known.yaml}\n" for known in FINDINGS[language])
    identifier = about.yaml.partition("\n")[0].removeprefix("id: ") if about else ""
    for kind, container in CONTAINERS.items():
        if kind == "cell" and about is None:
            continue
        block = container.replace("BOLD", text.replace(value, f"**{value}**") if value else text)
        block = block.replace("TEXT", text)
        if about:
            block = block.replace("HEAD", about.head).replace("LABEL", about.label).replace("VALUE", value)
        yield Plant(
            language,
            findings,
            f"# Om arbeidet\n\nTekst.\n\n{block}",
            text if kind == "landing" else "",
            text if kind == "description" else "",
            identifier,
            kind,
        )


def chosen(plants: Iterator[Plant], count: int, seed: int) -> list[Plant]:
    """``count`` of them, each container about as often as the others."""
    found = list(plants)
    random.Random(seed).shuffle(found)  # noqa: S311  no secret
    by_kind: dict[str, list[Plant]] = {}
    for plant in found:
        by_kind.setdefault(plant.kind, []).append(plant)
    taken: list[Plant] = []
    while len(taken) < count and any(by_kind.values()):
        taken += [kind.pop() for kind in by_kind.values() if kind]
    return taken[:count]
