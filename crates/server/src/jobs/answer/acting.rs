//! Where a message is for an action: the answer to what one asks, or the words that start one.

use std::collections::BTreeSet;

use assistant::gist::{gist, refuses};
use assistant::person::asks_for_person;
use assistant::phrase::{self, LIKELY, SURE, is_cancel};
use assistant::sensitive::sensitive;
use assistant::turn::{Outcome, Plan};
use domain::access::Actor;
use domain::action::Started;
use domain::action::check;
use domain::action::field::{Field, FieldKind};
use domain::action::tool::Tool;
use domain::condition::{Facts, Value};
use domain::conversation::{Command, RunKey, Seq};
use domain::id::{ActionId, TeamId};
use domain::rule::Consequence;
use domain::signal::{Asks, Gist, Signals, Verdict};
use jiff::civil::Date;
use store::{Conn, ListRow, Tenant};

use super::super::brief::Brief;
use super::{JobError, Material, Turn};
use crate::actions::{self, Answered, Filled, Live, OpenForm, StartBy, in_words};
use crate::inbox::Request;
use crate::models::Call;

/// The actions of a conversation as a turn finds them.
pub(super) struct Acts {
    row: ListRow,
    form: Option<(RunKey, OpenForm)>,
    /// Where that form stands in the log: what was said before is no answer to it.
    shown_at: Seq,
    /// Those that may start here.
    live: Vec<Live>,
    pub(super) around: Facts,
    pub(super) teams: BTreeSet<TeamId>,
    day: Date,
    /// Those that a model may call, by the name under which it does.
    tools: Vec<(String, Tool)>,
}

/// What a message is to an open form.
enum Reading {
    Answers(Answered),
    Cancels,
    /// It was meant as the answer and does not fit; why, in words.
    Unfit(String),
    /// Something else.
    Other,
}

impl Acts {
    pub(super) async fn read(
        conn: &mut Conn,
        tenant: Tenant,
        row: &ListRow,
    ) -> store::Result<Self> {
        let open = actions::open_form(conn, tenant, row).await?;
        let shown_at = open.as_ref().map_or(0, |(.., at)| *at);
        let form = open.map(|(key, form, _)| (key, form));
        let around = actions::around(conn, tenant, row).await?;
        let teams = actions::teams(conn, tenant).await?;
        let mut live = actions::live(conn, tenant, row.row.assistant).await?;
        live.retain(|it| it.may_start(&around));
        let day = actions::day(row);
        let tool = |(n, it): (usize, &Live)| Some((tool_name(n), it.definition.tool()?));
        let tools = live.iter().enumerate().filter_map(tool).collect();
        let row = row.clone();
        Ok(Self { row, form, shown_at, live, around, teams, day, tools })
    }

    /// Whether the answer to a field is awaited, so that a bare word is that answer.
    pub(super) fn awaits_field(&self) -> bool {
        self.form.is_some()
    }

    /// An action that may start here; none where it was switched off, its condition does not hold
    /// or it runs already.
    pub(super) fn may_begin(&self, action: ActionId) -> Option<&Live> {
        self.live.iter().find(|it| it.id == action && self.running() != Some(action))
    }

    /// The action that asks or is at work.
    fn running(&self) -> Option<ActionId> {
        self.row.row.state.run.as_ref().map(|run| run.action)
    }

    /// What a model may call.
    pub(super) fn tools(&self) -> &[(String, Tool)] {
        &self.tools
    }

    /// The action of a call, if a model may make it.
    fn called(&self, call: &Call) -> Option<&Live> {
        self.tools.iter().find(|(name, _)| *name == call.name)?;
        let place = call.name.strip_prefix(TOOL)?.parse::<usize>().ok()?;
        self.live.get(place)
    }
}

/// What the name of a tool begins with: names that people give hold what no provider takes.
const TOOL: &str = "action_";

fn tool_name(place: usize) -> String {
    format!("{TOOL}{place}")
}

