//! A turn, in order: the floor, an offer accepted, small talk, the sources, the decline.
//!
//! Pure: it looks at a conversation and an index and says what should happen. Whether it may
//! happen is the machine's to decide.

use std::collections::BTreeSet;

use domain::conversation::{Reason, Topic};
use domain::id::SourceId;
use domain::message::Author;
use domain::rule::Consequence;
use domain::signal::{Asks, Gist, Ruled, Signals, Verdict};
use knowledge::confidence::{Standing, Thresholds};
use knowledge::index::Index;
use knowledge::vectors::Meant;

use crate::copy::{Copy, named};
use crate::extractive;
use crate::frustration::{frustration, repetition};
use crate::gist::{accepts, gist};
use crate::guidance::Guidance;
use crate::links;
use crate::person::asks_for_person;
pub use crate::plan::{Cited, Outcome, Plan};
use crate::retrieve::{self, retrieve};
use crate::ruling::{Ruling, ruled};
use crate::sensitive::{matter, sensitive};

/// Something that was said before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Who said it.
    pub by: Author,
    /// The words.
    pub text: String,
}

/// All that a turn may look at.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "facts that hold apart from each other")]
pub struct TurnInput<'conversation> {
    /// What was said before the open messages, oldest first.
    pub earlier: &'conversation [Said],
    /// The visitor's messages that this turn answers, oldest first.
    pub open: &'conversation [String],
    /// They are pictures without a word.
    pub only_pictures: bool,
    /// The assistant has just offered a person, so that a "yes" accepts.
    pub offer_open: bool,
    /// A teammate has already served a request for a person in the open messages.
    pub requests_served: bool,
    /// The answer to a field is awaited, so that a bare word is that answer.
    pub awaiting_field: bool,
    /// Sources that do not reach whoever would read the answer.
    pub hidden: &'conversation BTreeSet<SourceId>,
    /// The assistant's name.
    pub name: &'conversation str,
    /// The assistant's own sentences.
    pub copy: &'conversation Copy,
    /// What its owner asks of it.
    pub guidance: &'conversation Guidance,
    /// Hosts that what is quoted may link to.
    pub hosts: &'conversation BTreeSet<String>,
    /// What a model made of a follow-up, to be searched as well.
    pub rewritten: Option<&'conversation str>,
    /// What a model of the workspace's own made of [`queries`]; empty where there is none.
    pub meant: &'conversation Meant,
    /// The owner's rules, and what they go by.
    pub ruling: &'conversation Ruling,
}

/// Plans a turn.
pub fn plan(input: &TurnInput<'_>, index: &Index, thresholds: Thresholds) -> Plan {
    let plan = match without_search(input) {
        Ok(plan) => plan,
        Err(signals) => from_sources(input, *signals, index, thresholds),
    };
    ruled(plan, input)
}

/// The words that [`plan`] would search for; none where it would not search.
pub fn queries(input: &TurnInput<'_>, index: &Index) -> Vec<String> {
    if without_search(input).is_ok() {
        return Vec::new();
    }
    let (question, last_turn) = (question(input), last_question(input));
    let asked = retrieve::Asked { question: &question, last_turn, rewritten: input.rewritten };
    let (alone, together) = retrieve::queries(index, &asked);
    std::iter::once(alone).chain(together).collect()
}

/// A plan that needs no source, else what was observed.
fn without_search(input: &TurnInput<'_>) -> Result<Plan, Box<Signals>> {
    let signals = observe(input);
    if let Some(reason) = floor(input, &signals) {
        return Ok(Plan::new(signals, Outcome::HandOff { reason }, None));
    }
    // What a rule decides by now needs no search.
    let early = input.ruling.early(input, &signals).and_then(|rule| rule.then);
    if early == Some(Consequence::HandOff) {
        return Ok(Plan::new(signals, Outcome::HandOff { reason: Reason::Rule }, None));
    }
    // It reads words only, and says so; whoever can look is offered.
    if input.only_pictures {
        let signals = Signals { verdict: Some(Verdict::Declined), ..signals };
        let outcome = Outcome::Decline { text: input.copy.only_pictures.to_owned() };
        return Ok(Plan::new(signals, outcome, Some(Topic::NotInSources)));
    }
    if signals.left_alone {
        let signals = Signals { verdict: Some(Verdict::Declined), ..signals };
        let outcome = Outcome::Decline { text: named(input.copy.left_alone, input.name) };
        return Ok(Plan::new(signals, outcome, Some(Topic::Person)));
    }
    if let Some((text, offer)) = small_talk(input, &signals) {
        let signals = Signals { verdict: Some(Verdict::Talk), ..signals };
        return Ok(Plan::new(signals, Outcome::SmallTalk { text }, offer));
    }
    Err(Box::new(signals))
}

/// What the visitor asked last before the open messages.
fn last_question<'conversation>(input: &TurnInput<'conversation>) -> Option<&'conversation str> {
    let mut said = input.earlier.iter().rev();
    let asked = |said: &&Said| said.by == Author::Visitor && gist(&said.text) == Gist::Question;
    said.find(asked).map(|said| said.text.as_str())
}

