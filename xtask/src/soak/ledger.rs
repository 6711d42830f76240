//! What clients were told, held against what the server remembers.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use uuid::Uuid;

use crate::baton::people::uuid_of;

/// Something that was acknowledged.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    pub(crate) conversation: Uuid,
    pub(crate) command: Uuid,
    /// The kind of event that must stand for it.
    pub(crate) kind: &'static str,
    /// The words that must stand in it.
    pub(crate) text: Option<String>,
}

/// Everything that was acknowledged.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ledger(Arc<Mutex<Vec<Told>>>);

impl Ledger {
    pub(crate) fn note(&self, told: Told) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(told);
    }

    pub(crate) fn count(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Every acknowledged command of a conversation stands in its log once, as it was told.
    pub(crate) fn check(&self, conversation: Uuid, events: &[Value]) -> Result<()> {
        let mut by_command: HashMap<Uuid, Vec<&Value>> = HashMap::new();
        for event in events.iter().filter(|event| event["command"].is_string()) {
            by_command.entry(uuid_of(&event["command"])?).or_default().push(event);
        }
        for told in self.0.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            if told.conversation != conversation {
                continue;
            }
            let found = by_command.get(&told.command);
            let found = found.with_context(|| format!("{told:?} was acknowledged and is gone"))?;
            ensure!(found.len() == 1, "{told:?} stands {} times", found.len());
            ensure!(found[0]["kind"] == told.kind, "{told:?} became {}", found[0]);
            if let Some(text) = &told.text {
                ensure!(found[0]["text"] == text.as_str(), "{told:?} became {}", found[0]);
            }
        }
        Ok(())
    }
}

/// Each event names the one before it that the same reader may see: nothing is missing.
pub(crate) fn check_chain(reader: &str, events: &[Value]) -> Result<()> {
    let mut last = 0;
    for event in events {
        let (seq, prev) = (event["seq"].as_i64(), event["prev"].as_i64());
        ensure!(prev == Some(last), "for the {reader} {event} follows {last}");
        last = seq.context("an event has a place")?;
    }
    Ok(())
}

/// No text of a visitor stands twice: each was sent with one id, however often.
pub(crate) fn check_once(events: &[Value]) -> Result<()> {
    let mut seen = HashMap::new();
    for event in events.iter().filter(|event| event["kind"] == "visitor_said") {
        let text = event["text"].as_str().unwrap_or_default().to_owned();
        let times = seen.entry(text.clone()).or_insert(0);
        *times += 1;
        ensure!(*times == 1, "{text:?} stands twice");
    }
    Ok(())
}
