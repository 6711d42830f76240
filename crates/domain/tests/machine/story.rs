//! Tells a story to the machine and writes down, a line a command, what came of it:
//! what was asked, what happened, who owes the reply then, and since which message.

mod actions;

use std::fmt::Write as _;

use domain::conversation::{
    Command, Conversation, Event, Helping, Job, Millis, Moment, Outcome, Owner, Policy, Reason,
    Refusal, Seq, Topic, Turn, TurnKey,
};
use domain::id::TeammateId;
use domain::promise::Promise;
use domain::signal::Verdict;

use crate::people::name;

pub(crate) use actions::{marks, to_everybody, to_orders};

pub(crate) struct Story {
    pub(crate) conversation: Conversation,
    pub(crate) policy: Policy,
    pub(crate) moment: Moment,
    pub(crate) jobs: Vec<(Millis, Job)>,
    lines: String,
}

impl Story {
    pub(crate) fn new() -> Self {
        Self {
            conversation: Conversation::default(),
            policy: Policy::default(),
            moment: Moment { now: 0, resolver_is_here: true },
            jobs: Vec::new(),
            lines: String::new(),
        }
    }

    /// One command; each takes a second, so that the times in a story differ.
    pub(crate) fn does(&mut self, who: &str, command: &Command) -> &mut Self {
        self.moment.now += 1_000;
        let decision = self.conversation.decide(command, &self.policy, self.moment);
        let came_of_it = match &decision {
            Ok(events) if events.is_empty() => "nothing new".to_owned(),
            Ok(events) => events.iter().map(told).collect::<Vec<_>>().join(", "),
            Err(refusal) => format!("REFUSED {}", reason_of(refusal)),
        };
        for event in decision.iter().flatten() {
            self.conversation.apply(event, self.moment.now);
            let job = self.conversation.job(event);
            self.jobs.extend(job.map(|job| (job.run_at(self.moment.now), job)));
        }
        let owner = owes(&self.conversation);
        writeln!(self.lines, "{who} > {came_of_it} > {owner}").expect("a string takes any line");
        self
    }

    pub(crate) fn log(&self) -> &str {
        &self.lines
    }

    pub(crate) fn later(&mut self, ms: Millis) -> &mut Self {
        self.moment.now += ms;
        self
    }

    /// The fence of the present turn.
    pub(crate) fn key(&self) -> TurnKey {
        self.conversation.turn_key().expect("the story has a turn here")
    }

    pub(crate) fn epoch(&self) -> u32 {
        self.conversation.epoch
    }

    pub(crate) fn says(&mut self) -> &mut Self {
        self.does("visitor says", &Command::Say { courtesy: false })
    }

    pub(crate) fn thanks(&mut self) -> &mut Self {
        self.does("visitor thanks", &Command::Say { courtesy: true })
    }

    pub(crate) fn presses(&mut self) -> &mut Self {
        self.does("visitor presses the button", &Command::AskForPerson)
    }

    pub(crate) fn writes(&mut self, index: u32) -> &mut Self {
        let key = self.key();
        self.writes_under(key, index)
    }

    pub(crate) fn writes_under(&mut self, key: TurnKey, index: u32) -> &mut Self {
        let command = Command::Release { key, index, citations: vec![] };
        self.does(&format!("assistant writes sentence {index}"), &command)
    }

    pub(crate) fn ends(&mut self, verdict: Verdict, offer: Option<Topic>) -> &mut Self {
        let key = self.key();
        self.does("assistant ends", &Command::Finish { key, verdict, offer })
    }

    pub(crate) fn answers(&mut self) -> &mut Self {
        self.writes(0).ends(Verdict::Answered, None)
    }

    pub(crate) fn declines(&mut self) -> &mut Self {
        self.writes(0).ends(Verdict::Declined, Some(Topic::NotInSources))
    }

    pub(crate) fn hands_off(&mut self, reason: Reason) -> &mut Self {
        let key = self.key();
        self.does("assistant hands off", &Command::HandOff { key, reason, rule: None, team: None })
    }

    /// Takes over on the present view.
    pub(crate) fn takes_over(&mut self, by: TeammateId) -> &mut Self {
        self.takes_over_at(by, self.conversation.epoch)
    }

    pub(crate) fn takes_over_at(&mut self, by: TeammateId, epoch: u32) -> &mut Self {
        self.does(&format!("{} takes over", name(by)), &Command::TakeOver { by, epoch })
    }

    /// Replies on the present view.
    pub(crate) fn replies(&mut self, by: TeammateId) -> &mut Self {
        self.replies_having_seen(by, self.conversation.seq)
    }

    pub(crate) fn replies_having_seen(&mut self, by: TeammateId, seen: Seq) -> &mut Self {
        let command = Command::Reply { by, epoch: self.conversation.epoch, seen, draft: None };
        self.does(&format!("{} replies", name(by)), &command)
    }