/// What the words alone say. The weightiest of the open messages counts for each signal.
fn observe(input: &TurnInput<'_>) -> Signals {
    let mut person = Asks::None;
    for text in input.open {
        match asks_for_person(text, !input.awaiting_field) {
            clear @ Asks::Clear { .. } => {
                person = clear;
                break;
            }
            Asks::Vague => person = Asks::Vague,
            Asks::None => {}
        }
    }
    let question = question(input);
    let earlier = input.earlier.iter().filter(|said| said.by == Author::Visitor);
    Signals {
        person,
        gist: gist(&question),
        frustration: input.open.iter().map(|text| frustration(text)).fold(0.0, f32::max),
        repetition: repetition(&question, earlier.map(|said| said.text.as_str())),
        sensitive: input.open.iter().find_map(|text| sensitive(text)),
        matter: input.open.iter().filter_map(|text| matter(text)).min(),
        left_alone: input.open.iter().any(|text| input.guidance.left_alone(text).is_some()),
        confidence: None,
        verdict: None,
        found: Vec::new(),
        ruled: Ruled::default(),
    }
}

/// The reasons for a person that no rule can forbid, and an offer that was accepted.
fn floor(input: &TurnInput<'_>, signals: &Signals) -> Option<Reason> {
    if let Some(matter) = signals.sensitive {
        return Some(Reason::Sensitive { matter });
    }
    if let (Asks::Clear { matched }, false) = (&signals.person, input.requests_served) {
        return Some(Reason::Asked { matched: matched.clone() });
    }
    let accepted = input.offer_open && input.open.last().is_some_and(|text| accepts(text));
    accepted.then_some(Reason::OfferAccepted)
}

/// What the visitor wants to know: the open messages without the small talk around them, and
/// without a request that a teammate has served. Empty when that request was all.
pub fn question(input: &TurnInput<'_>) -> String {
    let is_served = |text: &&String| {
        input.requests_served
            && matches!(asks_for_person(text, !input.awaiting_field), Asks::Clear { .. })
    };
    let left: Vec<&String> = input.open.iter().filter(|text| !is_served(text)).collect();
    let asked: Vec<&str> =
        left.iter().filter(|text| gist(text) == Gist::Question).map(|text| text.as_str()).collect();
    if asked.is_empty() {
        return left.last().map(|text| (*text).clone()).unwrap_or_default();
    }
    asked.join("\n")
}

/// The reply to small talk, and what a person is offered for.
fn small_talk(input: &TurnInput<'_>, signals: &Signals) -> Option<(String, Option<Topic>)> {
    /// "Help me", "can someone help": nothing to search for.
    const VAGUE_WORDS_MAX: usize = 4;
    let copy = input.copy;
    let (text, offer) = match signals.gist {
        Gist::Greeting => (copy.greeting, None),
        Gist::Courtesy => (copy.courtesy, None),
        Gist::Yes => (copy.what_next, None),
        Gist::No => (if input.offer_open { copy.offer_refused } else { copy.what_next }, None),
        Gist::AboutAssistant => (copy.about_assistant, Some(Topic::Person)),
        Gist::Question => {
            let words = question(input).split_whitespace().count();
            if words == 0 {
                return Some((copy.what_next.to_owned(), None));
            }
            if signals.person != Asks::Vague || words > VAGUE_WORDS_MAX {
                return None;
            }
            (copy.vague, Some(Topic::Person))
        }
    };
    Some((named(text, input.name), offer))
}

fn from_sources(
    input: &TurnInput<'_>,
    mut signals: Signals,
    index: &Index,
    thresholds: Thresholds,
) -> Plan {
    let question = question(input);
    let last_turn = last_question(input);
    let asked = retrieve::Asked { question: &question, last_turn, rewritten: input.rewritten };
    let retrieval = retrieve(index, input.hidden, thresholds, &asked, input.meant);
    signals.confidence = Some(retrieval.recorded_confidence());
    signals.found = retrieval.recorded_passages();
    let mut quoted = extractive::answer(&question, &retrieval.search, input.guidance.length);
    quoted.retain(|sentence| input.guidance.permits(&sentence.text));
    let best = retrieval.search.found.first();
    // What a teammate wrote as an answer leads where they meant it to.
    if best.is_some_and(|best| !best.passage().is_written_answer()) {
        for sentence in &mut quoted {
            sentence.text = links::tamed(&sentence.text, input.hosts);
        }
    }
    // A passage that only repeats its own title holds no answer, however well it matches.
    let standing =
        if quoted.is_empty() { Standing::Unanswered } else { retrieval.confidence.standing };
    let vague = (signals.person == Asks::Vague).then_some(Topic::Person);
    let (outcome, verdict, offer) = match standing {
        Standing::Answers => {
            let (sentences, verdict) = (quoted, Verdict::Answered);
            (Outcome::Answer { lead_in: None, sentences, caveat: None, verdict }, verdict, vague)
        }
        Standing::Closest => {
            let (sentences, verdict) = (quoted, Verdict::Closest);
            let lead_in = Some(input.copy.closest_lead_in.to_owned());
            let offer = Some(Topic::NotInSources);
            (Outcome::Answer { lead_in, sentences, caveat: None, verdict }, verdict, offer)
        }
        Standing::Unanswered => {
            let (copy, name) = (input.copy, input.name);
            let outcome = if index.is_empty() {
                Outcome::Decline { text: named(copy.nothing_learnt, name) }
            } else {
                Outcome::declined(copy, input.guidance, name)
            };
            (outcome, Verdict::Declined, Some(Topic::NotInSources))
        }
    };
    signals.verdict = Some(verdict);
    Plan { query: Some(retrieval.query), ..Plan::new(signals, outcome, offer) }
}
