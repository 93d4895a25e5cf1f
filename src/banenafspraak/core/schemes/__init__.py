"""What may be claimed for a worker, an employer, a place and a day: why, how much, until when. Never a decision.

`read_case` checks what is known, `law_book` reads law/ and the overlays of places, `assess` answers, `questions` says
what to ask next, `outlook` sums the years. The facts and conditions are data; the sums are in rules/.
"""
