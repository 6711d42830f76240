//! How each of the servers is spoken to. Everything else of the load is the same for all.

use super::mark::Mark;

/// The words of every message: with the mark before them about 100 bytes.
const WORDS: &str = "Where is my parcel? It was to come last Tuesday, and nobody called.";

/// Whose language is spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// `docs/PROTOCOL.md`.
    Baton,
    /// The text alone: the bare echo.
    Plain,
    /// engine.io 4 and socket.io 5 as text frames.
    SocketIo,
}

impl Dialect {
    /// The frame with which a visitor says something.
    pub(crate) fn say(self, mark: Mark, conversation: &str) -> String {
        let text = format!("{mark} {WORDS}");
        let fields = format!(r#""id":"{mark}","conversation":"{conversation}","text":"{text}""#);
        match self {
            Self::Baton => format!(r#"{{"type":"do","command":{{"type":"say",{fields}}}}}"#),
            Self::Plain => text,
            Self::SocketIo => format!(r#"42{}["say",{{{fields}}}]"#, mark.number),
        }
    }

    /// Whether a frame says that a message is not kept.
    pub(crate) fn is_refusal(self, frame: &str) -> bool {
        self == Self::Baton && frame.starts_with(r#"{"type":"refused""#)
    }

    /// What has to be answered to a frame at once; WebSocket pings answer themselves.
    pub(crate) fn answer(self, frame: &str) -> Option<&'static str> {
        (self == Self::SocketIo && frame == "2").then_some("3")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_json_of_about_a_hundred_bytes_of_text() {
        let mark = Mark { phase: 1, number: 7 };
        let frame = Dialect::Baton.say(mark, "c");
        let frame: serde_json::Value = serde_json::from_str(&frame).unwrap();
        assert_eq!(frame["command"]["id"], mark.to_string());
        assert!((95..110).contains(&frame["command"]["text"].as_str().unwrap().len()));
        let packet = Dialect::SocketIo.say(mark, "c");
        let array: serde_json::Value = serde_json::from_str(&packet["427".len()..]).unwrap();
        assert_eq!((&array[0], &array[1]["conversation"]), (&"say".into(), &"c".into()));
    }
}