/// What the open messages are to a form. A plain request for a person, and danger to somebody, are
/// no answers to anything.
fn reading(open: &OpenForm, said: &[String], day: Date) -> Reading {
    let is_for_people = |text: &String| {
        sensitive(text).is_some() || matches!(asks_for_person(text, false), Asks::Clear { .. })
    };
    let Some(text) = said.last().filter(|_| !said.iter().any(is_for_people)) else {
        return Reading::Other;
    };
    if is_cancel(text) {
        return Reading::Cancels;
    }
    if open.form.confirm.is_some() {
        // Only a plain yes: "yes, if it costs nothing" is none.
        return match (agreed(text, day), gist(text)) {
            (Some(true), _) | (None, Gist::Yes) => Reading::Answers(actions::agreed(open)),
            (Some(false), _) => Reading::Cancels,
            _ if refuses(text) => Reading::Cancels,
            _ => Reading::Other,
        };
    }
    let whole = said.join("\n");
    if let Some(answered) = actions::read_in_words(open, &whole, day) {
        return Reading::Answers(answered);
    }
    let [field] = open.fields.as_slice() else { return Reading::Other };
    if !open.form.one_by_one || is_question(text) {
        return Reading::Other;
    }
    match (&field.kind, check::text(field, &whole, day)) {
        // A courtesy is no answer to "What happened?".
        (FieldKind::Text | FieldKind::LongText, Ok(Some(value)))
            if gist(text) != Gist::Courtesy =>
        {
            Reading::Answers(actions::answered_by(open, field, value))
        }
        (
            FieldKind::Text | FieldKind::LongText | FieldKind::File | FieldKind::Consent { .. },
            _,
        ) => Reading::Other,
        (_, Err(why)) => Reading::Unfit(in_words(field, &why)),
        (_, Ok(_)) => Reading::Other,
    }
}

/// Yes or no, in any language that fields are answered in.
fn agreed(text: &str, day: Date) -> Option<bool> {
    let field = Field {
        key: "agrees".to_owned(),
        label: String::new(),
        help: String::new(),
        required: true,
        kind: FieldKind::YesNo,
        message: String::new(),
        known_from: vec![],
    };
    match check::text(&field, text, day) {
        Ok(Some(Value::Flag(agrees))) => Some(agrees),
        _ => None,
    }
}

/// What was seen in a turn that becomes an action: nothing was answered, and nothing declined.
fn unanswered(plan: &Plan) -> Signals {
    Signals { verdict: None, ..plan.signals.clone() }
}

fn is_question(text: &str) -> bool {
    const ASKS: [&str; 8] = ["what", "why", "how", "where", "when", "who", "which", "can"];
    let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    text.trim_end().ends_with('?') || ASKS.contains(&first.as_str())
}

