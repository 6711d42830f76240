//! Requests for a person in French.

use super::tongue::Tongue;

pub(super) const TONGUE: Tongue = Tongue {
    parts: &[
        (
            "soul",
            "humaine?s?|etre humain|personne|gens|quelqu un|qqun|qqn|qq1|kelkun|conseill(?:er|\
             ere|ers)|\
             agente?s?|operat(?:eur|rice)|responsable|superieure?|manager|chef|directeur|\
             directrice|\
             collegues?|employee?s?|collaborat(?:eur|rice)|technicien(?:ne)?|expert[es]?|\
             specialiste|charge de clientele|interlocut(?:eur|rice)|representante?|vend(?:eur|\
             euse)|\
             commercial[e]?|gestionnaire|assistante?|un de vos [a-z]+|une de vos [a-z]+|\
             membre de (?:l |votre )?equipe|patron|receptionniste|standardiste|superviseur",
        ),
        (
            "desk",
            "service client(?:s|ele)?|service apres vente|sav|service technique|service [a-z]+|\
             support|standard|equipe|assistance|accueil|reception|le sav|agence|helpdesk|hotline|\
             bureau|centre d appel",
        ),
        ("who", "{soul}|{desk}"),
        (
            "meet",
            "parl(?:er|e|é)|discut(?:er|e)|caus(?:er|e)|echanger?|dialoguer?|chatter|tchatter|\
             converser|communiquer|m entretenir|s entretenir|entretenir|m adresser|traiter|\
             contacter|joindre|appeler|rejoindre|voir|avoir affaire|etre mise? en (?:relation|\
             contact)|\
             en (?:relation|contact|ligne|communication|lien)|rentrer en contact|avoir",
        ),
        (
            "pass",
            "pass(?:er?|ez|es)|transfer(?:er|ez|e|es)|transmett(?:re|ez)|mett(?:re|ez)|mets|met|\
             connect(?:er|ez|e)|redirig(?:er|ez|e)|orient(?:er|ez|e)|adress(?:er|ez)|basculer?|\
             envoy(?:er|ez)|don(?:ne|nez|ner)|dirig(?:er|ez)|trouv(?:er|ez|e)|suivre|\
             branch(?:er|ez|e)|escalad(?:er|ez)|rout(?:er|ez)|reli(?:er|ez)|confi(?:er|ez)",
        ),
        (
            "want",
            "veux|veu|veut|voudrais?|vx|aimerais?|souhaite(?:rais?)?|desire(?:rais?)?|exige|\
             demande|\
             prefere(?:rais?)?|besoin d(?:e|u)?|faut|faudrait|cherche|reclame|voulons|souhaitons|\
             merci de|puis je|peut on|peux je|je peux|pourrais je|possible de?|moyen (?:de|d|\
             que)|\
             comment|laisse[zr]?|laisser|plutot|dois|tiens a|envie de",
        ),
        (
            "machine",
            "robots?|bots?|machines?|ordinateur|ia|chatbots?|automate|programme|logiciel|\
         repondeur",
        ),
        ("a", "une?|le|la|l|les|d|de|du|des|votre|vos|mon|ma|leur|cette|avec|a|au|aux|vers|qu"),
    ],
    refusals: &[
        "(?:a|pour|au nom d|avec) une autre personne",
        "quelqu un d autre",
        "(?:ai|avais|a|avons|avez)(?: deja| bien)? parle{gap} {who}",
        "(?:pas|plus|aucun|sans|ni)(?: [^ ,]+)? (?:besoin|envie|necessaire|la peine|utile|\
         question)\
         {far} (?:{who}|rappel|appel)",
        "(?:ne|n|veux|souhaite|desire) (?:[^ ,]+ )?pas (?:que |qu |me |m |etre |de )*(?:{meet}|\
         {pass}|\
         appel[a-z]*|rappel[a-z]*)",
        "(?:sans|ni){gap} {who}",
        "(?:inutile|pas la peine) (?:de|d){far} {who}",
        "(?:si|quand|lorsque|apres|avant de|avant d|en) (?:je |j |on )?(?:{meet}|appelle|\
         appelant|parlant)\
         {gap} {who}",
        "(?:vos|des|les|ses|nos|leurs) (?:conseillers|agents|operateurs|experts|techniciens|\
         employes)",
        "(?:est ce que je|je) (?:parle|discute) (?:bien )?(?:a|avec){gap} (?:{soul}|{machine})",
        "que je parle a",
    ],
    requests: &[
        "(?:on peut|peut on|pourrait on) s appeler",
        "{want}{gap} (?:qu une?|qu) ?{gap}{soul} (?:lise|regarde|voie|traite|reprenne|verifie)",
        "{want}{gap} (?:appel|rappel|entretien) (?:telephonique|avec{gap})",
        "{want}{far} {meet}{gap} {who}",
        "{want}{gap} (?:vraie?|veritable|reelle?|humaine?|autre|real) {who}",
        "{want}(?: [^ ,]+)? (?:une?|quelqu|d une?|votre|le) {gap} ?(?:vraie?|reelle?|autre|\
         humaine?)?\
         \x20?{soul}(?: humaine?| reel(?:le)?| physique| competente?)? (?:$|,|au|pour|qui|en|a|\
         s|svp|pas|de|du)",
        "(?:me|m|nous|moi|je|on){far} {pass}{far} {who}",
        "{pass} (?:moi|nous|la main|le relais|ca|ma demande|mon [a-z]+|cette conversation|\
         la conversation|\
         le chat){far} {who}",
        "{meet} (?:directement |de vive voix |vraiment |enfin )?(?:a|avec|au|aux|d){gap} \
         (?:une? |quelqu un|votre |le |la |l |vrai ){gap} ?{who}?",
        "parler (?:a |avec |au |aux )?{gap} ?(?:{soul}|service client)",
        "(?:pouvez vous|peux tu|pourriez vous|tu peux|vous pouvez|veuillez|est ce qu|est ce que|\
         que|qu|\
         demand(?:er|ez) a|faites|faire|fait|laissez|peut|pourrait|doit|il faut qu|\
         j attends qu){far} {who}{far} \
         (?:m appeler?|m appelle|me rappel(?:er|le)|rappeler|me telephoner?|telephoner|prenne|\
         prendre (?:le relais|la main|en charge|la suite)|prenne (?:le relais|la main)|\
         me contacter?|\
         me recontacte[r]?|intervenir|intervienne|me reponde?|me repondre|reponde|repondre|\
         m expliquer?|\
         m explique|m aider?|s occuper?|s en occupe|regarder?)",
        "(?:quelqu un|{soul}){gap} (?:peut|pourrait|peux|pourrez){gap} (?:m appeler|me rappeler|\
         me telephoner|prendre|me contacter|me parler|me repondre)",
        "faites intervenir{far} {who}",
        "(?:rappel|appel|telephon)(?:ez|e|er) (?:moi|nous)",
        "(?:me|m|nous) (?:rappel|appel|telephon|recontact)(?:er|ez|iez)",
        "etre (?:rappelee?|contactee?|appelee?|recontactee?|mise? en (?:relation|contact)|\
         transferee?|\
         redirigee?|servie?|aidee?)(?: par{gap} {who})?",
        "mise? en (?:relation|contact|communication) avec",
        "(?:marre|assez|ras le bol|fatigue|plus|pas|stop|arretez|plutot)(?: [^ ,]+){0,5} \
         (?:avec|a|des|du|les|aux|d|de|le|qu avec|ce|cette|votre|vos)(?: [^ ,]+)? {machine}",
        "pas (?:une?|a une?|avec une?|d|de) {machine}",
        "(?:y a t il|il y a|ya|y a|y aurait il|est ce qu il y a|avez vous|\
         existe t il){gap} (?:vraie?s?|\
         reel(?:le)?s?|humaine?|etre humain|d humain)(?: [^ ,]+)?",
        "(?:y a t il|il y a|ya|y a|y aurait il|avez vous){far} (?:{soul}|moyen){far} (?:a qui|\
         avec qui|pour (?:me|m|nous)|\
         parler|joindre|avoir|que je|en ligne|au (?:bout|telephone))",
        "(?:quelqu un|{soul}|vous) (?:au (?:telephone|bout du fil)|en ligne|de vive voix|en vrai|\
         en chair)",
        "(?:a qui|avec qui|qui){gap} (?:puis je|je peux|peux je|pourrais je|peut) (?:{meet}|\
         me repondre|m aider|appeler)",
        "comment{gap} (?:parler|joindre|avoir|contacter|faire pour (?:parler|avoir|\
         joindre)){gap} {who}",
        "(?:assistance|contact|aide|support|reponse|interlocuteur|agent|conseiller) (?:humaine?|\
         reel(?:le)?)",
        "(?:une? )(?:vraie?|veritable) (?:personne|humaine?|conseill(?:er|ere)|agent|\
         interlocuteur)",
        "{soul} (?:svp|stp|s il (?:vous|te) plait|please|tout de suite|maintenant|vite)",
    ],
    bare: &["(?:(?:{a}|vraie?|autre|veritable|je|veux|voudrais|parler|contacter|joindre|besoin|\
         appeler|il|me|faut|donnez|moi) )*\
         (?:{soul}|service client(?:s|ele)?|sav|support|standard|assistance)(?: (?:humaine?|\
         reel(?:le)?|\
         physique|client))?"],
    courtesy: "svp|stp|s|il|vous|te|plait|please|merci|maintenant|vite|bonjour|salut|bonsoir|oui|\
    non|\
               pas|de|une?|tout|suite|immediatement|ok|alors|donc|enfin|d|urgent|{machine}",
    vague: &[
        "(?:es tu|t es|tu es|etes vous|vous etes|c est|est ce|suis je|je parle|parle je|j ecris|\
         que je parle){far} (?:{machine}|humaine?|personne)",
        "(?:y a|ya|il y a)(?: t il)? (?:quelqu un|qqun|qqn)",
        "(?:quelqu un|qqn) (?:peut|pourrait) m aider",
    ],
    keys: &[
        "humain",
        "personne",
        "conseiller",
        "conseillere",
        "operateur",
        "responsable",
        "parler",
        "quelqu",
        "agent",
        "service",
        "client",
        "technicien",
        "collegue",
        "employe",
        "contacter",
        "transferer",
        "passez",
        "connecter",
        "discuter",
    ],
    ordinary: &[
        "parlez",
        "personnes",
        "services",
        "clients",
        "conseille",
        "argent",
        "passer",
        "parle",
        "passe",
        "quelque",
        "quelques",
    ],
};
