"""What nobody may promise, and what counts as a hedge, a risk, a benefit, an exception."""

from __future__ import annotations

import re

_FLAGS = re.IGNORECASE

OVERSTATED = re.compile(
    r"\bguarantee\w*|\bprove[dns]?\b|\bmiracle|\bbreakthrough|\bcertain(?:ly)?\b|\bsurely\b|"
    r"\bdefinitely\b|\balways\b|\b100 ?%|risk.free|\bharmless\b|\bwithout (?:any )?risks?\b|"
    r"\bno (?:risks?|side effects?|danger|harm)\b|\bnothing bad\b|\bbest\b|"
    r"\blast (?:hope|chance)\b|"
    r"\bperfect|\bnever fails?\b|\bwill (?:cure|heal|save|get (?:well|better)|be cured)\b|"
    r"\b(?:have|has|had|been) (?:shown|proved|proven|found) (?:that|to)\b|"
    r"保证|证明|奇迹|一定会?|肯定|必定|绝对|百分之百|最好|最佳|没有(?:任何)?(?:风险|副作用|危险)|"
    r"无(?:任何)?(?:风险|副作用)|不会发生任何|最后的希望|完全康复|根治|治愈|"
    r"\bgarant[ií]\w*|\bprueba(?:n)? que\b|\bdem(?:uestra|ostra)\w*|\bcomprobado|\bmilagro|"
    r"\bseguramente\b|"
    r"\bsin duda|\bsiempre\b(?! que| y cuando)|\bcien por ciento|\bsin (?:ningún |"
    r"ningun )?(?:riesgos?|peligros?)\b|"
    r"\bno (?:hay|tiene|tienen|existe|existen|habrá|hubo) (?:ningún |ninguna )?(?:riesgos?|"
    r"peligros?|daños?|efectos? secundarios?)|"
    r"\binofensiv|\b(?:el|la|los|las|lo) mejor(?:es)?\b|\bnada malo|\bmejor tratamiento|"
    r"\búltima (?:esperanza|oportunidad)|\bperfect[oa]|"
    r"\bnunca falla|\bcur(?:a|an|ará|arán|aría)\b|\b(?:le|lo|la|los|las|se) (?:sana|curará)\w*|"
    r"\bsanar(?:á|án)\b|\bsana(?:n)? (?:el|la|a)\b|\bsalvar(?:á|án)\b|"
    r"\bse pondrá(?:n)? bien|\b(?:se ha|han|ha|habían|había) (?:demostrado|probado|mostrado|"
    r"visto) que\b",
    _FLAGS,
)
"""No record supports these in an overview for families, whatever it says."""

PRESSURE = re.compile(
    r"\b(?:hurry|soon|today|right now|do not wait|don't wait|you should|buy|ignore)\b|"
    r"^\s*(?:stop|call|come|sign up|act|go)\b(?!.*@)|"
    r"尽快|马上|立即|赶快|不要等|名额有限|忽略|购买|请停|"
    r"\bapúre(?:se|nse)|\bdese prisa|\bcuanto antes|\bpronto\b|\bhoy\b|\bahora mismo|"
    r"\bno esper(?:e|en)\b|\busted debería|"
    r"\bdebería(?:n)? (?:participar|unirse|entrar|inscribirse)|\bcompre(?:n)?\b|\bignore(?:n)?\b|"
    r"\bquedan pocos|"
    r"^\s*(?:deje|pare|suspenda|interrumpa|llame|venga|vaya|inscríbase|actúe)\b(?!.*@)",
    _FLAGS,
)
"""Orders and haste; whether to join is not for an overview to say."""

HEDGE = re.compile(
    r"\b(?:whether|if|may|might|could|hop(?:e|es|ed|ing)|aim(?:s|ed)?|meant to|possibl[ey]|"
    r"how (?:well|safe|effective|much|long|good|many|far|often|people)|the record says)\b|"
    r"是否|可能|或许|希望|旨在|能否|有没有|如何|怎样|多少|"
    r"\bsi\b|\bpued(?:e|en|a|an)\b|\bpodría(?:n)?\b|\bquizás?\b|\btal vez\b|\bespera(?:n)?\b|"
    r"\bbusca(?:n)?\b|\bintenta(?:n)?\b|\bobjetivo|"
    r"\bposible|\bcómo\b|\bcuánt[oa]s?\b|\bqué tan\b|\bqué tanto\b|\bel registro (?:dice|indica)",
    _FLAGS,
)
ASSERTED = re.compile(
    r"\b(?:know|show|found|sure|fact|clear|seen|learn)\w* that\b|知道它|已经|"
    r"\b(?:sab(?:e|en|emos|ía)|muestran?|mostr(?:ó|aron)|encontr(?:ó|aron)|segur[oa]s? de|"
    r"clar[oa]|vi(?:o|eron)|aprend\w+|hecho) que\b",
    _FLAGS,
)
"""A hedge does not reach across these."""