impl Turn<'_> {
    /// Whether the messages were for a form that waits; then the turn is over.
    pub(super) async fn answers_form(&self, acts: &Acts, brief: &Brief) -> Result<bool, JobError> {
        let Some((run, open)) = &acts.form else { return Ok(false) };
        let said = &brief.said_after(acts.shown_at);
        let key = Some(self.key);
        match reading(open, said, acts.day) {
            Reading::Other => Ok(false),
            Reading::Answers(answered) => {
                if let Err(why) = actions::verify(self.app, self.tenant, &acts.row, &answered).await
                {
                    let text = why.0.detail.clone();
                    return self
                        .say(vec![(text, vec![])], Verdict::Talk, None)
                        .await
                        .map(|()| true);
                }
                let give = Command::GiveFields { run: *run, key };
                self.give(give, answered).await.map(|()| true)
            }
            Reading::Cancels => {
                let end = Command::CancelAction { run: run.run };
                self.perform(end, None).await?;
                let mut conn = self.app.db.read().await?;
                let words = actions::words(&mut conn, self.tenant, &acts.row).await?;
                drop(conn);
                let text = words.put_aside.to_owned();
                self.say(vec![(text, vec![])], Verdict::Talk, None).await.map(|()| true)
            }
            Reading::Unfit(why) => {
                self.say(vec![(why, vec![])], Verdict::Talk, None).await.map(|()| true)
            }
        }
    }

    async fn give(&self, command: Command, answered: Answered) -> Result<(), JobError> {
        let request = self.request(command, None);
        self.ask(Request { filled: Some(answered.filled), ..request }).await.map(drop)
    }

    /// Whether the words start an action; then the turn is over. Words that the sources answer
    /// have to say the same as a phrase.
    pub(super) async fn starts_action(
        &self,
        plan: &Plan,
        acts: &Acts,
        question: &str,
    ) -> Result<bool, JobError> {
        if plan.is_kept_from_answering() {
            return Ok(false);
        }
        let bar = match &plan.outcome {
            Outcome::HandOff { .. } | Outcome::SmallTalk { .. } => return Ok(false),
            Outcome::Answer { verdict: Verdict::Answered, .. } | Outcome::Written { .. } => SURE,
            // What waits for an answer is not left for what may have been meant.
            _ if acts.form.is_some() => SURE,
            Outcome::Answer { .. } | Outcome::Decline { .. } => LIKELY,
        };
        let likeness = |it: &Live| {
            let phrases = it.definition.starts.phrases.iter().map(String::as_str);
            phrase::likeness(question, phrases)
        };
        let running = acts.running();
        // Of two that fit equally the upper one starts, and the last of the best is taken.
        let others = acts.live.iter().rev().filter(|it| Some(it.id) != running);
        let scored = others.map(|it| (likeness(it), it)).filter(|(score, _)| *score >= bar);
        let Some((_, live)) = scored.max_by(|a, b| a.0.total_cmp(&b.0)) else { return Ok(false) };
        if !self.observe(unanswered(plan), plan.marks.clone()).await? {
            return Ok(true);
        }
        let known = actions::said_already(&live.definition, question, (&acts.around, acts.day));
        self.start(live, acts, Started::Phrase, known).await.map(|()| true)
    }

    /// Starts what a model calls, with what of its arguments fits; whatever else it calls is not
    /// done. False when it may call none of it.
    pub(super) async fn called(
        &self,
        plan: &Plan,
        acts: &Acts,
        calls: &[Call],
    ) -> Result<bool, JobError> {
        let found = calls.iter().find_map(|call| acts.called(call).map(|live| (live, call)));
        let Some((live, call)) = found else {
            tracing::warn!(assistant = %self.assistant, "a model called what it may not");
            return Ok(false);
        };
        if !self.observe(unanswered(plan), plan.marks.clone()).await? {
            return Ok(true);
        }
        let known =
            actions::said_in_call(&live.definition, &call.arguments, (&acts.around, acts.day));
        self.start(live, acts, Started::Judged, known).await.map(|()| true)
    }

    /// Whether a rule begins an action in place of the answer; then the turn is over.
    pub(super) async fn acts_by_rule(
        &self,
        plan: &Plan,
        Material { acts, brief, .. }: &Material,
        question: &str,
    ) -> Result<bool, JobError> {
        // What is being filled in is not thrown away.
        if acts.form.is_some() {
            return Ok(false);
        }
        let rule = plan.rule.as_ref().filter(|it| it.then == Some(Consequence::Answer));
        let action = rule.filter(|rule| !brief.ruling.has_begun(rule)).and_then(|it| it.action);
        let Some(live) = action.and_then(|action| acts.may_begin(action)) else {
            return Ok(false);
        };
        if !self.observe(unanswered(plan), plan.marks.clone()).await? {
            return Ok(true);
        }
        let known = actions::said_already(&live.definition, question, (&acts.around, acts.day));
        self.start(live, acts, Started::Rule, known).await.map(|()| true)
    }

    /// Begins an action while the visitor waits for a person.
    pub(super) async fn act_beside(&self, live: &Live, acts: &Acts) -> Result<(), JobError> {
        let by = StartBy::Visitor(Started::Rule);
        let among = (&acts.around, &acts.teams);
        let starting = actions::starting(live, among, by, Filled::default());
        let request = Request { actor: Actor::System, ..self.request(starting.command, None) };
        self.ask(Request { filled: Some(starting.filled), ..request }).await.map(drop)
    }

    /// Starts an action; what is known of it already is not asked again.
    async fn start(
        &self,
        live: &Live,
        acts: &Acts,
        started: Started,
        known: Filled,
    ) -> Result<(), JobError> {
        let by = StartBy::Turn(self.key, started);
        let starting = actions::starting(live, (&acts.around, &acts.teams), by, known);
        let request = self.request(starting.command, None);
        self.ask(Request { filled: Some(starting.filled), ..request }).await.map(drop)
    }

    /// Says that a form waits, where a message is no answer to it and the sources hold none.
    pub(super) async fn reminds(&self, mut plan: Plan, acts: &Acts) -> Result<Plan, JobError> {
        let is_unanswered = matches!(plan.outcome, Outcome::Decline { .. });
        if acts.form.is_some() && is_unanswered && !plan.is_kept_from_answering() {
            let mut conn = self.app.db.read().await?;
            let words = actions::words(&mut conn, self.tenant, &acts.row).await?;
            plan.outcome = Outcome::SmallTalk { text: words.form_waits.to_owned() };
            plan.signals.verdict = Some(Verdict::Talk);
        }
        Ok(plan)
    }
}
