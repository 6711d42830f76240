//! The widget's socket. It follows the visitor, not a page: every conversation of theirs.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::extract::{State, WebSocketUpgrade};
use axum::response::Response;
use domain::conversation::Seq;
use domain::id::ConversationId;
use domain::limits::VISITOR_SOCKETS_MAX;
use store::VisitorOf;
use uuid::Uuid;

use super::{Close, Cursors, Heard, Line, Next, Reader, follow};
use crate::app::{App, text};
use crate::bus::{Published, Signal, Subscription, Topic};
use crate::http::{
    followed, read_visitor_threads, real_cursor, visitor_command, visitor_page, visitor_seen,
};
use crate::protocol::{FromVisitor, Page, ToVisitor, TypingBy};
use crate::{clock, inbox};

/// A client proves itself within this time.
const HELLO_TIMEOUT: Duration = Duration::from_secs(10);

/// Accepts the socket; the first frame says who it is.
pub(crate) async fn open(State(app): State<App>, upgrade: WebSocketUpgrade) -> Response {
    Line::accept(upgrade, |line| run(app, line))
}

struct Widget {
    app: App,
    me: VisitorOf,
    /// The hash of the browser's token.
    session: Vec<u8>,
    subscription: Subscription,
    cursors: Cursors,
}

async fn run(app: App, mut line: Line) {
    let hello = line.hear();
    let Ok(Heard::Frame(FromVisitor::Hello { token, cursors, page })) =
        tokio::time::timeout(HELLO_TIMEOUT, hello).await
    else {
        return line.close(Close::SignIn).await;
    };
    let session = clock::hash(&token);
    let me = match Box::pin(visitor_of(&app, &session)).await {
        Ok(Some(me)) => me,
        Ok(None) => return line.close(Close::SignIn).await,
        Err(_) => return line.close(Close::Later).await,
    };
    if app.bus.listeners(Topic::Visitor(me.visitor)) >= VISITOR_SOCKETS_MAX {
        return line.close(Close::Later).await;
    }
    // Subscribe first, then replay: what is committed in between comes twice, not never.
    let topics = [Topic::Visitor(me.visitor), Topic::Visitors(me.tenant.workspace())];
    let subscription = app.bus.subscribe(&topics);
    // Asked again now that a listener stands: who left in between was told of to nobody.
    match Box::pin(visitor_of(&app, &session)).await {
        Ok(Some(now)) if now.visitor == me.visitor => {}
        Ok(Some(_)) => return line.close(Close::Resume).await,
        Ok(None) => return line.close(Close::SignIn).await,
        Err(_) => return line.close(Close::Later).await,
    }
    let mut reader = Widget { app, me, session, subscription, cursors: Cursors::default() };
    // Boxed, as all that an idle line does not wait in: its memory is what thousands of them cost.
    let why = match Box::pin(reader.welcome(&mut line, cursors, page)).await {
        Ok(()) => follow(&reader.app.clone(), &mut reader, &mut line).await,
        Err(why) => Some(why),
    };
    if let Some(why) = why {
        line.close(why).await;
    }
}

async fn visitor_of(app: &App, session: &[u8]) -> store::Result<Option<VisitorOf>> {
    app.db.read().await?.system().visitor_by_token(session).await
}

impl Reader for Widget {
    type Frame = FromVisitor;

    fn subscription(&mut self) -> &mut Subscription {
        &mut self.subscription
    }

    async fn hear(&mut self, line: &mut Line, frame: FromVisitor) -> Result<(), Close> {
        // Each frame may reach the whole team: a flood costs the flooder's line, not theirs.
        if !self.app.throttle.frame(self.me.visitor, clock::now()) {
            return Err(Close::Later);
        }
        match frame {
            FromVisitor::Hello { .. } => Err(Close::BadFrame),
            FromVisitor::Do { command } => {
                let id = command.id();
                let answer = match visitor_command(&self.app, self.me, &self.session, command).await
                {
                    Ok(done) => ToVisitor::Done(done),
                    Err(failure) => ToVisitor::Refused { id, problem: *failure.0 },
                };
                self.say(line, &answer).await
            }
            FromVisitor::Page { page } => {
                self.moved_to(page).await;
                Ok(())
            }
            FromVisitor::Typing { conversation, on } => {
                self.types(conversation.into(), on);
                Ok(())
            }
            FromVisitor::Seen { conversation, seq } => {
                // A lost "seen" is told again with the next one.
                let _ = visitor_seen(&self.app, self.me, conversation.into(), seq).await;
                Ok(())
            }
            FromVisitor::Ping => self.say(line, &ToVisitor::Pong).await,
        }
    }

