//! Everything the server holds while it runs. Cloning it is cheap.

use std::sync::Arc;

use store::{Conn, Db, Tenant};
use tokio::sync::{Notify, Semaphore, watch};

use crate::assistants::Assistants;
use crate::bus::{Bus, FrameText, Signal, Topic};
use crate::config::Config;
use crate::egress::Egress;
use crate::embeddings::Embeddings;
use crate::hours::OfficeHours;
use crate::inbox::Queue;
use crate::jobs::TURNS_MAX;
use crate::knowledge::Knowledge;
use crate::models::Models;
use crate::people::{Names, People};
use crate::presence::Presence;
use crate::probe::Probes;
use crate::protocol::{ToTeammate, ToVisitor};
use crate::push::Push;
use crate::secrets::Secrets;
use crate::sightings::Sightings;
use crate::tags::Tags;
use crate::throttle::Throttle;

/// The server's parts.
#[derive(Clone)]
pub(crate) struct App(Arc<Parts>);

/// What [`App`] points to.
pub(crate) struct Parts {
    pub(crate) config: Config,
    pub(crate) db: Db,
    /// Requests that wait for a commit.
    pub(crate) inbox: Queue,
    pub(crate) bus: Bus,
    pub(crate) presence: Arc<Presence>,
    pub(crate) people: People,
    pub(crate) assistants: Assistants,
    pub(crate) hours: OfficeHours,
    pub(crate) knowledge: Knowledge,
    /// What is known of the workspaces' own models for vectors.
    pub(crate) embeddings: Embeddings,
    pub(crate) models: Models,
    /// The way out to addresses that people typed or pages named.
    pub(crate) egress: Egress,
    pub(crate) throttle: Throttle,
    pub(crate) push: Push,
    pub(crate) probes: Probes,
    pub(crate) sightings: Sightings,
    pub(crate) tags: Tags,
    pub(crate) secrets: Secrets,
    /// Places for turns at work; all are free once every turn has ended.
    pub(crate) turns: Arc<Semaphore>,
    /// A job was stored that is due now.
    pub(crate) jobs: Notify,
    /// True once the server stops: sockets say goodbye, workers take nothing new.
    stopping: watch::Sender<bool>,
}

impl std::ops::Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl App {
    /// Puts the parts together around an open database.
    pub(crate) fn new(config: Config, db: Db, secrets: Secrets) -> Self {
        Self(Arc::new(Parts {
            db,
            inbox: Queue::default(),
            bus: Bus::default(),
            presence: Arc::default(),
            people: People::default(),
            assistants: Assistants::default(),
            hours: OfficeHours::default(),
            knowledge: Knowledge::default(),
            embeddings: Embeddings::default(),
            models: Models::default(),
            egress: Egress::new(&config),
            push: Push::default(),
            throttle: Throttle::new(config.visitor_commands_per_second.get()),
            probes: Probes::default(),
            sightings: Sightings::default(),
            tags: Tags::default(),
            secrets,
            turns: Arc::new(Semaphore::new(TURNS_MAX as usize)),
            jobs: Notify::new(),
            stopping: watch::Sender::new(false),
            config,
        }))
    }

    /// Everybody of a workspace.
    pub(crate) async fn names(&self, conn: &mut Conn, tenant: Tenant) -> store::Result<Names> {
        self.people.of(conn, tenant).await
    }

    /// Teammates changed: names are read again and every dashboard is told.
    pub(crate) fn people_changed(&self, tenant: Tenant) {
        self.people.forget(tenant.workspace());
        self.tell_team(tenant, &ToTeammate::People);
    }

    /// Somebody came, left, or is away: dashboards are told who, visitors how many are left.
    pub(crate) fn presence_changed(&self, tenant: Tenant) {
        let present = self.presence.present(tenant.workspace());
        let teammates_here = self.presence.here(tenant.workspace());
        self.tell_team(tenant, &ToTeammate::Presence { present });
        self.tell_visitors(tenant, &ToVisitor::Presence { teammates_here });
    }

    /// Sends a frame to every dashboard of the workspace.
    pub(crate) fn tell_team(&self, tenant: Tenant, frame: &ToTeammate) {
        self.bus.publish(&[Topic::Team(tenant.workspace())], Signal::Frame(text(frame)));
    }

    /// The outbox changed.
    pub(crate) fn tell_mail(&self, tenant: Tenant) {
        self.tell_team(tenant, &ToTeammate::Mail);
    }

    /// Sends a frame to every widget of the workspace.
    pub(crate) fn tell_visitors(&self, tenant: Tenant, frame: &ToVisitor) {
        self.bus.publish(&[Topic::Visitors(tenant.workspace())], Signal::Frame(text(frame)));
    }

    /// Begins to stop.
    pub(crate) fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// Returns once the server stops.
    pub(crate) async fn stopped(&self) {
        let mut stopping = self.stopping.subscribe();
        // The sender lives as long as the app, so this ends only with `true`.
        let _ = stopping.wait_for(|stopping| *stopping).await;
    }

    /// Whether the server stops.
    pub(crate) fn is_stopping(&self) -> bool {
        *self.stopping.borrow()
    }
}

/// A frame as text.
pub(crate) fn text(frame: &impl serde::Serialize) -> FrameText {
    serde_json::to_string(frame).expect("frames have a JSON form").into()
}
