//! French.

use super::{Copy, ReadAgo};

const READ_AGO: ReadAgo = ReadAgo {
    minutes: "Cela vient d’une liste lue pour la dernière fois il y a {n} minutes ; elle a pu \
              changer depuis.",
    hours: "Cela vient d’une liste lue pour la dernière fois il y a {n} heures ; elle a pu \
            changer depuis.",
    days: "Cela vient d’une liste lue pour la dernière fois il y a {n} jours ; elle a pu \
           changer depuis.",
};

/// Friendly, neutral, brief.
pub(super) const COPY: [Copy; 3] = [
    Copy {
        greeting: "Bonjour et bienvenue ! Je suis {name}, un assistant IA. Comment puis-je vous \
                   aider aujourd'hui ?",
        courtesy: "Avec grand plaisir !",
        what_next: "Bien sûr ! Que souhaitez-vous savoir ?",
        offer_refused: "Aucun problème. Posez-moi une autre question, ou demandez une personne \
                        quand vous le voulez.",
        about_assistant: "Je suis {name}, un assistant IA, donc pas une personne. Je réponds à \
                          partir des pages de ce site et je fais de mon mieux. Préférez-vous \
                          parler à une personne ?",
        vague: "Je vous aide volontiers. Dites-moi en quelques mots ce qu'il vous faut, ou je vous \
                mets en relation avec une personne. Le souhaitez-vous ?",
        left_alone: "C'est un sujet que je laisse à l'équipe. Voulez-vous parler à une \
                     personne qui pourra vous aider ?",
        closest_lead_in: "Je ne suis pas tout à fait sûr que cela réponde à votre question, mais \
                          voici ce qui s'en approche le plus :",
        decline: "Je suis désolé, je n'ai pas trouvé de réponse dans ce que j'ai lu. \
                  Souhaitez-vous parler à une personne qui pourra vous aider ?",
        nothing_learnt: "Je suis désolé, on ne m'a encore rien donné à lire et je ne peux pas \
                         répondre. Préférez-vous parler à une personne ?",
        only_pictures: "Je suis désolé, je ne peux pas voir les images, seulement lire des mots. \
                        Dites-moi ce qu'elle montre, ou préférez-vous parler à une personne qui \
                        peut la regarder ?",
        read_ago: READ_AGO,
    },
    Copy {
        greeting: "Bonjour. Je suis {name}, un assistant IA. Que souhaitez-vous savoir ?",
        courtesy: "Je vous en prie.",
        what_next: "Que souhaitez-vous savoir ?",
        offer_refused: "D'accord. Posez-moi une autre question, ou demandez une personne à tout \
                        moment.",
        about_assistant: "Je suis {name}, un assistant IA, pas une personne. Je réponds à partir \
                          des pages de ce site. Souhaitez-vous parler à une personne ?",
        vague: "Dites-moi en quelques mots ce qu'il vous faut. Je peux aussi vous passer une \
                personne. Le souhaitez-vous ?",
        left_alone: "Je laisse ce sujet à l'équipe. Voulez-vous parler à une personne ?",
        closest_lead_in: "Je ne suis pas sûr que cela réponde à votre question. Ce qui s'en \
                          approche le plus :",
        decline: "Je n'ai pas trouvé de réponse dans ce que j'ai lu. Souhaitez-vous parler à une \
                  personne ?",
        nothing_learnt: "On ne m'a encore rien donné à lire, je ne peux donc pas répondre. \
                         Souhaitez-vous parler à une personne ?",
        only_pictures: "Je ne vois pas les images, je lis seulement des mots. Dites-moi ce \
                        qu'elle montre, ou souhaitez-vous parler à une personne qui peut la voir \
                        ?",
        read_ago: READ_AGO,
    },
    Copy {
        greeting: "Bonjour, ici {name}, assistant IA. Votre question ?",
        courtesy: "Je vous en prie.",
        what_next: "Votre question ?",
        offer_refused: "D'accord. Une personne reste joignable à tout moment.",
        about_assistant: "{name}, assistant IA. Je réponds à partir des pages de ce site. Parler à \
                          une personne ?",
        vague: "Que vous faut-il ? Ou préférez-vous une personne ?",
        left_alone: "C'est l'affaire de l'équipe. Parler à une personne ?",
        closest_lead_in: "Pas certain. Le plus proche :",
        decline: "Je n'ai pas trouvé de réponse. Parler à une personne ?",
        nothing_learnt: "Je n'ai encore rien à lire. Parler à une personne ?",
        only_pictures: "Je ne vois pas les images. Que montre-t-elle ? Ou parler à une personne \
                        ?",
        read_ago: READ_AGO,
    },
];
