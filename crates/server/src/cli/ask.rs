//! `baton ask`.

use super::say;
use crate::control::Client;
use crate::protocol::Would;

/// Prints the reply with its sources and scores.
pub(super) async fn ask(
    client: Client,
    question: String,
    assistant: Option<String>,
) -> anyhow::Result<()> {
    let asked = client.ask(&question, assistant).await?;
    for sentence in &asked.sentences {
        let mut line = sentence.text.clone();
        for place in &sentence.cites {
            line = format!("{line} [{}]", place + 1);
        }
        say(&line);
    }
    let would = match asked.would {
        Would::Answer => "answers",
        Would::ShowClosest => "shows the closest passages and offers a person",
        Would::Decline => "declines and offers a person",
        Would::Talk => "replies without sources",
        Would::HandOff => "hands off to a person",
    };
    let confidence = asked.confidence.map(|confidence| format!(", confidence {confidence:.2}"));
    say(&format!(
        "\nThe assistant {would}{}. {:.1} ms",
        confidence.unwrap_or_default(),
        asked.took_ms
    ));
    for (place, found) in asked.found.iter().enumerate() {
        let heading =
            if found.heading.is_empty() { String::new() } else { format!(", {}", found.heading) };
        say(&format!(
            "  [{}] {:.2}  words {:5.2}  meaning {:5.2}  {}{heading}",
            place + 1,
            found.score,
            found.lexical,
            found.semantic,
            found.title
        ));
    }
    Ok(())
}
