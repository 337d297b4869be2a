"""Series drawn by hand, a line each: ``code way aims | first year: values``.

Way: up, down, none or hold. Aims: t60/2030 the municipality's own target and its year, l a limit, g a global target, r
a guideline, b the baseline. n2020: that is the present year, else 2026. s1: a change below 1 is small. c6: measured
every sixth year. Values: - a year without, x extrapolated, p preliminary, / a break before the next year.
"""

DRAWINGS = """
# Nobody has measured.
none up |
none up t60/2030 | 2020:
none down l40 | 2020:
none none | 2020:
none hold l6 l8 | 2020:
none up | 2024: x50
none up t60/2020 | 2018: x50 x51

# Nobody has decided what is better.
not_judged none | 2020: 5
not_judged none t60/2030 | 2015: 50 51 52 53 54 55
not_judged none l40 | 2020: 41
not_judged none | 2010: 1 2 3 4 5 6 7 8 9 10
not_judged hold | 2020: 7
not_judged hold l8 | 2020: 7 7 7 7 7 7
not_judged hold t7/2030 | 2020: 7
not_judged none | 2020: p5

# Outside a limit, target or not.
outside down l40 | 2020: 41
outside down l40 | 2015: 50 48 46 44 42 41
outside down l40 | 2015: 36 37 38 39 40 41
outside up l40 | 2020: 39.9
outside down l40 t60/2030 | 2020: 41
outside down l40 t30/2030 | 2015: 60 57 54 51 48 45 42 41
outside down t50/2020 l40 | 2018: 45 44 43
outside down l40 l35 | 2020: 37
outside hold l6 l8 | 2020: 8.1
outside hold l6 l8 | 2020: 5.9
outside hold l8 l6 | 2014: 7 7 7 7 7 7 9
outside down l40 | 2020: 39 p41
outside down l10 | 2019: 12 / 11

# Reached, and going away from it.
slipping up t60.5/2030 | 2014: 76 75 74 73 72 71 70 69 68 67
slipping up t60 | 2014: 76 75 74 73 72 71 70 69 68 67
slipping up t66/2028 | 2014: 76 75 74 73 72 71 70 69 68 67
slipping up t67/2030 | 2014: 76 75 74 73 72 71 70 69 68 67
slipping down t40/2030 | 2016: 30 31 32 33 34 35 36 37 38
slipping down t40 | 2018: 35 36 37 38 39
slipping up t60/2020 | 2014: 76 75 74 73 72 71 70 69 68 67
slipping down t10 | 2016: 1 2 3 4 5 6 7
slipping up t60/2032 | 2012: 50 53 56 59 62 65 68 71 74 71 67 63
slipping up t60/2040 | 2014: 90 88 86 84 82 80 78
slipping down t10/2030 | 2010: 40 36 32 28 24 20 16 12 8 6 7 8 9

# Reached.
reached up t60/2030 | 2020: 61
reached up t60/2030 | 2020: 60
reached down t60/2030 | 2020: 60
reached up t60 | 2020: 61
reached up t60/2020 | 2018: 58 59 61
reached up t60/2020 | 2018: 58 59 59 59 61
reached up t60/2030 | 2014: 50 52 54 56 58 60 62
reached up t60/2030 | 2014: 66 64 66 64 66 64 66 64
reached up t60/2030 | 2014: 76 75 74 73 72 71 70 69 68 67
reached up t50/2030 | 2014: 76 75 74 73 72 71 70 69 68 67
reached up t20 | 2014: 76 75 74 73 72 71 70 69 68 67
reached up t60/2024 | 2014: 90 88 86 84 82 80 78 76 74 72 82
reached down t15 r10 | 2019: 11.5
reached up t60/2030 l40 | 2019: 61 62
reached up t60/2030 | 2019: p61
reached down t10/2030 | 2016: 9.7 9.6 9.7 9.6 9.7 9.6 9.7
reached up t60/2028 t70/2024 | 2020: 61
reached up t0.1/2030 | 2020: 0.1

# Reached in its year, and lost.
lost up t60/2020 | 2018: 58 59 61 62 59
lost up t60/2020 | 2020: 60 59
lost down t40/2020 | 2018: 42 41 40 41 42
lost up t60/2020 | 2019: 61 - 62 59
lost up t60/2020 t70/2018 | 2018: 58 59 61 62 59
lost up t60/2020 | 2014: 64 64 63 63 62 61 60 59 58

# The year has come, and it was not.
missed up t60/2020 | 2018: 58 59 59 62 59
missed up t60/2022 | 2018: 58 59 59 58 59
missed up t170/2012 | 2012: 90 - - - - - - - - - 80
missed down t40/2020 | 2018: 45 44 43
missed up t60/2020 | 2020: 59.9
missed up t60/2020 | 2012: 40 42 44 46 48 50 52 54 56 58
missed up t60/2020 t90/2015 | 2020: 50
missed up t60/2020 | 2019: 61 - 59
missed up t60/2020 | 2019: 58 - 61 59
missed up t60/2020 n2020 | 2020: 50

# The year is over, and nobody has measured since.
overdue up t60/2023 | 2018: 58 59 59 58 59
overdue up t60/2025 | 2022: 58 59
overdue up t60/2025 | 2020: 58
overdue down t40/2020 | 2010: 50 49 48 47 46 45 44 43
overdue up t60/2020 c6 | 2016: 36 36 36 36 36 36
overdue up t60/2022 | 2018: 58 59 59 59 x61

# Not reached, and too few measurements to know.
unmet_unknown up t60/2030 | 2020: 50
unmet_unknown up t60/2026 | 2022: 58 59
unmet_unknown up t60 | 2022: 58 59
unmet_unknown up t85 | 2021: 12
unmet_unknown up t60/2030 | 2018: 50 49 48 47
unmet_unknown up t60/2030 | 2018: 50 51 52 53
unmet_unknown down t40/2030 | 2020: 41 41 41
unmet_unknown up t60/2030 g50/2030 | 2020: 50
unmet_unknown up t60/2030 | 2010: 40 41 42 43 44 45 / 50 51
unmet_unknown up t60/2030 | 2022: p50
unmet_unknown up t85/2027 c6 | 2015: 36 36 36 36 36 36
unmet_unknown up t60/2030 l40 | 2020: 50

# Away from the target.
wrong_way up t60/2030 | 2018: 50 49 48 47 46
wrong_way down t40/2030 | 2018: 50 51 52 53 54
wrong_way up t60 | 2018: 50 49 48 47 46
wrong_way up t60/2030 | 2014: 50 49 49 48 47 47 46 45
wrong_way down t40/2030 | 2012: 50 51 50 52 53 52 54 55 54 56
wrong_way up t90/2030 | 2004: 70 67 65 61 59 55 53 50 46 45 41 38 36 38 40
wrong_way down t40/2030 l90 | 2018: 50 51 52 53 54
wrong_way up t60/2030 g50/2030 | 2016: 40 39 38 37 36 35 34

# Towards a target, without a year or values enough to say whether it will do.
unmet_better up t60/2030 | 2018: 50 51 52 53 54
unmet_better down t40/2030 | 2018: 50 49 48 47 46
unmet_better up t60/2030 | 2018: 50 51 52 53 54 55
unmet_better up t60 | 2014: 40 42 44 46 48 50 52
unmet_better up t85 | 2010: 40 42 41 44 46 45 48 50 52 51
unmet_better up t60 | 2006: 10 13 14 17 18 21 22 25 26 29 30 33 34 33 31
unmet_better up t60/2030 | 2012: 30 31 32 33 34 35 / 40 41 42 43 44

# The same, and no clear way.
unmet_unclear up t60/2030 | 2018: 50 53 51 54 52 55
unmet_unclear up t60/2030 | 2018: 50 51 53 52 54
unmet_unclear up t60/2030 | 2018: 50 52 50 52 50
unmet_unclear up t60 | 2014: 50 52 50 52 50 52 50
unmet_unclear down t40 | 2014: 50 50 50 50 50 50 50
unmet_unclear down t40/2030 | 2018: 50 50 50 50 50
unmet_unclear up t60 | 2008: 50 52 54 56 58 54 53 50 51 47

# In time, cautiously counted too.
in_time up t62/2030 | 2018: 50 51 52 53 54 55 56
in_time up t60/2040 | 2018: 50 51 52 53 54 55 56
in_time up t62/2030 l0 | 2018: 50 51 52 53 54 55 56
in_time down t40/2030 | 2012: 80 77 75 71 69 66 63 60 57 54
in_time down t12/2030 | 2012: 40 37 36 34 31 30 27 26 23 22
in_time up t1.2/2030 | 2019: 0.1 0.2 0.3 0.4 0.5 0.6 0.7
in_time up t58/2035 | 2014: 40 41 41 43 44 44 46 47 48 49
in_time up t70/2040 | 2012: 30 33 34 37 40 41 44 46 49 51

# The right way, but too slowly.
too_slow up t63/2030 | 2018: 50 51 52 53 54 55 56
too_slow up t90/2030 | 2012: 30 31 33 34 35 37 38 39 41 42
too_slow down t10/2030 | 2012: 80 78 77 75 73 72 70 69 67 65
too_slow up t60/2027 | 2016: 40 40 41 41 42 42 43 43 44
too_slow down t313249/2030 | 2005: 626498 - - - - 689104 - - - - 567936 536839 533320 518439 513355 494451 494400 458771 455227
too_slow up t99/2028 | 2012: 30 31 30 33 32 35 34 37 36 39
too_slow up t95/2030 | 2010: 30 32 34 36 38 40 42 44 43 42 41

# Standing still, short of the target.
stalled up t93/2030 | 2018: 50 52 50 52 50 52 50 52
stalled up t60/2030 | 2015: 40 41 40 39 40 41 40 39 40
stalled down t40/2030 | 2015: 60 61 60 59 60 61 60 59 60
stalled up t60/2030 | 2015: 40 40 40 40 40 40 40 40
stalled up t90/2027 | 2014: 50 53 49 52 50 53 49 52 50 51
stalled down t5/2028 | 2014: 20 21 19 20 21 20 19 20 21 20
stalled up t60/2030 | 2010: 50 48 46 44 42 40 38 36 34 36 38

# Nobody can say whether it is enough.
uncertain up t60/2035 | 2014: 40 41 41 43 44 44 46 47 48 49
uncertain up t54/2030 | 2018: 50 52 50 52 50 52 50 52
uncertain down t20/2030 | 2014: 30 50 30 50 32 48 32 50
uncertain up t17/2030 | 2013: 0 3 1 5 3 4 8 6 7 11 10
uncertain down t336672/2030 | 2005: 673344 - - - - 689904 - - - - 553081 - - - - 486966 491603 458347 453840 554167
uncertain up t60/2045 | 2010: 10 12 14 16 18 20 22 24 22 20 18
uncertain up t60/2030 | 2014: 40 45 41 47 43 50 45 52
uncertain up t60/2027 | 2015: 50 51 55 52 57 53 58 56 57

# Within the limit, but on the way to it.
within_nearing down l60 | 2014: 48 49 50 51 52 53 54 55
within_nearing up l40 | 2014: 55 54 53 52 51 50 49 48
within_nearing down l40 | 2018: 30 31 32 33 34
within_nearing down l40 | 2010: 36 34 32 30 28 26 24 22 25 28 31
within_nearing hold l6 l8 | 2014: 7 7.1 7.2 7.3 7.4 7.5 7.6 7.7
within_nearing hold l6 l8 | 2014: 7.7 7.6 7.5 7.4 7.3 7.2 7.1 7
within_nearing down l40 l20 | 2014: 12 13 14 15 16 17 18
within_nearing down l20 r10 | 2014: 12 13 14 15 16 17 18

# Within the limit.
within down l70 | 2014: 48 49 50 51 52 53 54 55
within down l70 | 2020: 55
within down l40 r15 | 2017: 20 18 15.7
within down l40 | 2020: 40
within up l40 | 2020: 40
within down l60 | 2014: 55 54 53 52 51 50 49 48
within down l60 | 2014: 50 52 50 52 50 52 50 52
within hold l6 l8 | 2020: 7
within hold l6 l8 | 2014: 7 7.1 7 7.1 7 7.1 7 7.1
within hold l6 l8 | 2020: 6
within hold l8 l6 | 2020: 8
within hold l6 l9 t7/2020 | 2014: 7 7 7 7
within down l60 g10/2030 | 2018: 50 49 48

# No promise, and one measurement.
one down | 2020: 55
one up | 2020: 0
one up g30/2030 | 2021: 12
one up | 2010: 40 41 42 43 44 / 50
one up | 2020: p50
one up c6 | 2015: 36 36 36 36 36 36
one up r30 | 2021: 12
one up b2020/2020 | 2015: 40 41 42 43 44 50

# No promise, and two to four.
few down | 2020: 55 54
few down | 2020: 55 54 53
few down | 2020: 55 54 53 52
few up | 2004: 74 - - - - - - - - - - - - - - - - - 89
few up | 2011: 12 - - - - - - - - - - 12
few up | 2018: 50 50 50 50
few up g30/2030 | 2014: 3.5 - - - - - - - - 3.7
few up | 2010: 40 41 42 43 44 45 / 50 51 52
few up | 2018: 50 51 52 53 x54
few up | 2018: 50 51 52 53 p54
few up c3 | 2015: 36 36 36 37 37 37 38 38 38

# Better.
better down | 2020: 55 54 53 52 51
better up | 2010: 1 2 3 4 5 6 7 8
better up | 2010: 1 2 3 4 5
better up | 2012: 30 31 30 33 32 35 34 37 36 39
better down | 2005: 86 - - - - 60 - - - - 40 - - - - 16 15 14 13
better up | 2006: 10 13 14 17 18 21 22 25 26 29 30 33 34 33 31
better up s1 | 2015: 80.1 80.2 80.3 80.4 80.5 80.6
better up g90/2030 | 2010: 1 2 3 4 5 6 7 8
better down r5 | 2010: 20 19 18 17 16 15 14 13
better up | 2010: 40 41 42 43 44 / 30 31 32 33 34
better up | 2014: 1 1 2 2 3 3 4 4
better down | 2015: 100 80 60 45 30 20 12 8
better up | 2014: 40 42 44 46 48 50 52 41

# Worse.
worse up | 2020: 55 54 53 52 51
worse down | 2010: 1 2 3 4 5 6 7 8
worse down | 2010: 11.6 11.7 11.8 11.9 12.0 12.1 12.2 12.3
worse up | 2012: 39 36 37 34 35 32 33 30 31 30
worse up | 2004: 70 67 65 61 59 55 53 50 46 45 41 38 36 38 40
worse up s1 | 2015: 80.6 80.5 80.4 80.3 80.2 80.1
worse up g90/2030 | 2010: 8 7 6 5 4 3 2 1
worse up | 2016: 50 51 48 49 46 47 44 43

# Five or more, and chance may explain them.
no_clear_change up | 2020: 55 54 53 51 52
no_clear_change up | 2014: 50 52 50 52 50 52 50 52
no_clear_change down | 2014: 50 50 50 50 50 50 50 50
no_clear_change up | 2010: 51 44 45 46 47 48 49 50 / 41 45 42 44 43
no_clear_change up | 2010: 50 52 54 56 58 54 50 51 48 49
no_clear_change up g90/2030 | 2014: 50 52 50 52 50
no_clear_change down | 2012: 5 5 6 5 5 4 5 5
no_clear_change up | 2014: 3 1 4 1 5 9 2 6
no_clear_change up r5 | 2014: 3 1 4 1 5 9 2 6
"""
