//! Spanish.

use super::{Copy, ReadAgo};

const READ_AGO: ReadAgo = ReadAgo {
    minutes: "Esto viene de una lista leída por última vez hace {n} minutos; puede haber \
              cambiado desde entonces.",
    hours: "Esto viene de una lista leída por última vez hace {n} horas; puede haber cambiado \
            desde entonces.",
    days: "Esto viene de una lista leída por última vez hace {n} días; puede haber cambiado \
           desde entonces.",
};

/// Friendly, neutral, brief.
pub(super) const COPY: [Copy; 3] = [
    Copy {
        greeting: "¡Hola y te damos la bienvenida! Soy {name}, un asistente de IA. ¿En qué puedo \
                   ayudarte hoy?",
        courtesy: "¡Con mucho gusto!",
        what_next: "¡Claro! ¿Qué te gustaría saber?",
        offer_refused: "No pasa nada. Pregúntame otra cosa, o pide hablar con una persona cuando \
                        quieras.",
        about_assistant: "Soy {name}, un asistente de IA, así que no soy una persona. Respondo con \
                          las páginas de este sitio y hago todo lo que puedo. ¿Prefieres hablar \
                          con una persona?",
        vague: "Te ayudo encantado. Dime en pocas palabras qué necesitas, o te paso con una \
                persona. ¿Te gustaría?",
        left_alone: "Ese es un tema que dejo en manos del equipo. ¿Quieres hablar con una \
                     persona que te pueda ayudar?",
        closest_lead_in: "No estoy del todo seguro de que esto responda a tu pregunta, pero es lo \
                          más parecido que encontré:",
        decline: "Lo siento, no encontré una respuesta en lo que he leído. ¿Quieres hablar con una \
                  persona que pueda ayudarte?",
        nothing_learnt: "Lo siento, todavía no me han dado nada que leer y no puedo responder. \
                         ¿Prefieres hablar con una persona?",
        only_pictures: "Lo siento, no puedo ver imágenes, solo leer palabras. Cuéntame qué \
                        muestra, ¿o prefieres hablar con una persona que pueda mirarla?",
        read_ago: READ_AGO,
    },
    Copy {
        greeting: "Hola. Soy {name}, un asistente de IA. ¿Qué te gustaría saber?",
        courtesy: "De nada.",
        what_next: "¿Qué te gustaría saber?",
        offer_refused: "De acuerdo. Pregúntame otra cosa, o pide hablar con una persona en \
                        cualquier momento.",
        about_assistant: "Soy {name}, un asistente de IA, no una persona. Respondo con las páginas \
                          de este sitio. ¿Quieres hablar con una persona?",
        vague: "Dime en pocas palabras qué necesitas. Si prefieres a una persona, puedo pasarte. \
                ¿Te gustaría?",
        left_alone: "Ese tema lo dejo al equipo. ¿Quieres hablar con una persona?",
        closest_lead_in: "No estoy seguro de que esto responda a tu pregunta. Lo más parecido que \
                          encontré:",
        decline: "No encontré una respuesta en lo que he leído. ¿Quieres hablar con una persona?",
        nothing_learnt: "Todavía no me han dado nada que leer y no puedo responder. ¿Quieres \
                         hablar con una persona?",
        only_pictures: "No puedo ver imágenes, solo leer palabras. Dime qué muestra, ¿o quieres \
                        hablar con una persona que pueda verla?",
        read_ago: READ_AGO,
    },
    Copy {
        greeting: "Hola, soy {name}, un asistente de IA. ¿Tu pregunta?",
        courtesy: "De nada.",
        what_next: "¿Tu pregunta?",
        offer_refused: "De acuerdo. Puedes pedir una persona cuando quieras.",
        about_assistant: "{name}, un asistente de IA. Respondo con las páginas de este sitio. \
                          ¿Hablar con una persona?",
        vague: "¿Qué necesitas? ¿O prefieres una persona?",
        left_alone: "Eso es cosa del equipo. ¿Hablar con una persona?",
        closest_lead_in: "No es seguro. Lo más parecido:",
        decline: "No encontré respuesta. ¿Hablar con una persona?",
        nothing_learnt: "Aún no tengo nada que leer. ¿Hablar con una persona?",
        only_pictures: "No puedo ver imágenes. ¿Qué muestra? ¿O hablar con una persona?",
        read_ago: READ_AGO,
    },
];
