//! Requests for a person in English, beyond the patterns that came with the weights.
//!
//! Those stand in `model/handoff.json`, as they were measured; here is what they do not see.

use super::tongue::Tongue;

/// "Not an agent": taken out before anything is looked for. Narrow on purpose: "I don't want to
/// talk to you, give me a human" asks for one.
pub(super) const NEGATED: &str = r"(?x)
    \b(?:
        (?:do\ not|don'?t|didn'?t|did\ not|doesn'?t|no\ longer|never|wouldn'?t|would\ not)
        \ (?:really\ |actually\ |even\ )?(?:need|want|wish|like|ask|prefer|asked|wanted)
        (?:\ (?:to|for))?(?:\ (?:speak|talk|chat|be\ (?:connected|transferred|put\ through)))?
        | no\ need(?:\ (?:to|for))?(?:\ (?:speak|talk|chat))?
        | (?<!you\ )(?:do\ not|don'?t)\ (?:transfer|connect|pass|hand|put|switch|escalate)
        (?:\ me)?(?:\ (?:over|through))?
        | (?:rather\ not|instead\ of|without)\ (?:speaking|talking|speak|talk|waiting)
        | (?:when|whenever|after|once)\ (?:i|we)\ (?:speak|talk|chat|call)
    )
    (?:\ (?:to|with|for))?(?:\ (?:a|an|any|the|another|some|your))?
    (?:\ (?:real|live|actual|human|support))*
    \ (?:human|person|people|agent|agents|representative|rep|operator|advisor|adviser|someone
        |somebody|anyone|anybody|staff|manager|supervisor)\b";

/// Questions about the assistant itself. They name people, but do not ask for one yet.
pub(super) const ABOUT_ASSISTANT: &str = r"(?x)
    ^\W*(?:(?:hi|hello|hey|so|wait|ok|but|sorry|just)\W+)*
    (?:am\ i\ (?:really\ |actually\ |just\ )?(?:speaking|talking|chatting|writing)\ (?:to|with)
        |are\ you|r\ u|aren'?t\ you|is\ this|is\ that|isn'?t\ this|you\ are|you're
        |what\ are\ you|who\ are\ you|who\ am\ i\ (?:speaking|talking|chatting)\ (?:to|with))
    (?:\ (?:a|an|the|just|really|actually|even|some|kind|of|real|live|automated|still|only|or|\
    human
        |being|not))*
    (?:\ (?:bot|chatbot|robot|human|humans|person|people|ai|a\.i\.|machine|computer|program
        |automated|real|llm|chatgpt))?
    (?:\ (?:or|and)\ .{1,40})?\W*$";

/// Signs that a person might be wanted.
pub(super) const VAGUE: &str = r"(?x)
    ^\W*(?:please\W+)?(?:help|help\ me|i\ need\ help|need\ help|i\ need\ assistance|assistance
        |can\ you\ help(?:\ me)?|support|sos)(?:\W+please)?\W*$
    | \b(?:is\ )?(?:anyone|anybody|someone|somebody)\ (?:there|here|around)\b
    | \bcan\ (?:someone|somebody|anyone|anybody)\ help\b
    | \b(?:you|this|that|it)(?:'re|'s|\ are|\ is)?\ (?:not\ help(?:ing|ful)|no\ help|useless)
    | \b(?:doesn'?t|didn'?t|did\ not|does\ not)\ (?:help|answer\ my\ question)\b";

pub(super) const TONGUE: Tongue = Tongue {
    parts: &[
        (
            "soul",
            "human(?: being)?|humans|person|people|some ?one|some ?body|any ?one|any ?body|\
             colleagues?|co ?workers?|employees?|agents?|rep|reps|representatives?|advis[oe]rs?|\
             specialists?|experts?|staff(?: member)?|member of (?:the |your )?(?:staff|team)|\
             team ?mates?|team members?|manager|supervisor|boss|operator|consultant|receptionist|\
             technician|engineer|valuer|underwriter|clerk|handler|associate",
        ),
        (
            "desk",
            "(?:front|help|service) ?desk|reception|[a-z]+ (?:team|department)|\
             customer (?:service|care|support)|\
             head office|support",
        ),
        ("who", "{soul}|{desk}"),
        (
            "your",
            "a|an|the|your|one of your|one of the|any of your|some|any|another|that|this|\
         ur",
        ),
        (
            "real",
            "real|actual|live|living|human|proper|different|senior|other|responsible|\
         qualified|breathing|flesh and blood",
        ),
        (
            "ask",
            "can|could|may|might|would|will|let|have|get|please have|i want|i d like|i need|\
         id like",
        ),
        (
            "machine",
            "bots?|robots?|machines?|computer|ai|chat ?bot|algorithm|software|\
         automated [a-z]+|program",
        ),
    ],
    refusals: &[
        "(?:no need|needn t|don t|do not|not|without|no|never|didn t|doesn t|\
         nobody needs)(?: [^ ,]+){0,6} (?:{who}|call ?back|call me)",
        "(?:when|whenever|if|after|once|before|while|because|that) (?:i|we|you) (?:speak|talk|\
         chat|call|spoke|talked)",
        "(?:travel|estate|letting|insurance|booking|user|property|account|project|password|\
         office|bank) (?:agents?|manager|rep)",
        "(?:with|to) my {soul}|my {soul}",
    ],
    requests: &[
        "{ask}{gap} {who}(?: [^ ,]+){0,4} (?:take over|take this over|takes over|call me|\
         phone me|ring me|contact me|jump in|step in|get back to me|\
         reach out|reply to me|get in touch|speak to me|talk to me|write to me|write back|\
         give me a (?:call|ring|bell)|answer me|come on|join)",
        "(?:get|give|fetch|find|bring|send) me (?:{your} )?(?:{real} )*{soul}",
        "(?:put|hand|pass|transfer|connect|switch|patch|forward|escalate|refer|move)(?: me| us|\
         \x20this| it| my [a-z]+)(?: over| on| through| up| across)*\
         (?: to| with) (?:{your} )?(?:{real} )*(?:[a-z]+ )?{who}",
        "(?:put|get) (?:me )?(?:{your} )?(?:{real} )*{soul} (?:on|in here|on the (?:line|phone)|\
         in this chat)",
        "(?:want|need|like|prefer|wish|love|rather|allowed|able|possible|can i|could i|may i|\
         let me|how do i|how can i|where can i|gotta|wanna|trying|must|have|please|just)\
         (?: [^ ,]+){0,5} (?:speak|talk|chat|word|conversation|deal|discuss [a-z]+|converse|\
         communicate)(?: directly| live| properly| [a-z]+ly)? (?:to|with|\
         w)(?: [^ ,]+){0,3} {who}",
        "(?:speak|talk|chat) (?:to|with|w) (?:{your} )?(?:{real} )*(?:[a-z]+ )?{soul}",
        "{soul}(?: [^ ,]+)? (?:i|we|to|who i) (?:can |could |may )?(?:speak|talk|chat)(?: to|\
         \x20with)?",
        "(?:how|way|trying|want|need|can i|could i)(?: [^ ,]+){0,6} (?:reach|get (?:hold of|\
         a hold of|to|through to|in touch with)|contact) (?:{your} )?(?:{real} )*{soul}",
        "(?:want|need|require|demand|prefer|request|give me|\
         like)(?: to have)? (?:{your} )?(?:{real} )+{soul}",
        "(?:want|need|require|demand|prefer|request|like) (?:{your} )?(?:human|person|someone|\
         somebody|some one|representative|operator) \
         (?:$|,|at|from|in|on|to (?:help|assist|talk|speak|call|explain|look)|who|now|\
         asap|please|not|instead)",
        "{soul} {real} (?:jump|step|come|here|help|take|please|now)",
        "(?:please|can you|could you|would you|someone|just|must|to) (?:call|ring|\
         phone) me(?: back)?(?: [^ ,]+)? (?:$|,|on|at|about|asap|please|now|today|\
         tomorrow)",
        "(?:request|want|need|get|arrange|have|like|please)(?: [^ ,]+){0,2} (?:call ?back|\
         phone call)",
        "(?:not|rather than|instead of|no more|enough of|sick of|tired of|done with|stop with|\
         past|bypass|skip)(?: [^ ,]+){0,3} {machine}",
        "(?:human|person|agent|representative|operator) (?:please|pls|plz|now|asap)",
        "(?:human|real person) (?:help|support|contact|assistance|agent|chat)",
        "(?:is|are) there(?: [^ ,]+){0,2} (?:{real} )+{soul}",
    ],
    bare: &["(?:(?:{your}|{real}|want|need|i|to|speak|talk|contact|call|connect|give|get|me) )*\
         (?:human|person|agent|operator|representative|rep|advis[oe]r|manager|supervisor|someone|\
         somebody|customer (?:service|support|care)|colleague|staff|reception)"],
    courtesy: "please|pls|plz|now|thanks|thank|you|hi|hello|hey|ok|just|asap|right|immediately|\
    no|not|{machine}|a|sorry|urgent|urgently|yes",
    vague: &[],
    keys: &[
        "human",
        "person",
        "agent",
        "representative",
        "operator",
        "advisor",
        "adviser",
        "manager",
        "supervisor",
        "someone",
        "somebody",
        "customer",
        "service",
        "support",
        "specialist",
        "assistant",
        "colleague",
        "employee",
        "speak",
        "consultant",
        "transfer",
        "connect",
    ],
    ordinary: &[
        "humans",
        "humane",
        "persons",
        "persona",
        "agents",
        "representatives",
        "operators",
        "advisors",
        "advisers",
        "managers",
        "manage",
        "managed",
        "manages",
        "manger",
        "services",
        "serviced",
        "supports",
        "supported",
        "specialists",
        "assistants",
        "assistance",
        "colleagues",
        "employees",
        "employed",
        "employer",
        "speaks",
        "speaker",
        "sneak",
        "consultants",
        "transfers",
        "connects",
        "connected",
        "consult",
        "customers",
        "supervisors",
        "steak",
        "special",
        "aging",
        "hum",
        "persian",
        "personal",
        "superviser",
        "specialise",
        "specialty",
        "agenda",
        "urgent",
        "peak",
        "speck",
        "custom",
        "customs",
        "operate",
        "operates",
    ],
};
