"""Response to treatment: lesions, sums, response at a time point, best overall response.

RECIST 1.1 (Eisenhauer et al., Eur J Cancer 2009;45:228) for solid tumours and INRC 2017
(Park et al., J Clin Oncol 2017;35:2580) for neuroblastoma; clinical reference section 7.
"""
