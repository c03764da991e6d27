"""Syllables by rule against the counts of a dictionary, word by word."""

from __future__ import annotations

import pytest

from trialogue.report.overview.language.syllables import count_syllables

COUNTED = """
    cat 1, table 2, little 2, people 2, study 2, studies 2, researcher 3, reading 2, passage 2,
    sentence 2, itself 2, platypus 3, seemingly 3, hybrid 2, mammal 2, creature 2, doctor 2,
    hospital 3, medicine 3, treatment 2, disease 2, cancer 2, tumor 2, tumors 2,
    chemotherapy 5, radiation 4, surgery 3, infusion 3, infected 3, treated 2, stopped 1,
    placebo 3, participants 4, volunteer 3, eligibility 6, neuroblastoma 5, lymphoma 3,
    leukemia 4, carcinoma 4, metastatic 4, pneumonia 4, anemia 4, diabetes 4, insomnia 4,
    schizophrenia 5, hypertension 4, arthritis 3, hepatitis 4, depression 3, dementia 3,
    epilepsy 4, asthma 2, migraine 2, sciatica 4, herniation 4, stenosis 3, radiculopathy 6,
    discectomy 4, venetoclax 4, azacitidine 5, cyclophosphamide 5, fludarabine 4, cisplatin 3,
    carboplatin 4, paclitaxel 4, pembrolizumab 5, nivolumab 4, ibrutinib 4, dexamethasone 5,
    prednisone 3, methotrexate 4, cytarabine 4, vincristine 3, rituximab 4, autism 3,
    mechanism 4, nausea 3, diarrhea 4, fatigue 2, bleeding 2, breathing 2, immediately 5,
    usually 4, patient 2, clinical 3, experiment 4, experience 4, experienced 4, obvious 3,
    previous 3, serious 3, various 3, infectious 3, cautious 2, precious 2, variation 4,
    associate 4, association 5, appreciate 4, initiate 4, material 4, bacteria 4, medial 3,
    radial 3, period 3, biological 5, biology 4, diagnosis 4, diagnosed 3, science 2, lion 2,
    quiet 2, diet 2, fuel 2, cruel 2, duration 3, situation 4, gradual 3, manual 3, equal 2,
    quality 3, require 2, required 2, language 2, guard 1, guide 1, guided 2, changes 2,
    places 2, uses 2, boxes 2, wishes 2, takes 1, names 1, times 1, likes 1, needed 2,
    wanted 2, asked 1, helped 1, moved 1, learned 1, handled 2, enrolled 2, called 1,
    labeled 2, controlled 2, able 2, possible 3, eligible 4, vehicle 3, muscle 2, angle 2,
    whole 1, role 1, scale 1, female 2, male 1, mile 1, while 1, apple 2, idea 3, area 3,
    create 2, really 2, ocean 2, being 2, seeing 2, playing 2, trying 2, carrying 3,
    annoying 3, continue 3, value 2, values 2, tissue 2, argue 2, true 1, blue 1, rescue 2,
    eye 1, year 1, years 1, older 2, younger 2, month 1, week 1, days 1, didn't 2, can't 1,
    couldn't 2, isn't 2, doctor's 2, eighteen 2, MRI 3, NSCLC 5, HIV 3, 18 2, 75 4, 100 3,
    21 3, follow-up 3, non-small 2, spine 1, spinal 2, lumbar 2, vertebral 3, vertebrae 3,
    fusion 2, vision 2, decision 3, million 2, opinion 3, special 2, social 2, financial 3,
    physician 3, musician 3, pediatric 4, psychiatric 4, psychiatry 4, obese 2, obesity 4,
    immune 2, autoimmune 4, protein 2, caffeine 2, neuron 2, fluid 2, influence 3, influenza 4,
    mutation 3, evaluate 4, evaluation 5, quotient 2, oxygen 3, rhythm 2, spasm 2,
    metabolism 5, cigarette 3, cassette 2, release 2, increase 2, increased 2, purpose 2,
    nurse 1, course 1, response 2, phase 1, dose 1, once 1, vaccine 2, machine 2, routine 2,
    examine 3, examined 3, combine 2, combined 2, nineteen 2, employee 3, coffee 2, degree 2,
    agreed 2, allergies 3, therapies 3, bodies 2, died 1, tried 1, cried 1, applied 2, field 1,
    friend 1, review 2, view 1
"""
WORDS = [entry.split() for entry in COUNTED.split(",")]


@pytest.mark.parametrize(("word", "number"), WORDS, ids=[word for word, _ in WORDS])
def test_a_word_has_the_syllables_of_the_dictionary(word: str, number: str) -> None:
    assert count_syllables(word) == int(number)


@pytest.mark.parametrize("odd", ["", "-", "′", "…", "123456789012345678901234567890"])
def test_whatever_is_written_counts_as_something(odd: str) -> None:
    assert count_syllables(odd) >= 1