    async fn pass_on(&mut self, line: &mut Line, signal: &Signal) -> Result<(), Close> {
        match signal {
            Signal::Event(event) => self.pass_on_event(line, event).await,
            Signal::Frame(frame) => line.say(frame.clone()).await,
            Signal::Typing { conversation, by: TypingBy::Teammate { id, name }, on } => {
                let who = TypingBy::Teammate { id: *id, name: name.clone() };
                let conversation = conversation.uuid();
                self.say(line, &ToVisitor::Typing { conversation, who, on: *on }).await
            }
            Signal::VisitorLeft { only, signed_out } => {
                let is_me = only.as_ref().is_none_or(|session| *session == self.session);
                match (is_me, *signed_out) {
                    (false, _) => Ok(()),
                    (true, true) => Err(Close::SignIn),
                    (true, false) => Err(Close::Resume),
                }
            }
            Signal::Typing { .. } | Signal::Revoked { .. } => Ok(()),
        }
    }
}

impl Widget {
    async fn welcome(
        &mut self,
        line: &mut Line,
        cursors: BTreeMap<Uuid, Seq>,
        page: Option<Page>,
    ) -> Result<(), Close> {
        let teammates_here = self.app.presence.here(self.me.tenant.workspace());
        let welcome = ToVisitor::Welcome { visitor: self.me.visitor.uuid(), teammates_here };
        self.say(line, &welcome).await?;
        self.take_cursors(&cursors).await.map_err(|_| Close::Later)?;
        self.read_on(line).await?;
        self.say(line, &ToVisitor::Live).await?;
        line.flush().await?;
        if let Some(page) = page {
            self.moved_to(page).await;
        }
        Ok(())
    }

    /// Only cursors of one's own threads count, and one that is ahead of its thread is worth
    /// nothing: it is read from the beginning.
    async fn take_cursors(&mut self, cursors: &BTreeMap<Uuid, Seq>) -> store::Result<()> {
        let mut conn = self.app.db.read().await?;
        for row in followed(&mut conn, self.me).await? {
            let claimed = cursors.get(&row.row.id.uuid()).copied().unwrap_or(0);
            self.cursors.reached(row.row.id, real_cursor(claimed, row.row.state.visitor_seq));
        }
        Ok(())
    }

    async fn pass_on_event(&mut self, line: &mut Line, event: &Published) -> Result<(), Close> {
        let Some(frame) = &event.for_visitor else { return Ok(()) };
        match self.cursors.judge(event.conversation, event.seq, event.visitor_prev) {
            Next::Old => Ok(()),
            Next::Send => line.say(frame.clone()).await,
            Next::ReadOn(_) => Box::pin(self.read_on(line)).await,
        }
    }

    /// Everything behind the cursors, page by page.
    async fn read_on(&mut self, line: &mut Line) -> Result<(), Close> {
        loop {
            let cursors = self.cursors.all();
            let events = read_visitor_threads(&self.app, self.me, &cursors)
                .await
                .map_err(|_| Close::Later)?;
            if events.is_empty() {
                return Ok(());
            }
            for event in events {
                self.cursors.reached(event.conversation.into(), event.seq);
                self.say(line, &ToVisitor::Event(event)).await?;
            }
        }
    }

    async fn moved_to(&self, page: Page) {
        let (tenant, visitor) = (self.me.tenant, self.me.visitor);
        let moved = inbox::visit(&self.app, tenant, visitor, visitor_page(page)).await;
        if let Err(error) = moved {
            tracing::warn!(%error, "a visitor's page was not noted");
        }
    }

    /// Typing in somebody else's conversation is nobody's business, so it is dropped.
    fn types(&self, conversation: ConversationId, on: bool) {
        let is_mine = self.cursors.holds(conversation);
        if is_mine {
            self.app.presence.visitor_types(conversation, on, clock::now());
            let signal = Signal::Typing { conversation, by: TypingBy::Visitor, on };
            let thread = Topic::Thread(self.me.tenant.workspace(), conversation);
            self.app.bus.publish(&[thread], signal);
        }
    }

    async fn say(&self, line: &mut Line, frame: &ToVisitor) -> Result<(), Close> {
        line.say(text(frame)).await
    }
}
