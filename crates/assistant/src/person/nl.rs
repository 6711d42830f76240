//! Requests for a person in Dutch and Flemish.

use super::tongue::Tongue;

pub(super) const TONGUE: Tongue = Tongue {
    parts: &[
        (
            "soul",
            "mens(?:en)?|persoon|iemand|medewerk(?:er|ster)|[a-z]+medewerk(?:er|ster)|collega|\
             adviseur|consulent|\
             agent|operator|telefonist(?:e)?|vertegenwoordiger|manager|leidinggevende|chef|baas|\
             supervisor|\
             specialist|expert|deskundige|monteur|technicus|verkoper|werknemer|personeelslid|\
             teamlid|\
             contactpersoon|verantwoordelijke|begeleider|directeur|receptionist(?:e)?|\
             behandelaar|\
             (?:een|eentje) van (?:jullie|u|de)|wie|levend wezen|makelaar",
        ),
        (
            "desk",
            "klantenservice|klantendienst|helpdesk|support|receptie|service|servicedesk|afdeling|\
             balie|team|\
             (?:technische|financiele) (?:dienst|afdeling)|dienst|administratie|boekhouding|\
             verkoop|personeel|kantoor|callcenter",
        ),
        ("who", "{soul}|{desk}"),
        (
            "meet",
            "(?:be)?spreken|praten|babbelen|chatten|bellen|telefoneren|overleggen|kletsen|\
             klappen|contact|schrijven|\
             communiceren|bereiken|typen|appen|verbonden|verbinden|te pakken|te woord|regelen|\
             afhandelen",
        ),
        (
            "pass",
            "doorverbinden|doorverbonden|doorverbind|doorschakelen|doorgeschakeld|doorsteken|\
             doorzetten|doorgezet|\
             overdragen|overgedragen|doorsturen|doorgestuurd|verbinden|verbonden|doorgeven|\
             overzetten|escaleren|overschakelen",
        ),
        (
            "give",
            "geef|geeft|haal|haalt|stuur|stuurt|zet|breng|regel|roep|verbind|verbindt|schakel|\
             schakelt|laat|doe|pak|zoek|draag|zoekt",
        ),
        (
            "want",
            "wil|wilt|willen|wou|zou (?:graag|liever)|wens|wenst|moet|heb|nodig|graag|liever|mag|\
             kan|kunnen|kunt|kun|kunde|eis|zoek|verlang|prefereer|hoe|wie|krijg",
        ),
        (
            "machine",
            "bot|bots|robot|robots|machine|computer|ai|chatbot|automaat|programma|\
         apparaat|computerprogramma",
        ),
        ("real", "echte?|levende?|werkelijke?|menselijke?|normale?|gewone?|fysieke?|ander"),
    ],
    refusals: &[
        "(?:iemand|een) ander(?:s|e)?(?: persoon)?",
        "(?:heb|had|hebben){far} gesproken",
        "(?:hoef|hoeft|hoeven|wil|wilt|wens|heb){gap} (?:geen|niet|niemand){gap} (?:{who}|\
         gebeld|terugbellen|belletje)(?: met{gap} {soul})?(?: (?:{meet}|nodig))?",
        "(?:geen|zonder|niemand){gap} (?:{who}|telefoontje|belletje|terugbelverzoek)(?: nodig)?",
        "niemand (?:hoeft|moet){far} (?:{meet})",
        "(?:niet|nooit) (?:meer )?(?:bellen|terugbellen|doorverbinden|doorsturen|doorschakelen)",
        "(?:als|wanneer|voordat|nadat|of|dat|toen) (?:ik|we|je|men){far} (?:{meet}|spreek|praat|\
         bel)",
        "(?:spreek|praat|chat|typ) ik{gap} met{gap} {who}",
        "met mijn [a-z]+|met m n [a-z]+",
    ],
    requests: &[
        "(?:verbind|schakel|zet|stuur|steek)(?: u| je)? (?:me|mij)(?: maar| even| nu|\
          alsjeblieft| aub)* door",
        "(?:mag|kan|wil) ik (?:je|jouw|uw|jullie|een|de) (?:leidinggevende|baas|chef|\
         manager|collega|supervisor)",
        "(?:geholpen|bediend|geantwoord|gebeld|teruggebeld)(?: worden)? door{gap} {soul}",
        "(?:met|naar|aan|over){gap} {who}{far} (?:{meet}|{pass})",
        "(?:praten|spreken|chatten|bellen|overleggen|contact|verbinden|verbind|verbindt|\
         verbonden|schakelen|schakel|doorverbinden)(?: (?:u|me|mij|aub|alstublieft|\
         opnemen))*(?: door)? met{gap} {who}",
        "{want}{far} {soul}{far} (?:spreken|bellen|bereiken|aan de (?:lijn|telefoon)|te pakken|\
         te spreken|hebben|krijgen|aan de tand)",
        "{soul}{gap} (?:spreken|te pakken|aan de lijn|aan de telefoon|bereiken|aan de hoorn)",
        "(?:doorverbinden|doorverbonden|doorschakelen|doorsteken|doorzetten|doorsturen|\
         doorgeschakeld|door)(?: worden)? (?:met|naar|aan){gap} {who}",
        "{give} (?:me |mij |m n |mn |er |dit |ons |even |eens |effe |ff |nu |maar |alstublieft |\
         gewoon |de |het |gesprek |chat |u |hier |mijn )+(?:[^ ,]+ ){0,4}{who}",
        "{give} (?:een|n|iemand|jullie|je|uw){gap} ?{who}?(?: [^ ,]+){0,5} (?:bellen|terugbellen|\
         contact|beantwoorden|antwoorden|reageren|helpen|overnemen|kijken|bij|meekijken|sturen|\
         lijn)",
        "{want}{gap} (?:een |n )?{real} {soul}",
        "(?:wil|zou graag|wou|zoek|graag|doe|geef|nodig|eis|liever|heb)(?: (?:graag|maar|gewoon|\
         mij|me|een|n|nu|ik|even|eens|liever|echt|hier|met))* {soul} (?:$|,|die|van|om|\
         nodig|aub|nu|in plaats|spreken|hebben)",
        "(?:kan|kunnen|kun|laat|mag|moet|zou|wil|dat|of){gap} {who}{far} (?:terugbellen|opbellen|\
         bellen|mij bellen|me bellen|belt|overnemen|overneemt|meekijken|ingrijpen|inschakelen|\
         reageren|\
         antwoorden|antwoordt|beantwoorden|contact opnemen|contact opneemt|uitleggen|uitlegt|\
         bijhalen|erbij halen|erbij komen|erbij)",
        "(?:bel|belt) (?:me|mij|ons)(?: (?:maar|terug|even|aub|nu|alstublieft|op))*",
        "(?:mij|me|ons){gap} (?:terugbellen|opbellen|bellen)|teruggebeld worden|gebeld worden|\
         worden (?:terug)?gebeld",
        "(?:niet|niks|geen zin om|stop|klaar|genoeg|zat|beu|in plaats van|\
         ipv)(?: [^ ,]+){0,4} (?:met|via|door|tegen|van|een|n|die|zo n|deze|\
         dat)(?: [^ ,]+)? {machine}",
        "(?:wil|k wil|hoef|liever|en|graag) geen {machine}|geen {machine} (?:aub|meer|maar|\
         alsjeblieft)",
        "(?:is|zit|werkt|hebben jullie|bestaat|zijn){gap} {real} (?:{soul}|iemand)",
        "(?:is|zit|zijn|heb|hebben){gap} (?:er |daar |hier |jullie |dan )?(?:een |n |iemand |\
         niemand ){gap} ?{soul}? ?(?:met wie|waarmee|die (?:me|mij|ik|kan|me))",
        "(?:met )?wie (?:kan|mag|moet) ik{far} (?:spreken|bellen|praten|contacteren|hebben|\
         contact)",
        "(?:een |n )(?:echte?|levende?|menselijke?) {soul}",
        "{soul} (?:aub|alstublieft|alsjeblieft|svp|graag|nu|nodig|gevraagd|spreken)",
        "(?:menselijke|persoonlijke|persoonlijk|menselijk) (?:contact|hulp|medewerker|antwoord|\
         ondersteuning|assistentie|helpen|te woord|gesprek)",
    ],
    bare: &[
        "(?:(?:een|n|de|het|met|naar|ik|wil|graag|echte?|levende?|menselijke?|normale?|andere?|\
         doe|mij|maar|gewoon|live) )*(?:{soul}|klantenservice|klantendienst|helpdesk|support|\
         receptie)(?: (?:spreken|bellen|contacteren))?",
    ],
    courtesy: "aub|alstublieft|alsjeblieft|svp|graag|nu|hallo|hoi|hey|dank|bedankt|nee|niet|geen|\
    {machine}|even|ff|effe|ok|dus|maar|gewoon|meteen|direct|u|je|goedemiddag|goedemorgen|\
    goedenavond",
    vague: &[
        "(?:ben je|ben jij|bent u|is dit|spreek ik|praat ik|chat ik|zit ik|zijn jullie|\
         met){far} (?:{machine}|mens|persoon)",
        "(?:is (?:er|daar)|iemand) (?:iemand|daar|aanwezig)",
        "kan iemand (?:me |mij )?helpen",
    ],
    keys: &[
        "persoon",
        "iemand",
        "medewerker",
        "collega",
        "adviseur",
        "operator",
        "klantenservice",
        "spreken",
        "praten",
        "doorverbinden",
        "specialist",
        "manager",
        "helpdesk",
        "receptie",
        "contact",
        "mensen",
    ],
    ordinary: &["spreekt", "niemand", "platen", "personen", "menen", "wensen", "grenzen"],
};
