//! Requests for a person in Portuguese, of Portugal and of Brazil.

use super::tongue::Tongue;

pub(super) const TONGUE: Tongue = Tongue {
    parts: &[
        (
            "soul",
            "human[oa]s?|ser humano|pessoa|gente(?: de verdade)?|alguem|algem|agente|atendente|\
             operadora?|assistente|\
             representante|consultora?|gerente|supervisora?|chefe|colega|funcionari[oa]|\
             tecnic[oa]|\
             especialista|responsavel|gestora?|comercial|vendedora?|diretora?|rececionista|\
             recepcionista|\
             colaboradora?|empregad[oa]|um de voces|perito|encarregad[oa]|analista|corretora?|\
             mocas?|rapaz",
        ),
        (
            "desk",
            "(?:apoio|servico|suporte|atendimento|assistencia)(?: (?:ao|de|tecnic[oa]|\
             a))?(?: (?:cliente|clientes|tecnico|consumidor|humano))?|\
             equip[ae]|rececao|recepcao|sac|central|departamento|setor|balcao|financeiro|vendas|\
             leilao",
        ),
        ("who", "{soul}|{desk}"),
        (
            "meet",
            "falar?|conversar|tratar(?: disso| disto)?|contactar|contatar|bater um papo|papear|\
             trocar ideia|dialogar|\
             comunicar(?: me)?|discutir|resolver(?: isso| isto)?|esclarecer|escrever|teclar|\
             ligar|contacto|contato|\
             expor|explicar",
        ),
        (
            "pass",
            "pass(?:a|ar|e|em|arem|as)|transf(?:er|ir)(?:ir|e|a|am|irem)|encaminh(?:a|ar|e|em|\
             arem)|conect(?:a|ar|e|em)|lig(?:ar|ue|a|uem)|\
             reencaminh(?:ar|e|a)|direcion(?:ar|e|a|em)|coloc(?:ar?|ar|em|que)|p(?:oe|onha|or|\
             onham)|bota|bote|chama|chamar|chame|chamem|\
             d(?:a|e|eem|ar)|arranj(?:a|e|ar|em)|remet(?:er|a)|redirecion(?:ar|e|a)|manda|mande|\
             traz|traga|escalar?|quero|transferido",
        ),
        (
            "want",
            "quero|qro|kero|queria|queremos|gostaria|gostava|preciso|precisava|precisamos|desejo|\
             desejava|prefiro|preferia|exijo|\
             solicito|peco|pretendo|posso|poderia|podia|podemos|da (?:pra|para)|consigo|\
             como (?:faco|fazer|posso|e que)(?: para| pra)?|\
             me deixa|deixa eu|deixe me|deixem me|ha forma de|tem como|e possivel|tem jeito de|\
             necessito(?: de)?|procuro|melhor|bora",
        ),
        (
            "machine",
            "robos?|robots?|bots?|maquinas?|computador|ia|chatbots?|\
         programa(?: de computador)?|inteligencia artificial|atendimento automatico|gravacao",
        ),
        ("real", "real|de verdade|humana?|de carne e osso|viva|a serio|fisica|mesmo"),
    ],
    refusals: &[
        "(?:para|a|por|de|em nome de) (?:uma )?outra pessoa",
        "(?:falei|falamos|conversei|falado) com{gap} {who}",
        "(?:nao|sem|nem) (?:[^ ,]+ )?(?:preciso?|quero|necessidade de|necessito|desejo|precisa|\
         precisam|e necessario|vale a pena)\
         {gap} (?:{who}|ninguem|que me liguem|ligacao|ligacoes|\
         chamadas?)(?: com{gap} {soul})?",
        "(?:sem|nem|nenhum){gap} {soul}",
        "nao (?:me |nos )?(?:{pass}|lig[a-z]+){gap}(?: {who})?",
        "(?:estou|esta|estive|to|tou) (?:a )?(?:mesmo )?(?:falar|falando|conversar|escrever|\
         teclar)",
        "(?:se|quando|antes de|depois de|ao) (?:eu )?{meet}{gap} com{gap} {who}",
        "com (?:o meu|a minha|meu|minha) [a-z]+",
        "{soul} (?:da imobiliaria|imobiliari[oa]|de viagens)",
    ],
    requests: &[
        "(?:ajuda|resposta|contato|contacto) de (?:um|uma) (?:{soul})",
        "(?:chama|chame|chamem|cade) (?:o|a|um|uma|seu|teu) {soul}",
        "(?:podem|pode|podiam|poderiam) (?:ligar|telefonar|contactar)(?: me| para mim| pra mim)",
        "{want}{far} {meet}{far} (?:com|a|ao|c|cm|de){gap} {who}",
        "{meet} (?:com|c|cm|ao|a){gap} (?:{soul}|suporte|apoio ao cliente|atendimento)",
        "{want} (?:de |um |uma |que |com |falar |so |ja |o |a |outr[oa] |logo |\
         e )*{soul} (?:{real}|$|,|por|que|ja|nao|para|pra|do|da|agora|urgente|pfv?|\
         pf)",
        "(?:me|nos|pode|podem|podes|podia|poderia|poderiam|favor|agradeco que|queria que|\
         por favor|se faz favor|se){far} (?:{pass}|me passe|transfira){far} (?:com|para|pra|pro|\
         ao|a|por|um|uma|o|algum){gap} {who}",
        "{pass}(?: me| a chamada| a conversa| isto| isso| nos)? (?:em linha com|em contacto com|\
         em contato com|com|para|pra|pro|ao|a|um|uma|algum|o){gap} {who}",
        "(?:me da|me de|da me|de me|deem me|me arruma|me arranja|arranjem me|me chama|me manda|\
         quero|me ve){gap} {soul}",
        "(?:ser|seja|quero ser|fosse) (?:atendid|contactad|contatad|ouvid|respondid|transferid|\
         encaminhad|ajudad|tratad)[oa]{gap} (?:por|para|a|com){gap} {who}",
        "(?:que|pra) (?:me |seja |isto |isso )*(?:atenda|ligue|liguem|responda|contacte|contate|\
         explique|veja|fale|respondesse|atendesse|trate|assuma){gap} {soul}",
        "{soul}{gap} (?:me|que me|pode|poderia|podia|que|possa|para|pra) (?:me |pode |possa |\
         poderia )*(?:atender|ligar|ligue|atenda|responder(?: me)?|responda|contactar(?: me)?|\
         contatar|falar comigo|assumir|assuma|intervir|entrar em contat?c?to|telefonar|explicar)",
        "(?:me liga|me ligue|me liguem|liga me|liguem me|ligue me|ligue para mim|liguem para mim|\
         liga pra mim|me telefona|telefonem me|me retorna|podem ligar me|podem me ligar|\
         pode me ligar|pode ligar me|podem ligar|quero que me liguem|me chama no telefone)",
        "(?:nao (?:quero|com|a|mais|falo|aguento|por)|cansei d[eo]s?|cansei desse|cansei deste|\
         farto de|farta de|chega de|sem|em vez de|odeio|e nao)\
         (?: [^ ,]+){0,4} {machine}",
        "(?:nao|e nao) (?:um|uma|com um|com uma|a um|a uma|com|por um|por uma) {machine}",
        "(?:tem|ha|existe|tera|nao tem|nao ha){gap} {soul}{gap} (?:{real}|com quem|que (?:me|\
         possa|saiba|fale|atenda|resolva)|pra (?:falar|atender|me)|para (?:falar|atender|me)|\
         a serio)",
        "(?:com quem|a quem|quem) (?:eu |e que |que |posso |poderia |me |se |pode )*(?:{meet}|\
         falo|atende|ajudar|me atender|contacto|tratar)",
        "{soul} (?:por favor|pfv|pf|se faz favor|ja|agora|real|de verdade|urgente|pls)",
        "(?:atendimento|atendente|operador|apoio|assistencia|suporte|agente|ajuda|pessoa|\
         contacto|contato) (?:human[oa]|real|personalizado|de verdade|pessoal)",
        "n quero link|quero atendente",
    ],
    bare: &["(?:(?:um|uma|o|a|com|ao|outro|outra|quero|preciso|de|falar|so|algum|chamar|\
         chama) )*(?:{soul}|{desk})(?: (?:{real}))?"],
    courtesy: "por|favor|pfv|pf|pfvr|se|faz|ja|agora|ola|oi|obrigad[oa]|bom|boa|dia|tarde|noite|\
    nao|n|\
               {machine}|mas|urgente|ok|entao|sim|pls|logo|e|ai|vai|anda",
    vague: &[
        "(?:es|e|voce e|vc e|tu es|estou a falar com|estou falando com|to falando com|falo com|\
         sao){far} (?:{machine}|human[oa]|pessoa)",
        "(?:tem|ha|esta) alguem(?: ai)?",
        "alguem (?:me )?(?:pode|poderia) (?:me )?ajudar",
    ],
    keys: &[
        "humano",
        "pessoa",
        "agente",
        "atendente",
        "operador",
        "alguem",
        "representante",
        "falar",
        "funcionario",
        "consultor",
        "supervisor",
        "gerente",
        "atendimento",
        "cliente",
        "suporte",
        "servico",
        "assistente",
        "conversar",
        "quero",
        "preciso",
        "colega",
    ],
    ordinary: &[
        "pessoas", "pessoal", "falam", "falas", "clientes", "servicos", "agentes", "falta",
        "falha", "humanos", "precisa",
    ],
};