    pub(crate) fn hands_back(&mut self, by: TeammateId) -> &mut Self {
        self.does(&format!("{} hands back", name(by)), &Command::HandBack { by })
    }

    pub(crate) fn resolves(&mut self, by: TeammateId) -> &mut Self {
        self.does(&format!("{} resolves", name(by)), &Command::Resolve { by, seen: i64::MAX })
    }
}

fn told(event: &Event) -> String {
    match event {
        Event::VisitorSaid { .. } => "said".into(),
        Event::DetailsGiven => "details".into(),
        Event::TurnStarted { turn } => format!("turn {turn}"),
        Event::TurnRetried { turn, attempt } => format!("turn {turn} attempt {attempt}"),
        Event::Observed { turn, .. } => format!("observed {turn}"),
        Event::SentenceReleased { turn, index, .. } => format!("sentence {turn}.{index}"),
        Event::TurnEnded { turn, outcome: Outcome::Said(verdict) } => {
            format!("end of {turn} ({verdict:?})")
        }
        Event::TurnEnded { turn, outcome: Outcome::Waiting } => format!("end of {turn} (waiting)"),
        Event::TurnEnded { turn, outcome: Outcome::Acts } => format!("end of {turn} (acts)"),
        Event::Offered { topic } => format!("offer ({topic:?})"),
        // Why it is not live, the mute before has said.
        Event::HandedOff { reason: Reason::NotLive { .. }, .. } => "handed off (NotLive)".into(),
        Event::HandedOff { reason: Reason::Action { .. }, team, .. } => {
            format!("handed to {}", if team.is_some() { "Orders" } else { "all" })
        }
        Event::HandedOff { reason, .. } => format!("handed off ({reason:?})"),
        Event::Promised { promise, .. } => match promise {
            Promise::Within { minutes, .. } => format!("within {minutes} minutes"),
            Promise::NoNumber => "no number".into(),
            Promise::Address { why } => format!("address ({why:?})"),
        },
        Event::WaitCancelled => "wait cancelled".into(),
        Event::TakenOver { by, from: None } => format!("taken over by {}", name(*by)),
        Event::TakenOver { by, from: Some(from) } => {
            format!("taken over by {} from {}", name(*by), name(*from))
        }
        Event::Transferred { to, .. } => format!("transferred to {}", name(*to)),
        Event::Routed { team: Some(_), .. } => "given to Orders".into(),
        Event::Routed { team: None, .. } => "given to everybody".into(),
        Event::Replied { by, draft: None } => format!("reply of {}", name(*by)),
        Event::Replied { by, draft: Some(used) } => {
            let edited = if used.edited { ", edited" } else { "" };
            format!("reply of {} from draft {}{edited}", name(*by), used.draft)
        }
        Event::Noted { by } => format!("note of {}", name(*by)),
        Event::Marked { by, mark, .. } => format!("mark of {} ({mark:?})", name(*by)),
        Event::HandedBack { .. } => "handed back".into(),
        Event::Released { teammate, cause, .. } => {
            format!("released from {} ({cause:?})", name(*teammate))
        }
        Event::Resolved { .. } => "resolved".into(),
        Event::Returned { to } => format!("returned to {}", name(*to)),
        Event::Muted { why } => format!("muted ({why:?})"),
        Event::Unmuted => "unmuted".into(),
        Event::DraftStarted { draft } => format!("draft {draft} begun"),
        Event::Drafted { draft, .. } => format!("draft {draft}"),
        Event::DraftDismissed { by, draft } => format!("draft {draft} dismissed by {}", name(*by)),
        of_action => actions::told(of_action),
    }
}

fn reason_of(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Stale { owner, epoch } => format!("stale, {} at {epoch}", owner_told(owner)),
        Refusal::TakenBy { teammate, epoch } => format!("taken by {} at {epoch}", name(*teammate)),
        other => format!("{other:?}"),
    }
}

fn owes(conversation: &Conversation) -> String {
    let mut owes = owner_told(&conversation.owner);
    if let Some(unanswered) = conversation.unanswered_since {
        write!(owes, " owes {}", unanswered.seq).expect("a string takes any line");
    }
    owes + &actions::beside(conversation)
}

fn owner_told(owner: &Owner) -> String {
    match owner {
        Owner::Nobody { resolved: None } => "new".into(),
        Owner::Nobody { resolved: Some(end) } => format!("resolved by {}", name(end.by)),
        Owner::Assistant { turn } => format!("assistant{}", turn_told(turn.as_ref())),
        Owner::Queue { helping: None, team: Some(_), .. } => "Orders".into(),
        Owner::Queue { helping: None, team: None, .. } => "queue".into(),
        Owner::Queue { helping: Some(Helping { turn }), .. } => {
            format!("queue helped by assistant{}", turn_told(turn.as_ref()))
        }
        Owner::Teammate { teammate, .. } => name(*teammate).into(),
    }
}

fn turn_told(turn: Option<&Turn>) -> String {
    turn.map(|turn| format!(" at {}", turn.id)).unwrap_or_default()
}
