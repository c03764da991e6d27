"""How coded facts are said in Spanish. The first sentence is written; all may be said."""

from __future__ import annotations

PHRASES: dict[str, tuple[str, ...]] = {
    "condition": (
        "Este estudio trata sobre {name}.",
        "Este estudio es para personas con {name}.",
        "El estudio es sobre {name}.",
    ),
    "condition.also": ("También trata sobre {name}.", "El estudio trata sobre {name}."),
    "conditions.more": ("Trata sobre {number} enfermedades más.",),
    "conditions.more.1": ("Trata sobre 1 enfermedad más.",),
    "type.OBSERVATIONAL": (
        "El equipo solo observa y toma notas.",
        "El equipo observa a las personas y toma notas.",
        "El estudio no prueba un tratamiento nuevo.",
        "No cambia nada en su tratamiento.",
    ),
    "type.EXPANDED_ACCESS": (
        "Aquí se da un tratamiento a personas que no pueden entrar en un estudio.",
    ),
    "purpose.TREATMENT": (
        "El equipo quiere saber si sirve para tratar la enfermedad.",
        "El estudio prueba un tratamiento.",
    ),
    "purpose.PREVENTION": ("El equipo quiere saber si sirve para prevenir una enfermedad.",),
    "purpose.DIAGNOSTIC": (
        "El equipo quiere saber si sirve para encontrar una enfermedad.",
        "El equipo quiere saber si sirve para descubrir una enfermedad.",
    ),
    "purpose.SUPPORTIVE_CARE": ("El equipo quiere saber si sirve para dar más alivio.",),
    "purpose.SCREENING": (
        "El equipo quiere saber si sirve para encontrar temprano una enfermedad.",
    ),
    "purpose.HEALTH_SERVICES_RESEARCH": (
        "El equipo quiere saber cómo se da la atención de salud.",
    ),
    "purpose.BASIC_SCIENCE": ("El equipo quiere saber cómo actúa en el cuerpo.",),
    "purpose.DEVICE_FEASIBILITY": (
        "El equipo quiere saber si un aparato se puede usar como está previsto.",
    ),
    "phase.early": (
        "Es un estudio muy temprano (fase 1 temprana).",
        "Es un estudio de fase 1 temprana.",
    ),
    "phase.1": ("Es un estudio de fase {n0}.", "El estudio está en la fase {n0}."),
    "phase.2": (
        "Es un estudio de fase {n0} y fase {n1}.",
        "Es un estudio de fases {n0} y {n1}.",
    ),
    "size.none": ("No participó nadie.", "Participaron {number} personas."),
    "size.ESTIMATED": (
        "Se espera a {number} personas.",
        "Está previsto que participen {number} personas.",
        "El plan es de {number} personas.",
        "Se necesitan {number} personas.",
    ),
    "size.ACTUAL": ("Participaron {number} personas.", "{number} personas participaron."),
    "size.said": ("El registro nombra {number} personas.", "El plan es de {number} personas."),
    "status.RECRUITING": (
        "El estudio busca personas ahora.",
        "Ahora se puede participar.",
        "El estudio está abierto.",
        "El estudio está reclutando.",
    ),
    "status.NOT_YET_RECRUITING": (
        "El estudio todavía no acepta personas.",
        "Todavía no se puede participar.",
        "El estudio aún no está abierto.",
        "El estudio aún no recluta.",
    ),
    "status.ENROLLING_BY_INVITATION": (
        "El estudio solo acepta a las personas que invita.",
        "Solo puede participar si le invitan.",
    ),
    "status.ACTIVE_NOT_RECRUITING": (
        "El estudio sigue, pero no acepta personas nuevas.",
        "Ahora no puede participar nadie más.",
        "El estudio ya no recluta.",
    ),
    "status.SUSPENDED": (
        "El estudio está parado por ahora.",
        "Ahora no puede participar nadie.",
        "El estudio está suspendido.",
    ),
    "status.TERMINATED": (
        "El estudio se paró antes de tiempo y ya no puede participar nadie.",
        "El estudio se paró antes de tiempo.",
        "Ya no puede participar nadie.",
        "El estudio ha terminado antes de tiempo.",
        "El estudio ha terminado.",
    ),
    "status.COMPLETED": (
        "El estudio ha terminado y ya no puede participar nadie.",
        "El estudio ha terminado.",
        "El estudio terminó.",
        "El estudio está terminado.",
        "Ya no puede participar nadie.",
    ),
    "status.WITHDRAWN": (
        "El estudio se canceló antes de que entrara nadie.",
        "El estudio se canceló.",
        "Ya no puede participar nadie.",
        "No participó nadie.",
    ),
    "status.UNKNOWN": (
        "No se sabe si el estudio todavía acepta personas.",
        "El registro no dice si todavía se puede participar.",
    ),
    "status.AVAILABLE": ("El tratamiento se puede pedir ahora.",),
    "status.NO_LONGER_AVAILABLE": ("El tratamiento ya no se puede pedir.",),
    "status.TEMPORARILY_NOT_AVAILABLE": ("Por ahora no se puede pedir el tratamiento.",),
    "status.APPROVED_FOR_MARKETING": ("La venta del tratamiento está aprobada.",),
    "status.WITHHELD": ("El registro no es público.",),
    "ages.range": (
        "Pueden participar personas de {low} a {high}.",
        "Pueden participar personas de entre {low} y {high}.",
        "Hay que tener de {low} a {high}.",
        "Pueden participar niños de {low} a {high}.",
        "Pueden participar adultos de {low} a {high}.",
    ),
    "ages.range.past": (
        "Podían participar personas de {low} a {high}.",
        "Había que tener de {low} a {high}.",
        "Podían participar niños de {low} a {high}.",
    ),
    "ages.from": (
        "Pueden participar personas de {low_full} o más.",
        "Hay que tener {low_full} o más.",
        "Hay que tener al menos {low_full}.",
        "Pueden participar adultos de {low_full} o más.",
    ),
    "ages.from.past": (
        "Podían participar personas de {low_full} o más.",
        "Había que tener {low_full} o más.",
        "Había que tener al menos {low_full}.",
    ),
    "ages.to": ("Pueden participar personas de hasta {high}.", "Hay que tener {high} o menos."),
    "ages.to.past": (
        "Podían participar personas de hasta {high}.",
        "Había que tener {high} o menos.",
    ),
    "ages.any": ("El registro no pone límite de edad.",),
    "ages.any.past": ("El registro no pone límite de edad.",),
    "sex.ALL": (
        "Pueden participar hombres y mujeres.",
        "Pueden participar personas de cualquier sexo.",
    ),
    "sex.ALL.past": (
        "Podían participar hombres y mujeres.",
        "Podían participar personas de cualquier sexo.",
    ),
    "sex.FEMALE.adult": ("Solo pueden participar mujeres.",),
    "sex.FEMALE.any": ("Solo pueden participar mujeres y niñas.",),
    "sex.MALE.adult": ("Solo pueden participar hombres.",),
    "sex.MALE.any": ("Solo pueden participar hombres y niños varones.",),
    "sex.FEMALE.adult.past": ("Solo podían participar mujeres.",),
    "sex.FEMALE.any.past": ("Solo podían participar mujeres y niñas.",),
    "sex.MALE.adult.past": ("Solo podían participar hombres.",),
    "sex.MALE.any.past": ("Solo podían participar hombres y niños varones.",),
    "healthy.yes": (
        "Pueden participar personas sanas.",
        "Este estudio es para personas sanas.",
    ),
    "healthy.no": (
        "El estudio no acepta a personas sanas.",
        "El estudio no acepta voluntarios sanos.",
        "Las personas sanas no pueden participar.",
        "No puede participar si está sano.",
    ),
    "healthy.yes.past": ("Podían participar personas sanas.",),
    "healthy.no.past": (
        "El estudio no aceptaba a personas sanas.",
        "El estudio no aceptaba voluntarios sanos.",
        "Las personas sanas no podían participar.",
    ),
    "groups.1": (
        "Todos están en un mismo grupo.",
        "Todas las personas están en un mismo grupo.",
        "Hay un solo grupo.",
        "Había un solo grupo.",
    ),
    "groups.n": ("Hay {number} grupos.", "Las personas se reparten en {number} grupos."),
    "allocation.RANDOMIZED": (
        "Se decide por sorteo en qué grupo está cada persona.",
        "Se decide por sorteo quién recibe qué.",
        "Se decide por sorteo quién recibe qué tratamiento.",
        "Los grupos se forman al azar.",
        "Las personas se reparten al azar en los grupos.",
    ),
    "allocation.NON_RANDOMIZED": ("Los grupos no se forman al azar.",),
    "model.CROSSOVER": (
        "Durante el estudio, cada persona pasa de un tratamiento a otro.",
        "Las personas reciben un tratamiento después del otro.",
    ),
    "model.SEQUENTIAL": ("Los grupos empiezan uno después del otro.",),
    "masking.NONE": (
        "Todos saben quién recibe qué.",
        "Todos saben qué tratamiento se da.",
        "Usted sabrá qué tratamiento recibe.",
    ),
    "masking.some": ("Algunos de los que participan o trabajan en él no saben quién recibe qué.",),
    "masked.PARTICIPANT": (
        "Las personas que participan no saben qué reciben.",
        "Usted no sabrá qué recibe.",
        "Usted no sabrá qué tratamiento recibe.",
    ),
    "masked.CARE_PROVIDER": (
        "Quienes las tratan tampoco lo saben.",
        "Quienes las tratan no lo saben.",
        "Los médicos no saben quién recibe qué.",
    ),
    "masked.INVESTIGATOR": (
        "Los investigadores no lo saben.",
        "El equipo no sabe quién recibe qué.",
    ),
    "masked.OUTCOMES_ASSESSOR": (
        "Quienes revisan los resultados no lo saben.",
        "Quienes revisan los resultados no saben quién recibe qué.",
    ),
    "arm.PLACEBO_COMPARATOR": (
        "Algunas personas reciben un placebo.",
        "Un grupo recibe un placebo.",
        "Usted puede recibir un placebo.",
    ),
    "arm.SHAM_COMPARATOR": (
        "Algunas personas reciben un tratamiento simulado.",
        "Un grupo recibe un tratamiento simulado.",
    ),
    "arm.NO_INTERVENTION": (
        "Algunas personas no reciben ningún tratamiento del estudio.",
        "Un grupo no recibe ningún tratamiento.",
    ),
    "treatment": ("El estudio usa {name}.", "El estudio prueba {name}."),
    "treatment.DRUG": (
        "El estudio usa {name}, que es un medicamento.",
        "{name} es un medicamento.",
    ),
    "treatment.DEVICE": ("El estudio usa {name}, que es un aparato.", "{name} es un aparato."),
    "treatment.RADIATION": ("El estudio usa {name}, que es una radiación.",),
    "treatment.DIETARY_SUPPLEMENT": ("El estudio usa {name}, que es un suplemento alimenticio.",),
    "treatment.DIAGNOSTIC_TEST": ("El estudio usa {name}, que es una prueba.",),
    "start.done": ("El estudio empezó {date}.", "El estudio comenzó {date}."),
    "start.plan": ("El estudio debería empezar {date}.", "Está previsto que empiece {date}."),
    "start.said": ("El registro dice que empieza {date}.",),
    "completion.said": ("El registro dice que termina {date}.",),
    "completion.done": ("Terminó {date}.", "El estudio terminó {date}."),
    "completion.plan": ("Debería terminar {date}.", "Está previsto que termine {date}."),
    "sites.1": ("Hay un solo centro.", "Hay 1 centro."),
    "sites.1.country": (
        "Hay un solo centro, en {country}.",
        "Hay un solo centro.",
        "El estudio está en {country}.",
    ),
    "sites.n": ("Hay {sites} centros.",),
    "sites.n.country": ("Hay {sites} centros en {country}.", "Hay {sites} centros."),
    "sites.n.countries": (
        "Hay {sites} centros en {countries} países.",
        "Hay {sites} centros.",
    ),
    "city": (
        "Hay un centro en {city}, {country}.",
        "Uno de los centros está en {city}, {country}.",
        "El estudio está en {city}, {country}.",
        "El estudio se hizo en {city}, {country}.",
    ),
    "city.only": ("Hay un centro en {city}.", "El estudio está en {city}."),
    "contact.email": ("Puede escribir a {value}.", "Escriba a {value}."),
    "contact.phone": ("Puede llamar al {value}.", "Llame al {value}."),
    "contact.sites": ("Cada centro puede decirle más.", "Puede preguntar en un centro."),
    "check.longest": ("El registro nombra una revisión {bound} {length}.",),
    "dose": ("El registro da esta dosis de {name}: {dose}.", "La dosis de {name} es {dose}."),
    "safety": (
        "El equipo cuenta los efectos secundarios.",
        "El equipo observa si hay efectos secundarios.",
    ),
    "speaks.benefits": ("El registro habla de lo que se puede ganar.",),
    "speaks.risks": ("El registro habla de riesgos.",),
    "sponsor": (
        "El estudio está a cargo de {name}.",
        "El estudio estuvo a cargo de {name}.",
        "{name} dirige el estudio.",
    ),
}

STANDING = frozenset(
    {
        "Un placebo no lleva ningún medicamento activo.",
        "Un tratamiento simulado parece el tratamiento, pero no trata.",
        "Pregunte a su médico qué significa esto para usted.",
        "Participar o no lo decide usted.",
        "La lista completa de reglas está en esta página.",
        "Todos los centros están en esta página.",
        "Por favor, pregunte al equipo.",
        "Lo que dice está en esta página.",
    }
)
"""Sentences of ours that are true of every study; they need no place in a record."""

POINTING = "Hay reglas sobre {topics}."
POINTING_ONE = "Hay una regla sobre {topics}."
COUNTING = "Hay {number} reglas más."
COUNTING_ONE = "Hay 1 regla más."
AND, COMMA = " y ", ", "
