//! Requests for a person in German, with a few Swiss and Austrian words.

use super::tongue::Tongue;

pub(super) const TONGUE: Tongue = Tongue {
    parts: &[
        (
            "soul",
            "mensch(?:en)?|person|mitarbeiter(?:in)?|kolleg(?:e|en|in)|[a-z]*berater(?:in)?|\
             sachbearbeiter(?:in)?|bearbeiter(?:in)?|ansprechpartner(?:in)?|agent(?:en|in)?|\
             operator|vorgesetzten?r?|chef(?:in)?|manager(?:in)?|[a-z]*leiter(?:in)?|\
             betreuer(?:in)?|kundenbetreuer(?:in)?|techniker(?:in)?|expert(?:e|en|in)|\
             fachmann|fachfrau|fachkraft|spezialist(?:en|in)?|verkaufer(?:in)?|\
             verantwortlichen?r?|\
             zustandigen?r?|angestellten?r?|servicekraft|teammitglied|\
             (?:irgend)?jemand(?:en|em)?|irgendwen|irgendwem|opper(?:em|t)?|wen|wem|\
             ein(?:en|em|er|e) (?:von|aus|vom) (?:euch|ihnen|eurem|ihrem|team|support)",
        ),
        (
            "desk",
            "kundendienst|kundenservice|kundenbetreuung|kundensupport|kundencenter|support|\
             hotline|\
             service(?:team)?|team|rezeption|zentrale|vertrieb|personal|[a-z]*abteilung|empfang|\
             buchhaltung|reklamation|technik|hausverwaltung|verwaltung|callcenter",
        ),
        ("who", "{soul}|{desk}"),
        (
            "meet",
            "(?:be)?sprechen|rede?n|schwatze?n|quatschen|telefonieren|chatten|schreiben|\
             unterhalten|\
             kommunizieren|plaudern|verbunden|verbinden?|weiterverbinden|weiterverbunden|\
             austauschen|klaren|in kontakt|in verbindung|kontakt|labern|schnacken|verhandeln",
        ),
        (
            "pass",
            "weiter(?:zu)?leiten|weitergeleitet|weiter(?:zu)?geben|weitergegeben|ubergeben|\
             uebergeben|durch(?:zu)?stellen|durchgestellt|verbinden|verbunden|weiterverbinden|\
             schalten|uberstellen|weiterreichen|vermitteln|eskalieren",
        ),
        (
            "give",
            "(?:gib|gebt|geben|hol|holt|holen|schick|schicken|verbinde?t?|verbinden|ubergeb(?:t|\
             en)|\
             ubergib|uebergeben|leit(?:e|et|en)|stell(?:e|t|en)?|reich(?:e|t|en)?|vermittel[nt]?|\
             besorg(?:e|t|en)?)(?: sie)?",
        ),
        ("me", "mir|mich|uns|mi|ma|mal|bitte|einfach|her|endlich|das|dies|diesen"),
        (
            "want",
            "will|wil|mochte|moechte|mocht|wunsche|brauche?|verlange|hatte (?:gerne?|lieber)|\
             benotige|\
             benoetige|fordere|wollen|mochten|brauchen|bestehe auf|bevorzuge|suche",
        ),
        (
            "end",
            "$|,|bitte|jetzt|sofort|am telefon|der|die|das|zum|von|aus|vom|hier|\
         ran|dran",
        ),
        (
            "machine",
            "bot|bots|roboter[ns]?|maschine[n]?|computer|automaten?|ki|chatbots?|\
         programm",
        ),
    ],
    refusals: &[
        "(?:auf|an|fur){gap} andere[nr]? person(?:en)?",
        "jemand(?:en|em)? ander(?:s|en|em|es)",
        "(?:kann|darf|muss) ich{gap} an{gap} kollegen{gap}",
        "(?:brauche?|mochte|moechte|will|benotige|wunsche|hatte gern){gap} (?:kein|keine[nmr]?|\
         nicht mit|niemanden?m?){gap} (?:{who}|ruckruf|anruf|anrufe)(?: (?:{meet}))?",
        "(?:kein|keine[nmr]?|ohne|statt){gap} (?:{who}|ruckrufe?|anrufe?)",
        "niemand(?:en|em)? (?:muss|soll|braucht){far} (?:{meet}|anrufen|kummern|melden)",
        "nicht{gap} (?:verbinden|weiterleiten|durchstellen|anrufen|zuruckrufen)",
        "(?:rufen|ruft)(?: sie)? (?:mich|uns){gap} nicht{gap} an",
        "(?:wenn|falls|bevor|nachdem|ob|dass|weil) (?:ich|wir|man){far} {meet}",
        "(?:spreche|rede|schreibe|chatte|telefoniere) ich{gap} mit{gap} {who}",
    ],
    requests: &[
        "(?:hier|da|auch|bei euch)(?: auch)? (?:echte|richtige) (?:leute|menschen|mitarbeiter)",
        "{want}{gap} (?:telefonieren|einen ruckruf|personlich{gap} sprechen)",
        "bitte (?:verbinden|durchstellen|weiterverbinden)",
        "(?:kann|konnte|soll|mag|moge){far} jemand (?:von|aus|vom){far} (?:ansehen|\
         anschauen|prufen|lesen)",
        "{soul} (?:ware|war) (?:mir|uns|besser|lieber){gap}",
        "(?:keinen?|kein) (?:bock|lust){far} {machine}",
        "(?:mit|zu){gap} {who}{far} {meet}",
        "(?:sprechen|reden|telefonieren|chatten|verbinden?|verbunden werden) mit{gap} {who}",
        "(?:sprech|red|sprach|telefonier) (?:ich|i|ma) mit{gap} {soul} (?:von|vom|aus)",
        "(?:an|zu[rm]?|mit|in){gap} {who}{gap} {pass}",
        "{pass} (?:an|zu[rm]?|mit){gap} {who}",
        "{give}{gap} {me}{gap} {who}",
        "{want}{gap} {soul}{gap} (?:sprechen|erreichen|haben|kontaktieren|dran|ran)",
        "{soul}{gap} (?:sprechen|erreichen|kontaktieren|ans telefon|an die strippe|ans rohr|\
         in die leitung|an den apparat|an der strippe|am telefon|in der leitung)",
        "{want}{gap} (?:echte[nmrs]? |richtige[nmrs]? |lebende[nmrs]? |reale[nmrs]? |\
         menschliche[nmr]? )\
         {soul}",
        "{want} (?:bitte |jetzt |einfach |endlich |nur |lieber )*(?:(?:mit|nen?|einen?|einem|\
         einer) )?\
         {soul} {end}",
        "mit (?:ne[nmr] |einem |einer )?(?:echte[nmr]|richtige[nmr]|reale[nmr]|\
         normale[nmr]) {soul}",
        "(?:kann|konnte|konnten|konnt|soll|moge|mochte|dass|muss|lass|lassen|kannst|\
         konnen){gap} {who}{far} \
         (?:uber(?:nehmen?|nimmt)|einschalten|einschaltet|ein(?:zu)?springen|anrufen|anruft|\
         zuruckrufen|zuruckruft|sich melden|meldet|bei mir melden|draufschauen|drubers?chauen|\
         druberschaut|beantworten|antworten|antwortet|kummern|kummert|erklaren|erklart)",
        "(?:ruf|ruft|rufen|rufe)(?: sie)? (?:mich|uns|mi){far} (?:an|zuruck)",
        "(?:um|einen|nen|gern|bitte|auf)(?: [^ ,]+)? (?:ruckruf|rueckruf|anruf){gap} {end}",
        "(?:um|einen|nen) (?:ruckruf|rueckruf)",
        "(?:mich|uns|mir){gap} (?:anrufen|zuruckrufen|zuruck rufen|zuruckgerufen|durchstellen)",
        "(?:nicht (?:langer |mehr |weiter )?(?:mit|von)|statt|genug von|keine lust auf|\
         keinen bock auf|\
         weg mit){gap} {machine}",
        "(?:kein|keine|keinen) {machine} (?:bitte|mehr|sondern)",
        "{want}{gap} (?:kein|keine|keinen) {machine}",
        "(?:gibt s|gibts|gibt es|habt ihr|haben sie|ist|sitzt|existiert){gap} \
         (?:echte[nmrs]?|richtige[nmrs]?|menschliche[nmr]?|lebende[nmrs]?|\
         reale[nmrs]?) (?:{soul}|da|dort)",
        "(?:gibt s|gibts|gibt es|habt ihr|haben sie|ist|\
         sitzt){gap} {soul}(?: ,)?{gap} (?:mit dem|mit der|\
         den ich|der mir|die mir|mit denen)",
        "wer{far} (?:zustandig|verantwortlich) , mit (?:dem|der)",
        "(?:wie|wo) (?:erreiche|bekomme|spreche|kriege|finde|komm[e]?) (?:ich|man){gap} \
         (?:zu |an )?(?:einem |einen |jemand|ne[nm] |echte|hier einen ){gap}{soul}?",
        "(?:menschliche[nmrs]?|personliche[nmrs]?|echte[nmrs]?) (?:{soul}|hilfe|support|beratung|\
         unterstutzung|kontakt|antwort|betreuung)(?: bitte)?",
        "bitte (?:an |zum |zur |mit |einen |eine |nen )+{gap} ?{who}",
        "{who} (?:bitte|her|jetzt|sofort)",
    ],
    bare: &["(?:(?:ein|eine|einen|einem|einer|nen|ne|den|die|der|mit|zum|zur|an|echte[nmrs]?|\
         reale[nmrs]?|\
         richtige[nmrs]?|lebendige[nmrs]?|menschliche[nmr]?|live|ich|will|mochte|\
         jemand) )*(?:{soul}|\
         kundendienst|kundenservice|kundenbetreuung|support|hotline|rezeption)(?: (?:sprechen|\
         her|\
         gesucht|gewunscht|kontaktieren|verbinden))?"],
    courtesy: "bitte|danke|jetzt|sofort|hallo|hi|hey|ok|nein|einfach|nur|schnell|mal|gern|gerne|\
    guten|\
               tag|morgen|abend|nicht|kein|keine|keinen|{machine}|aber|und|doch|endlich|also|\
               alter|man",
    vague: &[
        "(?:bist du|sind sie|bin ich|ist das|seid ihr|rede ich|schreibe ich|spreche ich|\
         chatte ich){far} \
         (?:{machine}|mensch|menschen|echt|person|jemandem)",
        "(?:ist|jemand) (?:da )?(?:jemand|da|hier)",
        "hilft(?: mir)?{gap} nicht",
        "(?:kann|konnte) (?:mir )?(?:mal )?jemand helfen",
    ],
    keys: &[
        "mensch",
        "menschen",
        "mitarbeiter",
        "mitarbeiterin",
        "person",
        "berater",
        "kollegen",
        "kollegin",
        "jemand",
        "jemanden",
        "jemandem",
        "sprechen",
        "verbinden",
        "ansprechpartner",
        "kundendienst",
        "kundenservice",
        "telefonieren",
        "sachbearbeiter",
        "weiterleiten",
        "operator",
        "support",
    ],
    ordinary: &["versprechen", "verbindet", "menschlich", "personen", "perron"],
};
