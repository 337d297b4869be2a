"""One language at a time: what ``lagesbild assess`` says of a table, in Swedish or in English.

What reads files says what is wrong in Swedish. Here every such sentence has its English, as a test makes sure.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from lagesbild.figures.assess.english_words import in_english
from lagesbild.figures.problems import Problem, SourceProblems

LANGUAGES = ("sv", "en")
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")


def language_of(chosen: str | None, environment: Mapping[str, str]) -> str:
    """``chosen``, else that of the locale: Swedish where it says nothing, English where it is another language."""
    if chosen:
        return chosen
    locale = next((environment[name] for name in _LOCALE if environment.get(name)), "")
    return "sv" if locale.split(".")[0] in ("", "C", "POSIX") or locale.lower().startswith("sv") else "en"


class SpokenProblems(SourceProblems):
    """The same problems in one language, as text. ``heading`` says that nothing was judged."""

    def __init__(self, problems: Iterable[Problem], language: str):
        super().__init__(problems)
        count = len(self.problems)
        if language == "en":
            self.args = ("\n".join(map(_english_line, self.problems)),)
            self.heading = f"{count} to put right, and nothing was judged"
        else:
            self.heading = f"{count} att rätta, och inget är bedömt"


def english(sentence: str) -> str:
    """An English sentence for a Swedish one; as it stands where there is none."""
    for pattern, template in _patterns():
        if match := pattern.fullmatch(sentence):
            # What a cell holds stands first, in quotation marks, and stays as it is.
            cell = 1 if template.startswith("“{}”") else 0
            parts = match.groups()
            return template.format(*parts[:cell], *map(in_english, parts[cell:]))
    return sentence


def _english_line(problem: Problem) -> str:
    row = f", row {problem.row}" if problem.row else ""
    row += f" (line {problem.line} in a text editor)" if problem.line else ""
    column = f", column {problem.column}" if problem.column else ""
    return f"{problem.sheet}{row}{column}: {english(problem.what)} {english(problem.do)}"


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(_pattern(swedish), re.DOTALL), template) for swedish, template in SENTENCES.items()]


def _pattern(swedish: str) -> str:
    return "(.*?)".join(re.escape(part) for part in swedish.split("{}"))


SENTENCES = {
    # Numbers and cells.
    "Cellen är tom.": "The cell is empty.",
    "Cellen är tom men raden har annat innehåll.": "The cell is empty but the row has other content.",
    "Fyll i den eller ta bort raden.": "Fill it in or remove the row.",
    "Värdet är tomt.": "The value is empty.",
    "Fyll i värdet, skriv - om det saknas, eller ta bort raden.": "Fill in the value, write - where it is missing, or "
    "remove the row.",
    "Cellen är felvärdet {}.": "The cell is the error {}.",
    "Rätta formeln, eller skriv - om värdet saknas.": "Mend the formula, or write - where the value is missing.",
    "”{}” är inget värde.": "“{}” is no value.",
    "”{}” är mer än ett tal.": "“{}” is more than one number.",
    "”{}” är inte exakt.": "“{}” is not exact.",
    "Mellanslag, punkter eller kommatecken står fel i ”{}”.": "Spaces, points or commas are misplaced in “{}”.",
    "”{}” är i procent och inte {}.": "“{}” is per cent and not {}.",
    "”{}” är ett belopp.": "“{}” is an amount of money.",
    "”{}” är i tusental eller miljoner.": "“{}” is written in thousands or millions.",
    "Det som står bredvid talet i ”{}” är ingen känd enhet.": "What stands beside the number in “{}” is no known unit.",
    "”{}” är mindre än noll.": "“{}” is less than zero.",
    "”{}” är inte ett heltal.": "“{}” is not a whole number.",
    "”{}” har för många decimaler.": "“{}” has too many decimals.",
    "”{}” är för stort.": "“{}” is too large.",
    "”{}” är inte {}.": "“{}” is not {}.",
    "”{}” kan vara tusental eller decimaler: {}.": "“{}” may be thousands or decimals: {}.",
    "”{}” kan vara {}.": "“{}” may be {}.",
    "Skriv ut hela talet i siffror.": "Write the whole number in digits.",
    "Skriv ett heltal i siffror.": "Write a whole number in digits.",
    "Skriv ett tal som är noll eller mer.": "Write a number that is zero or more.",
    "Skriv det exakta talet, {}.": "Write the exact number, {}.",
    "Skriv högst {} decimaler.": "Write at most {} decimals.",
    "{} är för stort eller för nära noll.": "{} is too large or too near zero.",
    "Rätta talet.": "Mend the number.",
    "{} är inte ett tal.": "{} is not a number.",
    "Rätta.": "Mend it.",
    "Skriv bara talet, eller lämna cellen tom.": "Write only the number, or leave the cell empty.",
    "Skriv bara talet, {}.": "Write only the number, {}.",
    "Cellen är inte ett ändligt tal.": "The cell is not a finite number.",
    "Skriv talet, eller - om det saknas.": "Write the number, or - where it is missing.",
    "Cellen visas i procent men innehåller {}.": "The cell shows per cent but holds {}.",
    "Välj talformatet Allmänt och skriv procenttalet, till exempel 12,5.": "Choose the format General and write "
    "the per cent figure, such as 12.5.",
    "Cellen är ett datum ({}).": "The cell is a date ({}).",
    "Cellen är ett klockslag eller datum.": "The cell is a time or a date.",
    "Skriv text, eller året med fyra siffror.": "Write text, or the year in four digits.",
    "Cellen är SANT eller FALSKT.": "The cell is TRUE or FALSE.",
    "Skriv Ja eller Nej som text.": "Write Yes or No as text.",
    "Formeln har inget räknat resultat.": "The formula has no counted result.",
    "Öppna filen i Excel, låt den räkna och spara.": "Open the file in Excel, let it count, and save.",
    "Cellen är av typen {}.": "The cell is of the type {}.",
    "Skriv text eller tal.": "Write text or a number.",
    "Cellen är talet {}.": "The cell is the number {}.",
    "Skriv den som text.": "Write it as text.",
    "Skriv den som text (talformatet Text).": "Write it as text (the format Text).",
    "Cellen har en radbrytning.": "The cell has a line break.",
    "Kontrollera citattecknen på raden och raderna före.": "Check the quotation marks in the row and those before.",
    "”{}” är ingen period.": "“{}” is no period.",
    "”{}” är en tid som inte finns.": "“{}” is a time that does not exist.",
    "”{}” ligger inte mellan {} och {}.": "“{}” is not between {} and {}.",
    "”{}” kan vara {} eller {}.": "“{}” may be {} or {}.",
    "Skriv till exempel 2023, 2022/23, 2020–2022, 2023 Q1 eller 2023-01-31.": "Write for example 2023, 2022/23, "
    "2020–2022, 2023 Q1 or 2023-01-31.",
    "{}{} hade inte börjat när siffrorna hämtades.": "{}{} had not begun when the figures were fetched.",
    "{}: serien {}: {} av {} värden jämförs med varandra ({}). De andra gäller tider av annat slag.": "{}: the series "
    "{}: {} of {} values are compared with each other ({}). The others are of times of another kind.",
    "Flaggan {} är okänd.": "The flag {} is unknown.",
    "Skriv preliminär, framskriven, uppskattad eller inget.": "Write preliminary, extrapolated, estimated or nothing.",
    "{} är inte ett antal.": "{} is not a count.",
    "0 är inte ett antal år.": "0 is not a number of years.",
    "Skriv ett tal över noll eller lämna tomt.": "Write a number above zero or leave it empty.",
    "{} är ingen riktning.": "{} is no direction.",
    "Skriv up, down eller none.": "Write up, down or none.",
    "{} är varken ja eller nej.": "{} is neither yes nor no.",
    "Skriv yes eller no.": "Write yes or no.",
    # Columns, rows and files.
    "Kolumnen finns två gånger.": "The column is there twice.",
    "Ta bort den ena.": "Remove one of them.",
    "Kolumnen {} är okänd.": "The column {} is unknown.",
    "Menas {}? Rätta den eller ta bort den.": "Is {} meant? Mend it or remove it.",
    "Kolumnen saknas.": "The column is missing.",
    "Lägg till den.": "Add it.",
    "{}: kolumnen {} läses inte.": "{}: the column {} is not read.",
    "{}: OBS_STATUS B (brott) läses inte. Ange brotten med --breaks.": "{}: OBS_STATUS B (break) is not read. Give the "
    "breaks with --breaks.",
    "Raden har {} celler, men rubrikraden {}.": "The row has {} cells, but the headings {}.",
    "Rätta avgränsare och citattecken.": "Mend separators and quotation marks.",
    "Raden går inte att dela upp i celler ({}).": "The row cannot be split into cells ({}).",
    "Filen är större än 100 MB.": "The file is larger than 100 MB.",
    "Filen är större än 100 MB uppackad.": "The file is larger than 100 MB unpacked.",
    "Dela upp den.": "Split it.",
    "Filen går inte att läsa.": "The file cannot be read.",
    "Kontrollera namnet och rättigheterna.": "Check its name and permissions.",
    "Filtypen läses inte.": "That type of file is not read.",
    "Spara filen som .xlsx eller .csv.": "Save the file as .xlsx or .csv.",
    "Filens teckenkodning går inte att läsa.": "The file's encoding cannot be read.",
    "Spara om den som CSV UTF-8.": "Save it as CSV UTF-8.",
    "Filen har trasiga tecken (”{}”).": "The file has broken characters (“{}”).",
    "Öppna originalet och spara om det som CSV UTF-8.": "Open the original and save it as CSV UTF-8.",
    "Filen är lösenordsskyddad eller sparad i det gamla formatet .xls.": "The file has a password or is in the old "
    "format .xls.",
    "Ta bort lösenordet och spara som Excel-arbetsbok (.xlsx).": "Remove the password and save as an Excel workbook "
    "(.xlsx).",
    "Filen går inte att läsa som Excel-arbetsbok ({}).": "The file cannot be read as an Excel workbook ({}).",
    "Öppna den i Excel och spara om den som .xlsx.": "Open it in Excel and save it as .xlsx.",
    "Filen har fler celler än som kan läsas; sammanslagna celler räknas var för sig.": "The file has more cells than "
    "can be read; merged cells count one by one.",
    "Ta bort sammanslagningar och det som står långt ifrån tabellen, eller dela upp filen.": "Remove merged cells and "
    "what stands far from the table, or split the file.",
    "Filen har innehåll som Excel inte skriver.": "The file has content that Excel does not write.",
    "Spara om den i Excel.": "Save it again in Excel.",
    "Filen är inte en Parquetfil.": "The file is no Parquet file.",
    "Filen går inte att läsa som Parquet ({}).": "The file cannot be read as Parquet ({}).",
    "Filen är skadad: dess tal är inte de som den själv säger att den har.": "The file is damaged: its numbers are not "
    "those that it says itself.",
    "Skriv den på nytt.": "Write it anew.",
    "Arbetsboken har {} synliga blad med innehåll.": "The workbook has {} visible sheets with content.",
    "Lägg tabellen ensam i en arbetsbok.": "Put the table alone in a workbook.",
    "Bladet har sammanfogade celler.": "The sheet has merged cells.",
    "Dela upp dem, så att varje rad har sina egna värden.": "Split them, so that each row has its own values.",
    "Bladet har dolda rader eller kolumner.": "The sheet has hidden rows or columns.",
    "Visa dem, eller ta bort dem.": "Show them, or remove them.",
    "Tabellen är tom.": "The table is empty.",
    "Den behöver rubriker och rader.": "It takes headings and rows.",
    "Svaret går inte att skriva dit.": "The answer cannot be written there.",
    "Kontrollera mappen och rättigheterna.": "Check the folder and its permissions.",
    "Metoden {} finns inte.": "There is no method {}.",
    "Välj bland {}.": "Choose among {}.",
    # Between the rows of a series, and between series.
    "Serien {} har procenttecken på vissa värden.": "The series {} has per cent signs on some values.",
    "Serien {} har procenttecken här men inte på värdena.": "The series {} has a per cent sign here but not on its "
    "values.",
    "Skriv alla lika.": "Write all alike.",
    "Serien {} finns inte i tabellen.": "The series {} is not in the table.",
    "Rätta namnet eller ta bort brottet.": "Mend the name or remove the break.",
    "Brott för serien {}, som inte finns i tabellen.": "Breaks of the series {}, which is not in the table.",
    "Rätta namnet.": "Mend the name.",
    "Metoden {} behöver kolumnen {}.": "The method {} takes the column {}.",
    "Lägg till den eller välj en annan metod.": "Add it or choose another method.",
    "Serien {} har värdet {}, som inte är en poäng.": "The series {} has the value {}, which is no score.",
    "En poäng är från 0 till 100.": "A score is from 0 to 100.",
    "Serien {} saknar {}, som metoden {} behöver.": "The series {} lacks {}, which the method {} takes.",
    "Fyll i den eller ta bort serien.": "Fill it in or remove the series.",
    "Serien {} har ett intervall utan båda ändarna, eller upp och ner, för {}.": "The series {} has an interval "
    "without both ends, or upside down, for {}.",
    "Ange den lägre och den högre.": "Give the lower and the higher.",
    "Serien {} har redan ett värde för {} (rad {}).": "The series {} already has a value for {} (row {}).",
    "Behåll ett.": "Keep one.",
    "Serierna {} och {} är båda {} för {}.": "The series {} and {} are both {} of {}.",
    "Behåll en av dem.": "Keep one of them.",
    "Serien {} har både {} och {}.": "The series {} has both {} and {}.",
    "{} har både {} och {}.": "{} has both {} and {}.",
    "Skriv samma på alla rader.": "Write the same in all rows.",
    "Skriv samma på alla seriens rader.": "Write the same in all rows of the series.",
    "Serien {} har bara den ena.": "The series {} has one of them only.",
    "Ange båda.": "Give both.",
    "Serien {} har samma tal i båda.": "The series {} has the same number in both.",
    "Rätta ett av dem.": "Mend one of them.",
    "Serien {} har färggränser men inte dessa.": "The series {} has cuts for colours but not these.",
    "Ange dem.": "Give them.",
    "Serien {} räknas per {}.": "The series {} is counted per {}.",
    "Ange ett tal över noll.": "Give a number above zero.",
    "Serien {} har basåret {} och målåret {}.": "The series {} has the base year {} and the target year {}.",
    "Basåret måste komma först.": "The base year must come first.",
    "Serien {} har gränser som inte går från sämst till bäst.": "The series {} has cuts that do not run from worst to "
    "best.",
    "De ska komma i ordningen lower, red, green, upper.": "They come in the order lower, red, green, upper.",
    # Last, since it fits much.
    "Skriv {}, {}, eller - om det saknas.": "Write {}, {}, or - where it is missing.",
    "Skriv {}, {}.": "Write {}, {}.",
    "Skriv {}.": "Write {}.",
}
"""Swedish sentence → English, ``{}`` being what the table itself says. The first that fits is used."""
