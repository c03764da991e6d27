"""How coded facts are said in English. The first sentence is written; all may be said."""

from __future__ import annotations

PHRASES: dict[str, tuple[str, ...]] = {
    "condition": (
        "This study is about {name}.", "This study is for people with {name}.",
        "The study looks at {name}.",
    ),
    "condition.also": ("It is also about {name}.", "The study is about {name}."),
    "conditions.more": ("It is about {number} more conditions.",),
    "type.OBSERVATIONAL": (
        "The team only watches and takes notes.", "The team watches people and takes notes.",
        "The study does not test a new treatment.", "Nothing is changed in your treatment.",
    ),
    "type.EXPANDED_ACCESS": ("This gives a treatment to people who cannot join a study.",),
    "purpose.TREATMENT": (
        "The team wants to learn if it can treat the disease.", "The study tests a treatment.",
    ),
    "purpose.PREVENTION": ("The team wants to learn if it can prevent a disease.",),
    "purpose.DIAGNOSTIC": ("The team wants to learn if it can help to find a disease.",),
    "purpose.SUPPORTIVE_CARE": ("The team wants to learn if it can bring more comfort.",),
    "purpose.SCREENING": ("The team wants to learn if it can find a disease early.",),
    "purpose.HEALTH_SERVICES_RESEARCH": ("The team wants to learn how care is given.",),
    "purpose.BASIC_SCIENCE": ("The team wants to learn how it acts in the body.",),
    "purpose.DEVICE_FEASIBILITY": ("The team wants to learn if a device can be used as planned.",),
    "phase.early": ("This is a very early study (early phase 1).", "This is an early phase 1 study."),
    "phase.1": ("This is a phase {n0} study.", "It is in phase {n0}."),
    "phase.2": ("This is a phase {n0} and phase {n1} study.", "It is in phase {n0} and {n1}."),
    "size.none": ("No one took part.", "{number} people took part."),
    "size.ESTIMATED": (
        "The plan is for {number} people.", "{number} people are planned.",
        "It needs {number} people.", "{number} people can join.",
    ),
    "size.ACTUAL": ("{number} people took part.", "{number} people joined."),
    "size.said": ("The record names {number} people.", "The plan is for {number} people."),
    "status.RECRUITING": (
        "The study is looking for people now.", "People can join now.", "The study is open.",
        "It takes new people now.", "The study is recruiting.",
    ),
    "status.NOT_YET_RECRUITING": (
        "The study does not take people yet.", "No one can join yet.",
        "The study is not open yet.", "The study has not started to take people yet.",
        "The study is not recruiting yet.",
    ),
    "status.ENROLLING_BY_INVITATION": (
        "The study takes only people whom it invites.", "You can join only if you are invited.",
    ),
    "status.ACTIVE_NOT_RECRUITING": (
        "The study is going on, but it takes no new people.", "No one new can join now.",
        "The study is not recruiting now.",
    ),
    "status.SUSPENDED": (
        "The study has stopped for now.", "No one can join now.", "The study is on hold.",
    ),
    "status.TERMINATED": (
        "The study was stopped early, and no one can join now.", "The study stopped early.",
        "Nobody can join now.", "The study has ended early.", "The study has ended.",
        "The study is over.", "No one can join now.",
        "The study stopped early, so nobody can join now.",
    ),
    "status.COMPLETED": (
        "The study has ended, and no one can join now.", "The study has ended.",
        "The study is over.", "The study is finished.", "The study is completed.",
        "Nobody can join now.", "No one can join now.",
        "The study has ended, and nobody can join now.",
    ),
    "status.WITHDRAWN": (
        "The study was called off before anyone joined.", "The study was withdrawn.",
        "No one can join now.", "Nobody took part.",
    ),
    "status.UNKNOWN": (
        "It is not known if the study still takes people.", "The record does not say if people can still join.",
    ),
    "status.AVAILABLE": ("The treatment can be asked for now.", "It is available now."),
    "status.NO_LONGER_AVAILABLE": ("The treatment can no longer be asked for.",),
    "status.TEMPORARILY_NOT_AVAILABLE": ("The treatment cannot be asked for just now.",),
    "status.APPROVED_FOR_MARKETING": ("The treatment has been approved for sale.",),
    "status.WITHHELD": ("The record is held back.",),
    "ages.range": (
        "People from {low} to {high} old can join.", "People {low} to {high} old can join.",
        "You must be {low} to {high} old.", "Children from {low} to {high} old can join.",
        "Adults from {low} to {high} old can join.",
    ),
    "ages.range.past": (
        "People from {low} to {high} old could join.", "People had to be {low} to {high} old.",
        "Children from {low} to {high} old could join.", "People from {low} to {high} old can join.",
    ),
    "ages.from": (
        "People who are {low_full} or older can join.", "You must be {low_full} or older.",
        "You must be at least {low_full} old.", "Adults who are {low_full} or older can join.",
    ),
    "ages.from.past": (
        "People who were {low_full} or older could join.", "You had to be {low_full} or older.",
        "People had to be at least {low_full} old.", "People who are {low_full} or older can join.",
    ),
    "ages.to": ("People up to {high} old can join.", "You must be {high} or younger."),
    "ages.to.past": ("People up to {high} old could join.", "You had to be {high} or younger."),
    "ages.any": ("The record sets no limit for age.", "The record names no age limit."),
    "ages.any.past": ("The record sets no limit for age.", "The record names no age limit."),
    "sex.ALL": ("Men and women can join.", "People of any sex can join."),
    "sex.ALL.past": ("Men and women could join.", "People of any sex could join."),
    "sex.FEMALE.adult": ("Only women can join.",),
    "sex.FEMALE.any": ("Only women and girls can join.",),
    "sex.MALE.adult": ("Only men can join.",),
    "sex.MALE.any": ("Only men and boys can join.",),
    "sex.FEMALE.adult.past": ("Only women could join.",),
    "sex.FEMALE.any.past": ("Only women and girls could join.",),
    "sex.MALE.adult.past": ("Only men could join.",),
    "sex.MALE.any.past": ("Only men and boys could join.",),
    "healthy.yes": ("Healthy people can join.", "This study is for healthy people."),
    "healthy.no": (
        "The study does not take healthy volunteers.", "Healthy people cannot join.",
        "You cannot join if you are healthy.",
    ),
    "healthy.yes.past": ("Healthy people could join.",),
    "healthy.no.past": (
        "The study did not take healthy volunteers.", "Healthy people could not join.",
    ),
    "groups.1": ("There is one group.", "All people are in one group.", "All people were in one group.", "There was only one group."),
    "groups.n": ("There are {number} groups.", "People are put into {number} groups."),
    "allocation.RANDOMIZED": (
        "Chance decides who gets into which group.", "Chance decides who gets what.",
        "Chance decides who gets which treatment.", "People are put into groups by chance.",
        "You are put into a group by chance.", "The groups are made by chance.",
        "Chance decided who got which treatment.", "Chance decided who got what.",
    ),
    "allocation.NON_RANDOMIZED": ("The groups are not made by chance.",),
    "model.CROSSOVER": (
        "During the study, people change from one treatment to another.",
        "People get one treatment after the other.",
        "People get each treatment in turn.",
    ),
    "model.SEQUENTIAL": ("The groups start one after the other.",),
    "masking.NONE": (
        "Everyone knows who gets what.", "Everybody knows which treatment is given.",
        "You will know which treatment you get.", "Nothing is hidden.",
    ),
    "masking.some": ("Some of those who take part or work in it do not know who gets what.",),
    "masked.PARTICIPANT": (
        "People who take part do not know what they get.", "You will not know which one you get.",
        "You do not know which treatment you get.",
    ),
    "masked.CARE_PROVIDER": (
        "Those who treat them do not know it.", "The doctors do not know who gets what.",
        "The study doctors will not know it.", "The doctors who treat you do not know it.",
    ),
    "masked.INVESTIGATOR": (
        "The researchers do not know it.", "The team does not know who gets what.",
        "The study doctors do not know who gets what.",
    ),
    "masked.OUTCOMES_ASSESSOR": (
        "Those who check the results do not know it.",
        "The people who check the results do not know who gets what.",
    ),
    "arm.PLACEBO_COMPARATOR": ("Some people get a placebo.", "One group gets a placebo.", "You may get a placebo."),
    "arm.SHAM_COMPARATOR": ("Some people get a sham treatment.", "One group gets a sham treatment.", "Some people got a sham treatment."),
    "arm.NO_INTERVENTION": ("Some people get no study treatment.", "One group gets no treatment."),
    "treatment": ("The study uses {name}.", "The study tests {name}."),
    "treatment.DRUG": ("The study uses {name}, which is a drug.", "{name} is a drug."),
    "treatment.DEVICE": ("The study uses {name}, which is a device.", "{name} is a device."),
    "treatment.PROCEDURE": ("The study uses {name}.", "{name} is a procedure."),
    "treatment.RADIATION": ("The study uses {name}, which is radiation.",),
    "treatment.BEHAVIORAL": ("The study uses {name}.", "{name} is a behavior program."),
    "treatment.DIETARY_SUPPLEMENT": ("The study uses {name}, which is a food supplement.",),
    "treatment.DIAGNOSTIC_TEST": ("The study uses {name}, which is a test.",),
    "start.done": ("The study began {date}.", "The study started {date}."),
    "start.plan": ("The study should begin {date}.", "The study should start {date}."),
    "completion.done": ("It ended {date}.", "The study ended {date}."),
    "completion.plan": ("It should end {date}.", "The study should end {date}."),
    "sites.1": ("There is one center.", "There is 1 center."),
    "sites.1.country": ("There is one center, in {country}.", "There is one center.", "The study is in {country}."),
    "sites.n": ("There are {sites} centers.",),
    "sites.n.country": ("There are {sites} centers in {country}.", "There are {sites} centers."),
    "sites.n.countries": (
        "There are {sites} centers in {countries} countries.", "There are {sites} centers.",
    ),
    "city": (
        "There is a center in {city}, {country}.", "One center is in {city}, {country}.",
        "The study is in {city}, {country}.", "One of them is in {city}, {country}.",
        "The study was done in {city}, {country}.",
    ),
    "city.only": ("There is a center in {city}.", "The study is in {city}."),
    "contact.email": ("You can write to {value}.", "Write to {value}."),
    "contact.phone": ("You can call {value}.", "Call {value}."),
    "contact.sites": ("Each center can tell you more.", "You can ask a center."),
    "check.longest": ("The record names a check {bound} {length}.",),
    "dose": ("The record gives this dose for {name}: {dose}.", "The dose of {name} is {dose}."),
    "safety": (
        "The team counts side effects.", "The team will check for side effects.",
        "The team will count side effects.", "The team looks for side effects.",
        "The team counted side effects.",
    ),
    "speaks.benefits": ("The record speaks about what may be gained.",),
    "speaks.risks": ("The record speaks about risks.",),
    "sponsor": ("The study is run by {name}.", "{name} runs the study.", "The study was run by {name}.", "{name} ran the study."),
}  # fmt: skip

STANDING = frozenset(
    {
        "A placebo has no active drug in it.",
        "A placebo looks like the drug but has no drug in it.",
        "A sham looks like the treatment but does not treat.",
        "Ask your doctor what this means for you.",
        "Taking part is your choice.",
        "The full list of rules is on this page.",
        "All centers are listed on this page.",
        "Please ask the team about it.",
        "Its own words are on this page.",
    }
)
"""Sentences of ours that are true of every study; they need no place in a record."""

POINTING = "There are rules about {topics}."
POINTING_ONE = "There is a rule about {topics}."
COUNTING = "There are {number} more rules."
COUNTING_ONE = "There is 1 more rule."
AND, COMMA = " and ", ", "
