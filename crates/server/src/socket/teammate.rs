//! The dashboard's socket: the list, and the threads that are open.

use axum::extract::{State, WebSocketUpgrade};
use axum::response::Response;
use domain::conversation::Seq;
use domain::id::ConversationId;

use super::{Close, Cursors, Line, Next, Reader, follow};
use crate::app::{App, text};
use crate::bus::{Published, Signal, Subscription, Topic};
use crate::http::{self, SignedIn};
use crate::people::ThreadReader;
use crate::presence;
use crate::protocol::{FromTeammate, ToTeammate, TypingBy};

/// Threads one dashboard may follow at once.
const WATCHED_MAX: usize = 20;

/// Accepts the socket of the session in the cookie.
pub(crate) async fn open(
    State(app): State<App>,
    caller: SignedIn,
    upgrade: WebSocketUpgrade,
) -> Response {
    Line::accept(upgrade, move |line| run(app, caller, line))
}

struct Dashboard {
    app: App,
    caller: SignedIn,
    subscription: Subscription,
    /// The threads that are watched, and how far each was sent.
    cursors: Cursors,
    /// They are here as long as this stands.
    here: presence::Line,
}

async fn run(app: App, caller: SignedIn, mut line: Line) {
    let tenant = caller.0.tenant;
    let topics = [Topic::Team(tenant.workspace()), Topic::Teammate(caller.0.teammate)];
    let subscription = app.bus.subscribe(&topics);
    // A revocation between the request and the subscription was told to nobody.
    match caller.is_still_in(&app).await {
        Ok(true) => {}
        Ok(false) => return line.close(Close::SignIn).await,
        Err(_) => return line.close(Close::Later).await,
    }
    let Ok(here) = arrive(&app, caller).await else { return line.close(Close::Later).await };
    let cursors = Cursors::default();
    let mut reader = Dashboard { app, caller, subscription, cursors, here };
    let welcome = ToTeammate::Welcome {
        teammate: caller.0.teammate.uuid(),
        present: http::present(&reader.app, tenant),
    };
    let why = match reader.say(&mut line, &welcome).await {
        Ok(()) => follow(&reader.app.clone(), &mut reader, &mut line).await,
        Err(why) => Some(why),
    };
    drop(reader);
    if let Some(why) = why {
        line.close(why).await;
    }
}

/// Counts the teammate as here until the line is dropped, and tells everybody.
async fn arrive(app: &App, caller: SignedIn) -> store::Result<presence::Line> {
    let (tenant, told) = (caller.0.tenant, app.clone());
    let me = app.db.read().await?.of(tenant).teammate(caller.0.teammate).await?;
    let away = me.is_some_and(|me| me.away);
    Ok(app.presence.come(tenant.workspace(), caller.0.teammate, away, move || {
        told.presence_changed(tenant);
    }))
}

impl Reader for Dashboard {
    type Frame = FromTeammate;

    fn subscription(&mut self) -> &mut Subscription {
        &mut self.subscription
    }

    async fn hear(&mut self, line: &mut Line, frame: FromTeammate) -> Result<(), Close> {
        match frame {
            FromTeammate::Watch { conversation, after } => {
                self.watch(line, conversation.into(), after).await
            }
            FromTeammate::Unwatch { conversation } => {
                self.subscription.remove(self.thread(conversation.into()));
                self.cursors.forget(conversation.into());
                Ok(())
            }
            FromTeammate::Do { conversation, command } => {
                let id = command.id();
                let done =
                    http::teammate_command(&self.app, self.caller, conversation.into(), command);
                let answer = match done.await {
                    Ok(done) => ToTeammate::Done(done),
                    Err(failure) => ToTeammate::Refused { id, problem: *failure.0 },
                };
                self.say(line, &answer).await
            }
            FromTeammate::Typing { conversation, on } => {
                self.types(conversation.into(), on).await;
                Ok(())
            }
            FromTeammate::Seen { conversation, seq } => {
                // A lost "seen" is told again with the next one.
                let _ = http::teammate_seen(&self.app, self.caller, conversation.into(), seq).await;
                Ok(())
            }
            FromTeammate::Active { on } => {
                self.here.is_active(on);
                Ok(())
            }
            FromTeammate::Ping => self.say(line, &ToTeammate::Pong).await,
        }
    }

