//! German.

use super::{Copy, ReadAgo};

const READ_AGO: ReadAgo = ReadAgo {
    minutes: "Das steht in einer Liste, die zuletzt vor {n} Minuten gelesen wurde; es kann \
              sich seither geändert haben.",
    hours: "Das steht in einer Liste, die zuletzt vor {n} Stunden gelesen wurde; es kann sich \
            seither geändert haben.",
    days: "Das steht in einer Liste, die zuletzt vor {n} Tagen gelesen wurde; es kann sich \
           seither geändert haben.",
};

/// Friendly, neutral, brief.
pub(super) const COPY: [Copy; 3] = [
    Copy {
        greeting: "Hallo und herzlich willkommen! Ich bin {name}, ein KI-Assistent. Wobei kann ich \
                   Ihnen heute helfen?",
        courtesy: "Sehr gern geschehen!",
        what_next: "Gern! Was möchten Sie wissen?",
        offer_refused: "Gar kein Problem. Fragen Sie mich gern etwas anderes oder jederzeit nach \
                        einem Menschen.",
        about_assistant: "Ich bin {name}, ein KI-Assistent, also kein Mensch. Ich antworte aus den \
                          Seiten dieser Website und gebe mein Bestes. Möchten Sie lieber mit einem \
                          Menschen sprechen?",
        vague: "Ich helfe Ihnen gern. Sagen Sie mir in ein paar Worten, was Sie brauchen, oder ich \
                verbinde Sie mit einem Menschen. Möchten Sie das?",
        left_alone: "Das überlasse ich lieber den Menschen hier. Möchten Sie mit einem \
                     Menschen sprechen, der Ihnen dabei weiterhilft?",
        closest_lead_in: "Ich bin nicht ganz sicher, ob das Ihre Frage beantwortet, aber das kommt \
                          ihr am nächsten:",
        decline: "Es tut mir leid, darauf habe ich in meinen Unterlagen keine Antwort gefunden. \
                  Möchten Sie mit einem Menschen sprechen, der Ihnen weiterhilft?",
        nothing_learnt: "Es tut mir leid, ich habe noch nichts zu lesen bekommen und kann das \
                         nicht beantworten. Möchten Sie lieber mit einem Menschen sprechen?",
        only_pictures: "Es tut mir leid, ich kann keine Bilder sehen, nur Worte lesen. Sagen Sie \
                        mir, was es zeigt, oder möchten Sie lieber mit einem Menschen sprechen, \
                        der es ansehen kann?",
        read_ago: READ_AGO,
    },
    Copy {
        greeting: "Guten Tag. Ich bin {name}, ein KI-Assistent. Was möchten Sie wissen?",
        courtesy: "Gern geschehen.",
        what_next: "Was möchten Sie wissen?",
        offer_refused: "In Ordnung. Fragen Sie mich etwas anderes oder jederzeit nach einem \
                        Menschen.",
        about_assistant: "Ich bin {name}, ein KI-Assistent, kein Mensch. Ich antworte aus den \
                          Seiten dieser Website. Möchten Sie mit einem Menschen sprechen?",
        vague: "Sagen Sie mir in ein paar Worten, was Sie brauchen. Ich kann Sie auch mit einem \
                Menschen verbinden. Möchten Sie das?",
        left_alone: "Das überlasse ich den Menschen hier. Möchten Sie mit einem Menschen \
                     sprechen?",
        closest_lead_in: "Ich bin nicht sicher, ob das Ihre Frage beantwortet. Am nächsten kommt:",
        decline: "Darauf habe ich in meinen Unterlagen keine Antwort gefunden. Möchten Sie mit \
                  einem Menschen sprechen?",
        nothing_learnt: "Ich habe noch nichts zu lesen bekommen und kann nicht antworten. Möchten \
                         Sie mit einem Menschen sprechen?",
        only_pictures: "Ich kann keine Bilder sehen, nur Worte lesen. Sagen Sie mir, was es \
                        zeigt, oder möchten Sie mit einem Menschen sprechen, der es sieht?",
        read_ago: READ_AGO,
    },
    Copy {
        greeting: "Guten Tag, hier ist {name}, ein KI-Assistent. Ihre Frage?",
        courtesy: "Gern geschehen.",
        what_next: "Ihre Frage?",
        offer_refused: "In Ordnung. Einen Menschen erreichen Sie hier jederzeit.",
        about_assistant: "{name}, ein KI-Assistent. Ich antworte aus den Seiten dieser Website. \
                          Mit einem Menschen sprechen?",
        vague: "Was brauchen Sie? Oder lieber mit einem Menschen sprechen?",
        left_alone: "Das klärt ein Mensch. Mit einem Menschen sprechen?",
        closest_lead_in: "Nicht sicher. Am nächsten kommt:",
        decline: "Darauf fand ich keine Antwort. Mit einem Menschen sprechen?",
        nothing_learnt: "Ich habe noch nichts zu lesen. Mit einem Menschen sprechen?",
        only_pictures: "Ich kann keine Bilder sehen. Was zeigt es? Oder mit einem Menschen \
                        sprechen?",
        read_ago: READ_AGO,
    },
];
