//! The owner's rules in a turn: what they can compare, and what they make of its plan.

use std::collections::BTreeSet;

use domain::condition::{Facts, Known, Truth, Value};
use domain::conversation::{Reason, RunEnd, Topic};
use domain::id::{ActionId, RuleId};
use domain::rule::back_test::{Fixed, Met};
use domain::rule::{Consequence, Decided, Rule, evaluate, watched};
use domain::signal::{Asks, Gist, Matter, Ruled, Signals, Verdict};
use domain::tag::Tagging;

use crate::copy::named;
use crate::turn::{Outcome, Plan, TurnInput, question};

/// From here on words are frustrated: one heavy phrase, or two light ones.
const FRUSTRATED: f32 = 0.5;

/// From here on two questions are one: the same asked in other words.
const SAME: f32 = 0.8;

/// The rules of an assistant, and what they go by beside the turn itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ruling {
    /// In their order.
    pub rules: Vec<Rule>,
    /// Of the list that they are.
    pub revision: i64,
    /// What is known whatever is said: the visitor, the page, tags, office hours.
    pub standing: Facts,
    /// The turns before this one.
    pub history: History,
    /// Rules that passed the conversation to the team before.
    pub before: BTreeSet<RuleId>,
    /// Actions that rules began before.
    pub begun: BTreeSet<ActionId>,
    /// The visitor waits for a person already, so none is handed off.
    pub waits: bool,
    /// Tags that the tagger finds in what is asked; among what stands they are too.
    pub meant: Vec<String>,
}

/// What is known only of a turn, and so does not stand.
const OF_A_TURN: [&str; 12] = [
    "text",
    "person",
    "frustration",
    "frustrated_turns",
    "repetition",
    "same_question",
    "exchanges",
    "matter",
    "left_alone",
    "confidence",
    "verdict",
    "declined_turns",
];

/// What the turns were like since the assistant got the conversation; a run is counted back from
/// the last of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct History {
    /// Turns.
    pub exchanges: u32,
    /// Declined, one after the other.
    pub declined: u32,
    /// Frustrated, one after the other.
    pub frustrated: u32,
    /// Times that the last question was asked before, in whatever words.
    pub repeated: u32,
}

impl History {
    /// With one more turn.
    #[must_use]
    pub fn and(self, signals: &Signals) -> Self {
        let run = |is_so: bool, before: u32| if is_so { before + 1 } else { 0 };
        Self {
            exchanges: self.exchanges + 1,
            declined: match signals.verdict {
                Some(Verdict::Declined) => self.declined + 1,
                Some(Verdict::Talk) => self.declined,
                _ => 0,
            },
            frustrated: run(signals.frustration >= FRUSTRATED, self.frustrated),
            repeated: run(signals.repetition >= SAME, self.repeated),
        }
    }
}

impl Ruling {
    /// An action of the conversation came to an end.
    pub fn ended(&mut self, end: RunEnd) {
        let how = match end {
            RunEnd::Done => "done",
            RunEnd::Failed => "failed",
            RunEnd::Cancelled | RunEnd::Superseded | RunEnd::Abandoned => "left",
        };
        self.standing.insert("last_action".to_owned(), Known::Is(Value::Text(how.to_owned())));
    }

    /// The rule that decides already, before anything is searched.
    pub(crate) fn early(&self, input: &TurnInput<'_>, signals: &Signals) -> Option<&Rule> {
        let facts = self.facts(&question(input), signals, false);
        self.decision(evaluate(self.new_reasons(input), &facts).decided, signals)
    }

    /// Whether a rule began its action before, and holds by what stands anyhow.
    pub fn has_begun(&self, rule: &Rule) -> bool {
        rule.action.is_some_and(|action| self.begun.contains(&action)) && self.stands(rule)
    }

    /// Without those that were seen to.
    fn new_reasons<'ruling>(
        &'ruling self,
        input: &TurnInput<'_>,
    ) -> impl Iterator<Item = &'ruling Rule> + Clone + use<'ruling> {
        let is_served = input.requests_served;
        self.rules.iter().filter(move |rule| !self.is_seen_to(rule, is_served))
    }

    /// Whether a rule passed it on before, by the same message or by what stands anyhow.
    fn is_seen_to(&self, rule: &Rule, is_served: bool) -> bool {
        self.before.contains(&rule.id) && (is_served || self.stands(rule))
    }

    /// Whether it holds whatever a turn brings.
    fn stands(&self, rule: &Rule) -> bool {
        let mut facts = self.standing.clone();
        facts.extend(OF_A_TURN.map(|name| (name.to_owned(), Known::NotYet)));
        rule.when.holds(&facts) == Truth::True
    }

    /// The rule that is followed. Who thanks or refuses wants nothing that a rule could decide.
    fn decision<'rules>(
        &self,
        decided: Decided<'rules>,
        signals: &Signals,
    ) -> Option<&'rules Rule> {
        match decided {
            Decided::By(rule) if self.waits && rule.then == Some(Consequence::HandOff) => None,
            Decided::By(rule) => (!is_over(signals)).then_some(rule),
            Decided::None | Decided::NotYet => None,
        }
    }

    fn facts(&self, text: &str, signals: &Signals, is_planned: bool) -> Facts {
        let now = self.history.and(signals);
        let person = match signals.person {
            Asks::Clear { .. } => "clear",
            Asks::Vague => "vague",
            Asks::None => "none",
        };
        let mut facts = self.standing.clone();
        let mut is = |name: &str, value: Value| facts.insert(name.to_owned(), Known::Is(value));
        is("text", Value::Text(text.to_owned()));
        is("person", Value::Text(person.to_owned()));
        is("frustration", number(signals.frustration));
        is("frustrated_turns", count(now.frustrated));
        is("repetition", number(signals.repetition));
        is("same_question", count(now.repeated + 1));
        is("exchanges", count(now.exchanges));
        is("left_alone", Value::Flag(signals.left_alone));
        if let Some(matter) = signals.matter {
            is("matter", Value::Text(named_matter(matter).to_owned()));
        }
        let confidence = signals.confidence.map(|it| number(it.shown));
        let verdict = signals.verdict.map(|it| Value::Text(verdict(it).to_owned()));
        let declined = signals.verdict.map(|_| count(now.declined));
        for (name, value) in
            [("confidence", confidence), ("verdict", verdict), ("declined_turns", declined)]
        {
            let later = if is_planned { Known::Absent } else { Known::NotYet };
            facts.insert(name.to_owned(), value.map_or(later, Known::Is));
        }
        facts
    }
}

