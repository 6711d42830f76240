//! What the assistant says around actions, in each of its languages.

use super::Language;

/// Its sentences around actions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Acting {
    /// When the visitor no longer wants what was begun.
    pub put_aside: &'static str,
    /// When something is said that is no answer to a form that waits.
    pub form_waits: &'static str,
    /// Before it asks for the address that a code may be sent to.
    pub which_address: &'static str,
    /// What that field is called.
    pub address: &'static str,
    /// Once a code was sent to `{email}`.
    pub code_sent: &'static str,
    /// What the field of the code is called.
    pub code: &'static str,
}

impl Acting {
    /// The sentences of a language.
    pub fn of(language: Language) -> Self {
        match language {
            Language::En => Self {
                put_aside: "All right, I have put that aside.",
                form_waits: "I could not read that as an answer. The form above still waits: fill \
                             it in, or write \"cancel\".",
                which_address: "This is only for the person whose it is. To which address may I \
                                send a code?",
                address: "E-mail address",
                code_sent: "I have sent a code of six digits to {email}.",
                code: "Code",
            },
            Language::De => Self {
                put_aside: "In Ordnung, ich habe das beiseitegelegt.",
                form_waits: "Das konnte ich nicht als Antwort lesen. Das Formular oben wartet \
                             noch: Füllen Sie es aus, oder schreiben Sie „abbrechen“.",
                which_address: "Das ist nur für die Person, der es gehört. An welche Adresse darf \
                                ich einen Code senden?",
                address: "E-Mail-Adresse",
                code_sent: "Ich habe einen Code aus sechs Ziffern an {email} gesendet.",
                code: "Code",
            },
            Language::Fr => Self {
                put_aside: "Très bien, je laisse cela de côté.",
                form_waits: "Je n’ai pas pu lire cela comme une réponse. Le formulaire ci-dessus \
                             attend toujours : remplissez-le, ou écrivez « annuler ».",
                which_address: "Cela ne regarde que la personne concernée. À quelle adresse \
                                puis-je envoyer un code ?",
                address: "Adresse e-mail",
                code_sent: "J’ai envoyé un code à six chiffres à {email}.",
                code: "Code",
            },
            Language::Es => Self {
                put_aside: "De acuerdo, lo dejo a un lado.",
                form_waits: "No he podido leer eso como respuesta. El formulario de arriba sigue \
                             esperando: rellénelo o escriba «cancelar».",
                which_address: "Esto es solo para la persona interesada. ¿A qué dirección puedo \
                                enviar un código?",
                address: "Correo electrónico",
                code_sent: "He enviado un código de seis cifras a {email}.",
                code: "Código",
            },
            Language::Ar => Self {
                put_aside: "حسنًا، تركت ذلك جانبًا.",
                form_waits: "لم أستطع قراءة ذلك كإجابة. النموذج أعلاه ما زال ينتظر: املأه أو اكتب \
                             «إلغاء».",
                which_address: "هذا لصاحبه فقط. إلى أي عنوان يمكنني إرسال رمز؟",
                address: "البريد الإلكتروني",
                code_sent: "أرسلت رمزًا من ستة أرقام إلى {email}.",
                code: "الرمز",
            },
        }
    }
}
