//! Requests for a person in Italian.

use super::tongue::Tongue;

pub(super) const TONGUE: Tongue = Tongue {
    parts: &[
        (
            "soul",
            "uman[oai]|essere umano|persona|personale|qualcun[oa]?|operat(?:ore|rice)|addett[oa]|\
             consulente|agente|responsabile|dirigente|superiore|manager|capo|collega|\
             impiegat[oa]|\
             tecnic[oa]|espert[oa]|specialista|rappresentante|commess[oa]|venditore|venditrice|\
             incaricat[oa]|supervisore|direttore|direttrice|dipendente|referente|assistente|\
             cristiano|\
             un[oa]? (?:dei|delle|di) (?:vostri|vostre|voi|loro)(?: [a-z]+)?|\
             un[oa] dell[ao]? ?[a-z]*|\
             receptionist|geometra|perito|amministratore",
        ),
        (
            "desk",
            "(?:servizio|assistenza|supporto)(?: (?:client[ei]|tecnic[oa]|al cliente))?|\
             centralino|\
             reception|ufficio|reparto|amministrazione|call center|team|staff|segreteria|\
             numero verde|\
             contabilita|portineria",
        ),
        ("who", "{soul}|{desk}"),
        (
            "meet",
            "parlar(?:e|ne|gli|ci)?|chattare|scriver(?:e|mi)|discuter(?:e|ne)|comunicare|\
             conversare|confrontarmi|\
             sentire|contattare|trattare|dialogare|interagire|relazionarmi|colloquiare|contatto|\
             ragionare|mettermi in contatto|comunicazione|collegamento|avere a che fare|\
             essere (?:mess[oa]|collegat[oa])",
        ),
        (
            "pass",
            "pass(?:a|are|armi|ami|atemi|i|ate)|mett(?:i|ere|ermi|imi|etemi|a|ete)|colleg(?:a|\
             are|armi|ami|hi|atemi)|\
             trasfer(?:ire|irmi|iscimi|isca|isci|itemi)|inoltr(?:a|are|armi|ami|ate|i)|\
             connett(?:i|ere|ermi|imi|a)|\
             gir(?:a|are|atemi|ami|armi)|indirizz(?:a|are|ami|armi|atemi|i)|d(?:ammi|atemi|ia|\
             ate|are|armi)|\
             chiam(?:ami|atemi)|trov(?:ami|atemi)|mand(?:ami|atemi|are)|port(?:ami|atemi)|\
             rimand(?:ami|are)|\
             dirott(?:ami|are|atemi)|reindirizz(?:are|ami|armi)|sment(?:are|ami)",
        ),
        (
            "want",
            "vogli(?:o|amo)|vorrei|vorremmo|voglio|desider(?:o|erei)|preferi(?:rei|sco)|esigo|\
             pretendo|chiedo|richiedo|\
             ho bisogno (?:di|d)|bisogno di|mi serve|serve|servirebbe|necessito(?: di)?|posso|\
             potrei|poter|\
             possiamo|si puo|puo|potete|e possibile|possibile|come (?:si fa|faccio|posso|\
             fare)(?: a| per)?|\
             fammi|fatemi|mi faccia|lasciami|cerco|ce l avete|avete|c e|c e modo di|\
             mi piacerebbe|devo|gradirei",
        ),
        (
            "machine",
            "robot|bot|macchin[ae]|computer|ia|chatbot|risponditore|programma|automatico|\
         intelligenza artificiale|ai",
        ),
        ("real", "ver[oa]|reale|uman[oa]|in carne (?:e|ed) ossa|fisic[oa]|viv[oa]|competente"),
    ],
    refusals: &[
        "(?:un altra persona|un altro|qualcun altro|altre persone)",
        "(?:ho|abbiamo|avevo) (?:gia )?parlato{gap} {who}",
        "(?:non|senza|nessun)(?: [^ ,]+){0,2} (?:bisogno|serve|servono|voglio|vorrei|necessario|\
         occorre|desidero)\
         {gap} (?:{who}|chiamate?|telefonate?|che mi chiami(?:ate|\
         no)?)(?: con{gap} {soul})?",
        "(?:senza|ne|nessun[oa]?|niente){gap} {soul}",
        "non (?:mi |ci )?(?:{pass}|chiam[a-z]+|telefon[a-z]+|disturb[a-z]+){gap}(?: {who})?",
        "(?:se|quando|prima di|dopo aver|dopo) (?:[^ ,]+ )?{meet}{gap} con{gap} {who}",
        "con (?:mi[oa]|su[oa]) (?:moglie|marito|madre|padre|medico|avvocato|banca|capo|\
         figli[oa])",
        "(?:agente|agenzia) (?:immobiliare|di viaggio)|amministratore di condominio|\
         personal trainer",
        "(?:sto|stiamo) (?:parlando|scrivendo|chattando)",
    ],
    requests: &[
        "(?:essere|venire) (?:ri)?(?:contattat|chiamat|sentit)[oa](?: telefonicamente|\
          per telefono| da)",
        "(?:c e|ce) (?:un |una |qualche )?(?:essere umano|umano|persona vera|\
         persona reale)(?: li| la| qui)?",
        "(?:puo|potrebbe|puoi far){gap} ?(?:rispondermi|chiamarmi|aiutarmi|\
         contattarmi) (?:una?|qualche) {soul}",
        "(?:e )?possibile (?:avere|sentire|contattare) (?:una?|qualche) {soul}",
        "{want}{far} (?:{meet}|parlo){far} (?:con|a|al|col|all|coll){gap} {who}",
        "{meet} (?:con|a|al|col|coll|all){gap} (?:{soul}|servizio clienti|assistenza)",
        "{want} (?:solo |subito |un |una |con |di |qui |per favore |adesso |altro |altra |il |\
         la |vostr[oa] |prego |direttamente )*{soul} (?:{real}|$|,|che|con|per|in|subito|\
         al|della|del|non|vostr[oa])",
        "(?:con|a|al|il|un|una|uno|voglio|qualcuno di){gap} {soul} (?:{real})",
        "qualcuno (?:di )?(?:ver[oa]|reale|uman[oa])",
        "(?:mi|ci|puoi|puo|potete|potrebbe|potresti|prego|posso|vorrei|essere){far} (?:{pass}|\
         mess[oa]|trasferit[oa]|collegat[oa]|indirizzat[oa]){far} {who}",
        "(?:{pass})(?: per favore| subito| un attimo)? (?:con |a |al |col |in contatto con |il |\
         la |un |una |uno |tuo |vostro |vostra |altro |qualche |l |coll )*{who}",
        "(?:mi|ci) (?:[^ ,]+ )?(?:risponda|rispondesse|chiami|chiamare|richiami|richiamare|\
         contatti|contattare|spiegasse|spieghi|\
         aiuti|assista|parli|scriva|ricontatti|telefoni|rispondere|spiegare){gap} {soul}",
        "(?:che|affinche) (?:me lo |mi |lo )?(?:risponda|rispondesse|chiami|spiegasse|spieghi|\
         se ne occupi|intervenga|guardi|subentri|contatti){gap} {soul}",
        "{soul}{gap} (?:mi|ci|che mi|puo|potrebbe|che|possa) (?:puo |possa |potrebbe |\
         potete )?(?:chiamare|chiami|chiamarmi|richiamare|\
         richiamarmi|contattare|contattarmi|contatti|rispondere|rispondermi|risponda|parlarmi|\
         intervenire|subentrare|prendere in mano|prenda)",
        "(?:essere )?(?:richiamat|contattat|ricontattat|assistit|seguit|chiamat|\
         servit)[oa] (?:da|dal|dall|al){gap} {who}",
        "(?:essere|venire) (?:richiamat|ricontattat|chiamat)[oa]",
        "(?:chiama|richiama|telefona|ricontatta|contatta)(?:temi|mi)",
        "(?:mi|ci) (?:potete|puoi|puo|potreste|potrebbe|potresti) (?:ri)?(?:chiamare|contattare|\
         telefonare)",
        "(?:potete|puoi|puo|potreste|potrebbe|potresti) (?:ri)?(?:chiamarmi|contattarmi|\
         telefonarmi)",
        "(?:non (?:voglio|con|a|mi|sopporto|parlo)|basta|stanc[oa] di|stuf[oa] di|niente|\
         invece di|piuttosto che|anziche)(?: [^ ,]+){0,4} {machine}",
        "non (?:un|una|con un|con una|a un|a una|il|col) {machine}|\
         basta che non sia{gap} {machine}|niente {machine}",
        "(?:c e|ce|esiste|avete|ma){gap} {soul}{gap} (?:con cui|con chi|a cui|che (?:mi|possa|ci|\
         puo|sappia)|per parlare|da contattare)",
        "(?:con chi|a chi|chi) (?:posso |potrei |si puo |mi |puo )*(?:{meet}|parlo|rivolgermi|\
         risponde|aiutarmi|chiamare)",
        "{soul} (?:per favore|x favore|perfavore|grazie|subito|vero|reale|umano|adesso|prego)",
        "(?:assistenza|operatore|contatto|aiuto|supporto|consulente|agente|persona|\
         risposta) (?:uman[oa]|reale|ver[oa])",
        "ufficio reclami|parli un umano",
    ],
    bare: &[
        "(?:(?:un|una|uno|il|la|lo|l|con|a|al|col|voglio|vorrei|parlare|altro|altra|solo|essere|\
         chiamare|contattare) )*(?:{soul}|{desk})(?: (?:{real}|vostr[oa]))*",
    ],
    courtesy: "per|favore|perfavore|x|grazie|subito|adesso|ora|ciao|salve|buongiorno|buonasera|\
    no|non|\
               {machine}|prego|dai|ok|ma|scusa|scusi|basta|urgente|si|allora|pls|pf",
    vague: &[
        "(?:sei|siete|e|lei e|parlando con|scrivendo (?:con|a)|parlo con){far} (?:{machine}|\
         uman[oa]|persona)",
        "c e (?:qualcuno|nessuno)",
        "qualcuno (?:mi )?(?:puo|potrebbe) aiutar(?:e|mi)",
    ],
    keys: &[
        "umano",
        "persona",
        "operatore",
        "operatrice",
        "addetto",
        "consulente",
        "responsabile",
        "qualcuno",
        "parlare",
        "assistenza",
        "servizio",
        "clienti",
        "tecnico",
        "collega",
        "voglio",
        "vorrei",
        "contattare",
        "impiegato",
        "agente",
    ],
    ordinary: &[
        "persone",
        "umani",
        "parlate",
        "parlato",
        "operatori",
        "tecnici",
        "colleghi",
        "servizi",
        "agenti",
        "personale",
        "colleghe",
    ],
};
