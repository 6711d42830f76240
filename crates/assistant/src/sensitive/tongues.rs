//! Danger in plain words of nine languages besides English, and idioms that only sound like it.

use domain::signal::Sensitive;

/// What people in danger write, as short as they write it.
pub(super) const TONGUES: [(Sensitive, &[&str]); 2] = [
    (
        Sensitive::SelfHarm,
        &[
            r"\b(?:selbstmord|suizid)(?:gedanken|gefährdet|versuch)?\b",
            r"\bich (?:will|möchte|mag) (?:\w+ )?(?:sterben|nicht mehr leben|tot sein)\b",
            r"\b(?:bringe?|bring) mich (?:um|heute um)\b",
            r"\bmich umbringen\b|\bmir das leben nehmen\b",
            r"\b(?:je veux|j'ai envie de) mourir\b|\b(?:me|se) suicider\b",
            r"\bme tuer\b|\ben finir avec la vie\b",
            r"\b(?:ne veux|n'ai) plus (?:envie de )?vivre\b|\bpensées suicidaires\b",
            r"\b(?:quiero|queria|deseo) (?:morir(?:me)?|matarme)\b",
            r"\b(?:suicidarme|voy a suicidar)\b",
            r"\bno quiero (?:seguir viviendo|vivir más)\b|\bquitarme la vida\b",
            r"\bvoglio (?:morire|uccidermi|ammazzarmi)\b",
            r"\bnon voglio (?:più )?vivere\b|\bmi ammazzo\b",
            r"\bsuicid(?:io|arsi|armi)\b|\btogliermi la vita\b",
            r"\b(?:quero|queria) (?:morrer|matar-me|me matar)\b|\bvou me matar\b|\bsuicídio\b",
            r"\bnão quero (?:mais )?viver\b|\bacabar com a minha vida\b",
            r"\bik wil (?:\w+ )?(?:dood|sterven|niet meer leven)\b",
            r"\bzelfmoord\b|\bmezelf van kant\b",
            r"\bchcę (?:umrzeć|się zabić)\b|\bzabiję się\b",
            r"\bsamobójstw\w*|\bnie chcę (?:już )?żyć\b",
            r"\bjag vill (?:\w+ )?(?:dö|inte leva)\b|\bsjälvmord\w*|\bta livet av mig\b",
            r"\bjeg vil (?:\w+ )?(?:dø|ikke leve)\b|\bselvmord\w*|\btage mit (?:eget )?liv\b",
        ],
    ),
    (
        Sensitive::Violence,
        &[
            r"\bich (?:bringe?|stech\w*|schlag\w*) (?:dich|euch|ihn|sie|den \w+) (?:um|ab|tot)\b",
            r"\b(?:mann|freund|ex|vater|partner|frau) (?:schlägt|würgt|bedroht|verprügelt) mich\b",
            r"\b(?:bombe|bomba|bomben) (?:im|in|em|en|nel|dans|i)\b|\bvergewaltigt\b",
            r"\bje vais (?:te|vous|le|la|les) (?:tuer|buter|frapper)\b|\bviolée?\b",
            r"\bmon (?:mari|copain|ex|père|compagnon) me (?:frappe|bat|menace|suit)\b",
            r"\b(?:te|lo|la|los|os|les) voy a (?:matar|quemar)\b|\bme violaron\b",
            r"\bmi (?:marido|novio|ex|padre|pareja|esposo) me (?:pega|amenaza|persigue)\b",
            r"\bti (?:ammazzo|uccido)\b|\bmio (?:marito|padre) mi picchia\b|\bmi perseguita\b",
            r"\bvou (?:te|vos) matar\b|\bmarido (?:me bate|bate-me)\b|\bfui violada\b",
            r"\bik (?:maak|schiet|steek) (?:je|jullie|hem|haar) (?:af|dood|neer)\b",
            r"\bmijn (?:man|vriend|ex|vader) (?:slaat|bedreigt|stalkt) me\b|\bverkracht\b",
            r"\bzabiję (?:cię|was|go|ją)\b|\b(?:mąż|chłopak|ojciec) mnie bije\b|\bzgwałc\w+",
            r"\bjag ska (?:döda|mörda) (?:dig|er|honom|henne)\b|\bmin man slår mig\b|\bvåldtagen\b",
            r"\bjeg slår (?:dig|jer) ihjel\b|\bmin mand slår mig\b|\bvoldtaget\b",
        ],
    ),
];

/// Words that weigh much and mean little; they are taken out before a message is weighed.
pub(super) const IDIOMS: &str = concat!(
    r"\b(?:kill(?:ed|ing)?|laugh(?:ed|ing)?|hang(?:ing)?) (?:myself|ourselves) (?:laughing|",
    r"with laughter|to death|a \w+)\b",
    r"|\b(?:die|died|dying|dead) (?:of|from|for|to|laughing|tired|serious|set|easy|gorgeous)\b",
    r"(?: (?:shame|embarrassment|boredom|laughter|laughing|see|know|get|try))?",
    r"|\b(?:bored|scared|starving|freezing|worried) to death\b|\bto die for\b",
    r"|\b(?:is|are|'s|'re) killing (?:me|it)\b",
    r"|\bkill(?:s|ing)? two birds\b|\b(?:'d|would|could) (?:kill|murder|die) (?:for|a)\b",
    r"|\bbeat (?:the|that|your|any) (?:\w+ )?(?:price|offer|bid|traffic|queue|record)\b",
    r"|\bshoot (?:me|us) (?:a|an|over|your|the)\b",
    r"|\b(?:don'?t|do not) want to live (?:in|near|with|without)\b|\bsuicide squad\b",
    r"|\bcut (?:myself|my \w+) (?:on|with|while|when|a slice)\b",
);