    async fn pass_on(&mut self, line: &mut Line, signal: &Signal) -> Result<(), Close> {
        match signal {
            Signal::Event(event) => self.pass_on_event(line, event).await,
            Signal::Frame(frame) => line.say(frame.clone()).await,
            Signal::Typing { conversation, by, on } => {
                let (conversation, who) = (conversation.uuid(), by.clone());
                self.say(line, &ToTeammate::Typing { conversation, who, on: *on }).await
            }
            Signal::VisitorLeft { .. } => Ok(()),
            Signal::Revoked { .. } => {
                if self.caller.is_ended_by(signal) {
                    Err(Close::SignIn)
                } else {
                    Ok(())
                }
            }
        }
    }
}

impl Dashboard {
    /// Subscribe first, then replay. A thread of another workspace is not told apart from none.
    async fn watch(
        &mut self,
        line: &mut Line,
        conversation: ConversationId,
        after: Seq,
    ) -> Result<(), Close> {
        let tenant = self.caller.0.tenant;
        let mut conn = self.app.db.read().await.map_err(|_| Close::Later)?;
        let row =
            conn.of(tenant).conversation(conversation, None).await.map_err(|_| Close::Later)?;
        drop(conn);
        let Some(row) = row.filter(|_| self.cursors.len() < WATCHED_MAX) else { return Ok(()) };
        // A cursor ahead of its thread is worth nothing: it is read from the beginning.
        let after = http::real_cursor(after, row.row.state.seq);
        self.subscription.add(self.thread(conversation));
        self.cursors.forget(conversation);
        self.cursors.reached(conversation, after);
        self.read_on(line, conversation).await?;
        let replayed = ToTeammate::Live { conversation: conversation.uuid() };
        self.say(line, &replayed).await
    }

    async fn pass_on_event(&mut self, line: &mut Line, event: &Published) -> Result<(), Close> {
        // It may have waited in the queue while the thread was closed.
        if !self.cursors.holds(event.conversation) {
            return Ok(());
        }
        let Some(frame) = &event.for_team else { return Ok(()) };
        match self.cursors.judge(event.conversation, event.seq, event.seq - 1) {
            Next::Old => Ok(()),
            Next::Send => line.say(frame.clone()).await,
            Next::ReadOn(_) => Box::pin(self.read_on(line, event.conversation)).await,
        }
    }

    fn thread(&self, conversation: ConversationId) -> Topic {
        Topic::Thread(self.caller.0.tenant.workspace(), conversation)
    }

    /// Everything behind the cursor of a thread, page by page.
    async fn read_on(
        &mut self,
        line: &mut Line,
        conversation: ConversationId,
    ) -> Result<(), Close> {
        let tenant = self.caller.0.tenant;
        loop {
            let mut conn = self.app.db.read().await.map_err(|_| Close::Later)?;
            let (after, reader) = (self.cursors.at(conversation), ThreadReader::Team);
            let events =
                http::read_thread(&self.app, &mut conn, tenant, conversation, after, reader)
                    .await
                    .map_err(|_| Close::Later)?;
            drop(conn);
            if events.is_empty() {
                return Ok(());
            }
            for event in events {
                self.cursors.reached(conversation, event.seq);
                self.say(line, &ToTeammate::Event(event)).await?;
            }
        }
    }

    /// The visitor and the other teammates at the thread see who is typing.
    async fn types(&self, conversation: ConversationId, on: bool) {
        if !self.cursors.holds(conversation) {
            return;
        }
        let tenant = self.caller.0.tenant;
        let read = async {
            let mut conn = self.app.db.read().await?;
            let names = self.app.names(&mut conn, tenant).await?;
            let row = conn.of(tenant).conversation(conversation, None).await?;
            Ok::<_, store::StoreError>((names, row))
        };
        let Ok((names, Some(row))) = read.await else { return };
        let by = |reader| {
            let me = names.seen_by(reader).person(self.caller.0.teammate);
            TypingBy::Teammate { id: me.id, name: me.name }
        };
        let told = Signal::Typing { conversation, by: by(ThreadReader::Team), on };
        self.app.bus.publish(&[self.thread(conversation)], told);
        // Only who answers is seen typing by the visitor; a note is nobody's business outside.
        if row.row.state.teammate() == Some(self.caller.0.teammate) {
            let told = Signal::Typing { conversation, by: by(ThreadReader::Visitor), on };
            self.app.bus.publish(&[Topic::Visitor(row.row.visitor)], told);
        }
    }

    async fn say(&self, line: &mut Line, frame: &ToTeammate) -> Result<(), Close> {
        line.say(text(frame)).await
    }
}
