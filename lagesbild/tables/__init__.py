"""What the cells of people's tables say: numbers, periods, places, groups. One grammar for all who read them.

Pure: no Django, no files, no clock, nothing of Lägesbild but this. Each reader takes a cell as it came (text,
or what Excel keeps) and its rules, and answers with what it says, or a :class:`~outcome.Refusal` with the
remedy, or a :class:`~outcome.Doubt` that names every reading. Nothing is guessed.
"""