OUTCOMES = frozenset(
    {
        "safe", "effectiv", "cure", "improv", "help", "surviv", "prevent", "relief",
        "remiss", "respond", "succes", "success", "recover", "benefit", "shrink", "slow", "protect",
    }
)  # fmt: skip
"""Keys that promise something good unless they are hedged."""

RISK = re.compile(
    r"adverse|side.?effect|toxic|risk|complication|safety|hazard|\bharm|discomfort|tolerab|"
    r"unwanted|\bdanger|副作用|不良|风险|危险|毒性|伤害|"
    r"efectos? (?:secundarios?|adversos?)|riesgo|peligro|complicaci|t[oó]xic|\bdaño|\bdaña|"
    r"molestia|seguridad|segur[oa]\b",
    _FLAGS,
)
BENEFIT = re.compile(
    r"benefit|improv|\bhelp|reliev|relief|reduc|prevent|prolong|effective|efficacy|better|"
    r"increas|\bcure|quality of life|surviv|\bstop|slow|shrink|enhanc|promot|alleviat|decreas|"
    r"advantage|success|好处|改善|帮助|提高|有效|缓解|减轻|"
    r"beneficio|mejor|\bayud|alivi|prevenir|previene|eficaz|eficacia|funciona|sobreviv|superviv|"
    r"calidad de vida|frena",
    _FLAGS,
)
ABOUT = re.compile(
    r"\b(?:study|it|trial) (?:is|was) (?:also )?(?:about|for)\b|针对|面向|是关于|"
    r"\btrata (?:también )?(?:de|sobre)\b|\b(?:estudio|ensayo) es (?:también )?(?:para|sobre)\b",
    _FLAGS,
)
GIVEN = re.compile(
    r"\b(?:use|take|get|give|receive|swallow|inject|infuse)(?:s|n|d)?\b|\b(?:took|got|gave)\b|"
    r"使用|服用|接受|注射|输注|给予|"
    r"\b(?:usa|toma|recibe|da|inyecta|administra|pone)(?:n|r|rá|rán)?\b|\b(?:tomó|recibió|"
    r"recibieron|usó)\b",
    _FLAGS,
)
KNOWS = re.compile(
    r"\bkn[eo]ws? (?:it|what|who|which|whether)\b|知道|"
    r"\bsaben? (?:qué|quién|quiénes|cuál|si|lo que)\b|\blo saben?\b",
    _FLAGS,
)
BLIND = re.compile(r"blind|mask|\bknow(?:s|ing)?\b|\baware|open.label", _FLAGS)
MONEY = re.compile(
    r"\bfree for\b|\bfree of charge\b|\bfor free\b|\b(?:is|are) free\b|\bno cost|"
    r"\bpa(?:y|ys|id)\b|\bpayment|\bmoney|\bdollar|\breimburs|\bcompensat|\bstipend|"
    r"\bvoucher|\bgift card|\bno charge|[$€£]|免费|报酬|支付|美元|补偿|路费|"
    r"\bgratis\b|\bgratuit|\bsin cost[oe]|\bpag(?:a|an|ará|arán|o|os|amos)\b|\bdinero\b|\bdólar|"
    r"\breembols|\bcompensaci[oó]n|\beuros?\b",
    _FLAGS,
)
EXCEPTION = re.compile(
    r"\bexcept|\bunless\b|\bother than\b|\bexcluding\b|\bapart from\b|\bnot including\b|"
    r"\b(?:is|are) allowed\b|\bmay be (?:included|enrolled|eligible)\b|\bexempt|"
    r"除非|除.{1,30}外|例外|"
    r"\bexcepto\b|\bsalvo\b|\ba menos que\b|\ba no ser que\b|\baparte de\b|\bexcluyendo\b|"
    r"\bsin incluir\b|\ba excepci[oó]n de\b",
    _FLAGS,
)
