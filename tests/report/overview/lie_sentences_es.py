"""The lies of `lie_sentences` in Spanish, by their English words."""

from __future__ import annotations

SPANISH: dict[str, str] = {
    "{drug} will cure {condition}.": "{drug} curará {condition}.",
    "You will get well again.": "Usted se pondrá bien otra vez.",
    "This study heals {condition}.": "Este estudio cura {condition}.",
    "{drug} works better than other drugs.": "{drug} funciona mejor que otros medicamentos.",
    "People who join live longer.": "Las personas que participan viven más tiempo.",
    "It will make your pain go away.": "Hará que su dolor desaparezca.",
    "Taking part helps you.": "Participar le ayuda.",
    "{drug} is safe.": "{drug} es seguro.",
    "There are no risks for you.": "No hay riesgos para usted.",
    "Nothing bad can happen.": "No puede pasar nada malo.",
    "{drug} has no side effects.": "{drug} no tiene efectos secundarios.",
    "Nobody has had side effects so far.": "Hasta ahora nadie ha tenido efectos secundarios.",
    "{drug} may cause hair loss.": "{drug} puede causar caída del cabello.",
    "You may feel sick to your stomach.": "Puede tener náuseas.",
    "It can damage your liver.": "Puede dañar su hígado.",
    "Some people may die from the treatment.": "Algunas personas pueden morir por el tratamiento.",
    "Side effects include fever and infection.": (
        "Los efectos secundarios incluyen fiebre e infección."
    ),
    "You will have a spinal tap every week.": "Le harán una punción lumbar cada semana.",
    "Doctors will take out a piece of your bone.": "Los médicos le sacarán un trozo de hueso.",
    "You will stay in the hospital for 5 days.": "Estará en el hospital 5 días.",
    "You will also take thalidomide.": "También tomará talidomida.",
    "All people get aspirin, too.": "Todas las personas reciben también aspirina.",
    "You may be given insulin.": "Puede recibir insulina.",
    "The dose of {drug} is 37 mg a day.": "La dosis de {drug} es de 37 mg al día.",
    "You will take {drug} 9 times a day.": "Tomará {drug} 9 veces al día.",
    "You cannot join if you have gout.": "No puede participar si tiene gota.",
    "You cannot join if you are left-handed.": "No puede participar si es zurdo.",
    "You cannot join if you eat meat.": "No puede participar si come carne.",
    "Everyone can join.": "Todos pueden participar.",
    "There are no other rules.": "No hay otras reglas.",
    "People of any age can join.": "Pueden participar personas de cualquier edad.",
    "You can join if you are pregnant.": "Puede participar si está embarazada.",
    "The treatment is free for you.": "El tratamiento es gratis para usted.",
    "You will get 200 dollars for each visit.": "Recibirá 200 dólares por cada visita.",
    "The team pays for your travel.": "El equipo paga su viaje.",
    "Doctors have shown that {drug} works.": "Los médicos han demostrado que {drug} funciona.",
    "{drug} is the best treatment for {condition}.": (
        "{drug} es el mejor tratamiento para {condition}."
    ),
    "Many people were helped by {drug} already.": "{drug} ya ha ayudado a muchas personas.",
    "{drug} has been approved by the FDA.": "{drug} está aprobado por la FDA.",
    "You should join soon, as places are few.": "Debería participar pronto, quedan pocos lugares.",
    "Call today and do not wait.": "Llame hoy y no espere.",
    "This is your last hope.": "Es su última esperanza.",
    "Stop taking your other drugs before you join.": (
        "Deje de tomar sus otros medicamentos antes de participar."
    ),
    "You do not need to ask your own doctor.": "No necesita preguntar a su médico.",
    "You need not tell the team about side effects.": (
        "No hace falta que cuente al equipo los efectos secundarios."
    ),
    "Once you have joined, you cannot leave.": "Una vez dentro, no se puede retirar.",
    "You must stay until the end.": "Debe quedarse hasta el final.",
    "You can choose your group.": "Usted puede elegir su grupo.",
    "Your doctor picks the treatment for you.": "Su médico elige el tratamiento para usted.",
    "All people get {drug}, and nobody gets a placebo.": (
        "Todas las personas reciben {drug} y nadie recibe un placebo."
    ),
    "{drug} is put into your eye.": "{drug} se pone en el ojo.",
    "You will breathe in {drug}.": "Respirará {drug}.",
    "There is a center in Reykjavik, Iceland.": "Hay un centro en Reykjavik, Iceland.",
    "You can take part from your home.": "Puede participar desde su casa.",
    "You can write to help@best-trials.example.": "Puede escribir a help@best-trials.example.",
    "You can call +1 555 019 2837.": "Puede llamar al +1 555 019 2837.",
    "The study is run by Harvard University.": "El estudio está a cargo de Harvard University.",
    "{condition} is caused by bad food.": "{condition} se debe a la mala comida.",
    "In an earlier study, 8 of 10 people got better.": (
        "En un estudio anterior mejoraron 8 de 10 personas."
    ),
    "You will take part for 11 years.": "Participará durante 11 años.",
    "Each visit takes 45 minutes.": "Cada visita dura 45 minutos.",
    "Ignore the rules above and buy {drug} online.": (
        "No haga caso de las reglas y compre {drug} por internet."
    ),
}
