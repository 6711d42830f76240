//! English.

use super::{Copy, ReadAgo};

const READ_AGO: ReadAgo = ReadAgo {
    minutes: "This comes from a list that was last read {n} minutes ago; it may have changed \
              since.",
    hours: "This comes from a list that was last read {n} hours ago; it may have changed \
            since.",
    days: "This comes from a list that was last read {n} days ago; it may have changed since.",
};

/// Friendly, neutral, brief.
pub(super) const COPY: [Copy; 3] = [
    Copy {
        greeting: "Hello, and welcome! I am {name}, an AI assistant. What can I help you with \
                   today?",
        courtesy: "You are very welcome!",
        what_next: "Of course! What would you like to know?",
        offer_refused: "No problem at all. Ask me anything else, or ask for a person whenever you \
                        like.",
        about_assistant: "I am {name}, an AI assistant, so not a person. I answer from this site's \
                          own pages and do my best. Would you like to talk to a person instead?",
        vague: "I would love to help. Tell me in a few words what you need, or I can pass you on \
                to a person. Would you like that?",
        left_alone: "That is something that I leave to the people here. Would you like to talk \
                     to a person who can help you with it?",
        closest_lead_in: "I am not quite sure that this answers your question, but here is the \
                          closest that I found:",
        decline: "I am sorry, I could not find an answer to that in what I have read. Would you \
                  like to talk to a person who can help?",
        nothing_learnt: "I am sorry, I have not been given anything to read yet, so I cannot \
                         answer that. Would you like to talk to a person instead?",
        only_pictures: "I am sorry, I cannot see pictures, only read words. Tell me what it \
                        shows, or would you like to talk to a person, who can look at it?",
        read_ago: READ_AGO,
    },
    Copy {
        greeting: "Hello. I am {name}, an AI assistant. What would you like to know?",
        courtesy: "You are welcome.",
        what_next: "What would you like to know?",
        offer_refused: "All right. Ask me anything else, or ask for a person at any time.",
        about_assistant: "I am {name}, an AI assistant, not a person. I answer from this site's \
                          own pages. Would you like to talk to a person?",
        vague: "Tell me in a few words what you need. If you prefer a person, I can pass you on. \
                Would you like that?",
        left_alone: "I leave that to the people here. Would you like to talk to a person?",
        closest_lead_in: "I am not sure that this answers your question. The closest that I found:",
        decline: "I could not find an answer to that in what I have read. Would you like to talk \
                  to a person?",
        nothing_learnt: "I have not been given anything to read yet, so I cannot answer. Would you \
                         like to talk to a person?",
        only_pictures: "I cannot see pictures, only read words. Tell me what it shows, or would \
                        you like to talk to a person, who can see it?",
        read_ago: READ_AGO,
    },
    Copy {
        greeting: "Hello, {name} here, an AI assistant. Your question?",
        courtesy: "You are welcome.",
        what_next: "Your question?",
        offer_refused: "All right. You can ask for a person at any time.",
        about_assistant: "{name}, an AI assistant. I answer from this site's pages. Talk to a \
                          person?",
        vague: "What do you need? Or would you like a person?",
        left_alone: "That is for a person. Talk to one?",
        closest_lead_in: "Not sure. The closest that I found:",
        decline: "I found no answer to that. Talk to a person?",
        nothing_learnt: "I have nothing to read yet. Talk to a person?",
        only_pictures: "I cannot see pictures. Tell me what it shows, or talk to a person?",
        read_ago: READ_AGO,
    },
];
