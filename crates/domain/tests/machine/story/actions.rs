//! What a story does with actions, and how it tells of them.

use domain::action::Started;
use domain::action::next::Taken;
use domain::conversation::{Command, Conversation, Deed, Event, RunEnd, RunKey, Start, TurnKey};
use domain::id::TeammateId;
use domain::rule::Priority;

use super::Story;
use crate::people::{name, orders, tracking};

impl Story {
    /// Where the action at work is.
    pub(crate) fn run(&self) -> RunKey {
        self.conversation.run_key().expect("the story has an action here")
    }

    pub(crate) fn starts(&mut self, first: Vec<Deed>) -> &mut Self {
        self.does("button", &starting(Started::Button, None, first, None))
    }

    /// The words of the present turn start an action.
    pub(crate) fn understands(&mut self, first: Vec<Deed>) -> &mut Self {
        let key = Some(self.key());
        self.does("assistant understands", &starting(Started::Phrase, None, first, key))
    }

    /// A teammate sends an action, on the present view.
    pub(crate) fn sends_action(&mut self, by: TeammateId) -> &mut Self {
        self.sends_action_at(by, self.conversation.epoch)
    }

    pub(crate) fn sends_action_at(&mut self, by: TeammateId, epoch: u32) -> &mut Self {
        let sending = starting(Started::Teammate, Some((by, epoch)), vec![], None);
        self.does(&format!("{} sends it", name(by)), &sending)
    }

    pub(crate) fn shows_form(&mut self) -> &mut Self {
        let key = self.run();
        self.does("it asks", &Command::ShowForm { key })
    }

    pub(crate) fn gives(&mut self) -> &mut Self {
        let at = self.run();
        self.gives_at(at)
    }

    pub(crate) fn gives_at(&mut self, run: RunKey) -> &mut Self {
        self.does("visitor fills in", &Command::GiveFields { run, key: None })
    }

    /// The message of the present turn is the answer to the form.
    pub(crate) fn says_the_answer(&mut self) -> &mut Self {
        let (run, key) = (self.run(), Some(self.key()));
        self.does("assistant reads it", &Command::GiveFields { run, key })
    }

    pub(crate) fn cancels(&mut self, run: u32) -> &mut Self {
        self.does("visitor cancels", &Command::CancelAction { run })
    }

    pub(crate) fn looks_up(&mut self, ok: bool) -> &mut Self {
        let key = self.run();
        self.does("it looks", &Command::LookUp { key, lookup: "orders".into(), ok })
    }

    /// The action comes to its end, with something to say.
    pub(crate) fn comes_to(&mut self, deeds: Vec<Deed>) -> &mut Self {
        let key = self.run();
        self.comes_to_at(key, deeds)
    }

    pub(crate) fn comes_to_at(&mut self, key: RunKey, deeds: Vec<Deed>) -> &mut Self {
        let (end, taken) = (RunEnd::Done, Some(Taken::Otherwise));
        self.does("it ends", &Command::EndAction { key, end, taken, says: true, deeds })
    }

    /// Nobody answered the form in its time.
    pub(crate) fn is_left(&mut self, deeds: Vec<Deed>) -> &mut Self {
        let (key, end) = (self.run(), RunEnd::Abandoned);
        self.does("form is due", &Command::EndAction { key, end, taken: None, says: false, deeds })
    }
}

/// An action passes the conversation to the team.
pub(crate) fn to_everybody() -> Vec<Deed> {
    vec![Deed::HandOff(None)]
}

pub(crate) fn to_orders() -> Vec<Deed> {
    vec![Deed::HandOff(Some(orders()))]
}

/// What only the team sees. A tag is added once, and a priority is never lowered.
pub(crate) fn marks() -> Vec<Deed> {
    let tag = Deed::Tag("order".into());
    let raise = Deed::Raise;
    vec![tag.clone(), tag, raise(Priority::High), raise(Priority::Normal), Deed::Webhook(3)]
}

fn starting(
    started: Started,
    by: Option<(TeammateId, u32)>,
    deeds: Vec<Deed>,
    key: Option<TurnKey>,
) -> Command {
    let start = Start { action: tracking(), version: 1, started, by, deeds };
    Command::Start { start: Box::new(start), key }
}

pub(super) fn told(event: &Event) -> String {
    match event {
        Event::ActionStarted { run, by: Some(by), .. } => format!("action {run} of {}", name(*by)),
        Event::ActionStarted { run, depth: 0, .. } => format!("action {run}"),
        Event::ActionStarted { run, depth, .. } => format!("action {run}, {depth} deep"),
        Event::FormShown { run, step } => format!("form {run}.{step}"),
        Event::FieldsGiven { run } => format!("fields of {run}"),
        Event::LookedUp { lookup, ok: true, .. } => format!("{lookup} found"),
        Event::LookedUp { lookup, ok: false, .. } => format!("{lookup} not found"),
        Event::WebhookDue { run, place } => format!("webhook {run}.{place}"),
        Event::ActionEnded { run, end, said, .. } => {
            format!("{run} ended ({end:?}{})", if *said { ", said" } else { "" })
        }
        Event::Tagged { tag, by: Some(by), .. } => format!("tag {tag} by {}", name(*by)),
        Event::Tagged { tag, tagger: true, .. } => format!("tag {tag} by the tagger"),
        Event::Tagged { tag, .. } => format!("tag {tag}"),
        Event::Untagged { tag, by } => format!("tag {tag} taken off by {}", name(*by)),
        Event::Raised { priority } => format!("priority {priority:?}"),
        Event::CallBackOwed { .. } => "call owed".into(),
        Event::CallBackDone { by } => format!("call of {}", name(*by)),
        other => format!("{other:?}"),
    }
}

/// What is open beside whoever answers.
pub(super) fn beside(it: &Conversation) -> String {
    let run = it.run.as_ref().map(|run| {
        let does = if run.asks { "asks" } else { "works" };
        format!("; {} {does}", run.id)
    });
    let call = it.call_back.map(|_| "; a call".to_owned());
    run.into_iter().chain(call).collect()
}
