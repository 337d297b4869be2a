"""Open aid data in the form of the IATI Standard 2.03: our projects out, others' projects in.

``activity`` is what travels between the register and the XML; ``gathering`` makes it of a project, ``writing`` makes
XML of it and ``reading`` makes it of XML; ``rules`` says what may not be published; ``export`` puts the file together;
``matching`` finds our partners in others' files.
"""
