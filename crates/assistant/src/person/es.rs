//! Requests for a person in Spanish, of Spain and of the Americas.

use super::tongue::Tongue;

pub(super) const TONGUE: Tongue = Tongue {
    parts: &[
        (
            "soul",
            "human[oa]s?|ser humano|persona|gente|alguien|algien|agente|asesora?|operadora?|\
             representante|ejecutiv[oa]|encargad[oa]|gerente|supervisora?|jef[ea]|companer[oa]|\
             colega|emplead[oa]|tecnic[oa]|especialista|expert[oa]|responsable|gestora?|\
             comercial|\
             vendedora?|dependiente|director|directora|recepcionista|consultora?|funcionari[oa]|\
             un[oa] de (?:ustedes|vosotros|vuestr[oa]s|sus)|miembro del equipo|chic[oa]|\
             tele ?operadora?",
        ),
        (
            "desk",
            "(?:servicio|atencion|soporte)(?: (?:al|de|tecnico|a))?(?: (?:cliente|clientes|\
             tecnico|usuario))?|\
             equipo|recepcion|administracion|departamento|ventas|facturacion|call center|\
             centralita|\
             cobranzas?|oficina|hotel|tienda",
        ),
        ("who", "{soul}|{desk}"),
        (
            "meet",
            "h?ablar|charlar|conversar|comunicar(?:me|nos)|contactar(?:me)?|platicar|chatear|\
             tratar(?:lo|la)?|dialogar|hablarlo|comentar(?:lo|selo)?|consultar(?:lo)?|\
             escribir(?:me)?|\
             discutir(?:lo)?|resolver(?:lo)?|ver(?:lo)?|contacto|comunicacion",
        ),
        (
            "pass",
            "pas[ae](?:me|nme|rme|n|s|r)?|pasad?me|pong?an?(?:me)?|pon(?:me|drme|erme|gan?me|\
             edme)|pones?|\
             comunica(?:r|rme|me|n)?|comuniquen?(?:me)?|conect(?:a|e|ar|en|as)(?:me|nme)?|\
             transf(?:ier|er)(?:a|e|i|ir|an|es|en)(?:me|nme)?|deriv(?:a|e|ar|en|as)(?:me|nme)?|\
             comunicas?|redirig?j?(?:e|ir|a)(?:me)?|remit(?:a|e|ir)(?:me)?|escal(?:a|ar|\
             en?)(?:lo)?|\
             d(?:a|e|en)me|enlaz(?:a|ar|que)(?:me)?|contact(?:a|e|en|ar)(?:me|nme)?|poner(?:me)?|\
             podeis pasar|consig(?:a|ue)(?:n)?me|trae(?:me)?|traigan(?:me)?|manda(?:me)?|\
             busca(?:me)?",
        ),
        (
            "want",
            "quiero|kiero|qiero|quisiera|querria|quieren|queremos|necesito|nesecito|necesitamos|\
             ocupo|deseo|\
             desearia|prefiero|preferiria|exijo|pido|solicito|me gustaria|me urge|ruego|requiero|\
             busco|puedo|podria|podemos|puede|pueden|se puede|poder|como hago para|como puedo|\
             como|\
             donde|dejame|dejen(?:me)?|dejadme|hay (?:forma|manera|modo) de|es posible|intento|\
             mejor",
        ),
        (
            "machine",
            "robots?|bots?|maquinas?|ordenador|computadora|ia|chatbots?|programa|\
         contestadora?|inteligencia artificial",
        ),
        ("real", "de verdad|real|humana?|de carne y hueso|fisica|de tu equipo|de su equipo|viva"),
    ],
    refusals: &[
        "(?:a|para|de|por) otra persona",
        "(?:h?able|hablado|hablamos|hablaba) con{gap} {who}",
        "(?:no|sin|tampoco) (?:[^ ,]+ )?(?:necesidad|necesito|hace falta|quiero|quisiera|preciso|\
         deseo|busco|es necesario|ocupo)\
         {gap} (?:{who}|llamadas?|que me llamen)(?: con{gap} {soul})?",
        "(?:sin|ni){gap} {soul}",
        "no (?:me |nos )?(?:{pass}|llam[a-z]+){gap}(?: con{gap} {who})?",
        "(?:si|cuando|antes de|despues de|al|tras) (?:yo )?{meet}{gap} con{gap} {who}",
        "con (?:mi|mis|su|el|tu) (?:esposa|marido|mujer|pareja|medico|banco|abogado|madre|padre|\
         jefe)",
        "{soul} (?:inmobiliari[oa]|de viajes|de seguros|de aduanas)",
    ],
    requests: &[
        "(?:hay|existe|queda)(?: algun[a]?| un[a]?)? (?:human[oa]|ser humano|\
         persona real)(?: por ahi| ahi| aqui)?",
        "(?:contacto|telefono|numero)(?: directo)? de (?:alguien|una persona)",
        "basta de {machine}|no mas {machine}",
        "{want}{far} {meet}{far} (?:con|a|de){gap} {who}",
        "{want}{gap} {meet} (?:por telefono|con ustedes|con vosotros)",
        "{meet} (?:con|a){gap} (?:alguien|{soul}|servicio|soporte|atencion)",
        "{want}{gap} (?:(?:una?|otr[oa]) )?{soul} {real}",
        "{want} (?:a |un |una |que |hablar |por favor |otro |solo |ya |simplemente |\
         mejor )*{soul} (?:$|,|por|que|ya|no|de verdad|para|de|del|pa|urgente|ahora)",
        "(?:me|nos|pueden|puedes|puede|podrian|podrias|podria|favor de|porfa|quiero que|ruego|\
         solicito)\
         {far} (?:{pass}|comunicar|pasar|transferir|derivar|poner|conectar){far} (?:con|a|al|de|\
         en){gap} {who}",
        "{pass}(?: me)? (?:con|a|al|en contacto con|en comunicacion con|ya con){gap} {who}",
        "(?:dame|deme|denme|dadme|traeme|consigueme|ponme|pongame|pasame|mandame|buscame|\
         necesito) (?:a |con )?(?:un|una|otr[oa]|el|la|tu|su|algun)?{gap} ?{soul}",
        "(?:me|nos)(?: [^ ,]+)? (?:atiend[ae]n?|atender|llam[ea]n?|llamar|contest[ea]n?|\
         contestar|respond[ea]n?|responder|ayud[ea]|explique|hable|contacten?|contacte){gap} \
         (?:{soul}|de (?:su|tu|vuestro) equipo)",
        "que (?:me |lo |esto |se )*(?:[^ ,]+ )?(?:atienda|llame|conteste|responda|contacte|vea|\
         revise|explique|sea|hable|intervenga){gap} (?:{soul})",
        "(?:{soul}|alguien){gap} (?:me|nos|que me|puede|podria|que) (?:pueda |puede |podria |\
         podrian )?\
         (?:atend(?:er|erme|iera|a)|llamar(?:me)?|llame|conteste|contactar(?:me)?|\
         responder(?:me)?|hablar)",
        "(?:ser |sea )?atendid[oa] por{gap} {who}",
        "llam(?:e|a|en|ad|enme|ame|eme|adme)(?:me)? (?:por favor|porfa|porfavor|ya|al|cuando|,|\
         a mi|$)",
        "(?:me|nos) (?:pueden?|podeis|puedes|podrian?|podrias|podriais) (?:llamar|telefonear|\
         marcar|devolver la llamada)",
        "(?:pueden?|podeis|puedes|podrian?|podrias|quiero que me|necesito que me|\
         favor de) (?:llamarme|llamen|llames|llameis|telefonearme|devolverme la llamada|\
         marcarme)",
        "(?:no (?:quiero|mas|con|a|hablo|respuestas|me)|harta? de|cansad[oa] de|basta de|nada de|\
         en vez de|en lugar de|odio)\
         (?: [^ ,]+){0,4} {machine}",
        "(?:no|y no) (?:un|una|con un|con una|a un|a una) {machine}",
        "(?:hay|existe|tienen|teneis|esta) {gap} ?(?:{soul} (?:{real}|ahi que|que (?:me|pueda))|\
         humanos?|ser humano|persona real)",
        "(?:hay|existe|tienen|no hay) {gap} ?{soul}{gap} (?:con quien|con la que|que (?:me|nos|\
         pueda|sepa|sea|atienda|hable)|para (?:hablar|atender))",
        "(?:con quien|a quien|quien) (?:puedo |podria |me |se )*(?:{meet}|hablo|atiende|\
         puede atender|puede ayudar|me comunico|llamo)",
        "{soul} (?:por favor|porfa|xfa|porfavor|porfis|ya|de verdad|real|ahora|urgente)",
        "(?:atencion|asistencia|agente|asesor|operador|soporte|ayuda|contacto) (?:human[oa]|\
         personalizada|personal|de una persona)",
    ],
    bare: &["(?:(?:un|una|el|la|con|a|al|otro|otra|quiero|necesito|hablar|contactar|solo|\
         ser) )*(?:{soul}|{desk})(?: (?:{real}))?"],
    courtesy: "por|favor|porfa|porfavor|porfis|xfa|ya|ahora|hola|gracias|buenas|tardes|dias|\
    noches|\
               buenos|oye|tio|no|mas|{machine}|pero|por dios|te|lo|pido|urgente|ok|entonces|que|\
               si|mismo",
    vague: &[
        "(?:eres|es|sos|estoy hablando con|hablo con|son|usted es){far} (?:{machine}|human[oa]|\
         persona)",
        "(?:hay|esta) (?:alguien|algien)(?: ahi| aqui)?",
        "(?:alguien )(?:me )?(?:puede|podria) ayudar(?:me)?",
    ],
    keys: &[
        "humano",
        "persona",
        "agente",
        "asesor",
        "operador",
        "alguien",
        "representante",
        "hablar",
        "ejecutivo",
        "encargado",
        "supervisor",
        "gerente",
        "comunicar",
        "servicio",
        "cliente",
        "atencion",
        "soporte",
        "quiero",
        "necesito",
        "companero",
        "contactar",
    ],
    ordinary: &[
        "personas",
        "personal",
        "humanos",
        "hablan",
        "habla",
        "clientes",
        "servicios",
        "agentes",
        "quiere",
        "necesita",
        "comunica",
    ],
};