/// A plan as the rules leave it, with what they mark the conversation with. The floor has decided
/// before them, and nobody is handed off for saying thanks; marks count all the same.
pub fn ruled(plan: Plan, input: &TurnInput<'_>) -> Plan {
    let ruling = input.ruling;
    let facts = ruling.facts(&question(input), &plan.signals, true);
    let trail = evaluate(ruling.new_reasons(input), &facts);
    let is_floor =
        matches!(&plan.outcome, Outcome::HandOff { reason } if !matches!(reason, Reason::Rule));
    let by = ruling.decision(trail.decided, &plan.signals).filter(|_| !is_floor);
    let is_over = is_over(&plan.signals);
    let fixed = if is_floor { Some(Fixed::HandedOff) } else { is_over.then_some(Fixed::Settled) };
    let met = Met::new(&facts, fixed);
    let mut marks = trail.marks();
    ruling.meant.iter().for_each(|tag| marks.add(tag, Tagging::Tagger));
    let mut plan = Plan { marks, rule: by.cloned(), met: Some(met), ..plan };
    plan.tests = ruling.rules.iter().map(|rule| rule.when.tests(&facts)).collect();
    let seen_to = |rule: &&Rule| rule.on && ruling.is_seen_to(rule, input.requests_served);
    plan.seen_to = ruling.rules.iter().filter(seen_to).map(|rule| rule.id).collect();
    plan.signals.ruled = Ruled {
        by: by.map(|rule| rule.id),
        held: trail.held.iter().map(|rule| rule.id).collect(),
        watched: watched(ruling.new_reasons(input), &facts),
    };
    if let Some(rule) = by {
        follow(&mut plan, rule, input);
    }
    plan
}

/// Whether the rules keep the assistant from answering whatever a model would make of the passages.
pub fn is_settled(plan: &Plan, input: &TurnInput<'_>) -> bool {
    let (ruling, signals) = (input.ruling, Signals { verdict: None, ..plan.signals.clone() });
    let facts = ruling.facts(&question(input), &signals, false);
    let decided = evaluate(ruling.new_reasons(input), &facts).decided;
    ruling.decision(decided, &signals).is_some_and(Rule::keeps_from_answering)
}

fn is_over(signals: &Signals) -> bool {
    matches!(signals.gist, Gist::Courtesy | Gist::No)
}

fn follow(plan: &mut Plan, rule: &Rule, input: &TurnInput<'_>) {
    match rule.then {
        Some(Consequence::HandOff) => {
            plan.outcome = Outcome::HandOff { reason: Reason::Rule };
            plan.signals.verdict = None;
            plan.offer = None;
            let message = named(&rule.message, input.name);
            plan.rule = Some(Rule { message, ..rule.clone() });
        }
        Some(Consequence::Offer) => plan.offer = Some(Topic::Person),
        Some(Consequence::Forbid) => {
            plan.outcome = match rule.message.as_str() {
                "" => Outcome::declined(input.copy, input.guidance, input.name),
                own => Outcome::Decline { text: named(own, input.name) },
            };
            plan.signals.verdict = Some(Verdict::Declined);
            plan.offer = Some(Topic::Person);
        }
        Some(Consequence::Answer) | None => {}
    }
}

fn number(value: f32) -> Value {
    Value::Number(f64::from(value))
}

fn count(value: u32) -> Value {
    Value::Number(f64::from(value))
}

fn named_matter(matter: Matter) -> &'static str {
    match matter {
        Matter::SelfHarm => "self_harm",
        Matter::Violence => "violence",
        Matter::Legal => "legal",
        Matter::Fraud => "fraud",
        Matter::Identity => "identity",
        Matter::Health => "health",
    }
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Answered => "answered",
        Verdict::Closest => "closest",
        Verdict::Declined => "declined",
        Verdict::Talk => "talk",
    }
}
