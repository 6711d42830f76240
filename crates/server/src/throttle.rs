//! Budgets in memory: who asks too much is told to wait, and nobody else notices.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use domain::conversation::Millis;
use domain::id::{AssistantId, VisitorId};
use domain::limits::{MAILS_ASKED_PER_HOUR, VISITOR_BURST_SECONDS, VISITOR_FRAMES_PER_COMMAND};

use crate::proxies::From;

/// New visitors per address: an office behind one address comes in with a few dozen at once.
const SESSIONS_BURST: f64 = 60.0;

/// New visitors an address regains per second.
const SESSIONS_PER_SECOND: f64 = 1.0;

/// Sites that an assistant does not allow, noted at once: somebody tries a few addresses.
const STRANGERS_BURST: f64 = 10.0;

/// Such sites noted per second, so that a flood of made-up ones is neither written nor told.
const STRANGERS_PER_SECOND: f64 = 0.1;

/// Questions that a model is asked for one visitor at once: a long talk about a purchase.
const MODEL_BURST: f64 = 60.0;

/// Such questions that a visitor regains per second: 120 in an hour.
const MODEL_PER_SECOND: f64 = 1.0 / 30.0;

/// Lookups for one visitor at once: a few orders, each mistyped once.
const LOOKUP_BURST: f64 = 20.0;

/// Lookups that a visitor regains per second: 30 in an hour.
const LOOKUP_PER_SECOND: f64 = 1.0 / 120.0;

/// How many more a network may have than one visitor: an office shares one.
const MODEL_OFFICE_FACTOR: f64 = 10.0;

/// How many more mails a network may cause than one person: an office shares one.
const MAILS_OFFICE_FACTOR: u32 = 4;

/// Buckets kept; beyond it the full ones, which say nothing, are dropped.
const BUCKETS_MAX: usize = 50_000;

/// The budgets of this process.
#[derive(Debug)]
pub(crate) struct Throttle {
    /// Commands that a visitor regains per second.
    commands_per_second: u32,
    visitors: Mutex<HashMap<VisitorId, Bucket>>,
    frames: Mutex<HashMap<VisitorId, Bucket>>,
    addresses: Mutex<HashMap<IpAddr, Bucket>>,
    strangers: Mutex<HashMap<AssistantId, Bucket>>,
    mails: Mutex<HashMap<String, Bucket>>,
    /// Where visitors came from, as far as that says anything.
    networks: Mutex<HashMap<VisitorId, IpAddr>>,
    model_visitors: Mutex<HashMap<VisitorId, Bucket>>,
    model_networks: Mutex<HashMap<IpAddr, Bucket>>,
    lookup_visitors: Mutex<HashMap<VisitorId, Bucket>>,
    lookup_networks: Mutex<HashMap<IpAddr, Bucket>>,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    left: f64,
    at: Millis,
}

impl Throttle {
    /// Budgets in which a visitor regains so many commands per second.
    pub(crate) fn new(commands_per_second: u32) -> Self {
        Self {
            commands_per_second,
            visitors: Mutex::default(),
            frames: Mutex::default(),
            addresses: Mutex::default(),
            strangers: Mutex::default(),
            mails: Mutex::default(),
            networks: Mutex::default(),
            model_visitors: Mutex::default(),
            model_networks: Mutex::default(),
            lookup_visitors: Mutex::default(),
            lookup_networks: Mutex::default(),
        }
    }

    /// Whether a visitor may send one more command now.
    pub(crate) fn command(&self, visitor: VisitorId, now: Millis) -> bool {
        let rate = f64::from(self.commands_per_second);
        take(&self.visitors, visitor, rate * f64::from(VISITOR_BURST_SECONDS), rate, now)
    }

    /// Whether a visitor's socket may say one more thing now, command or not.
    pub(crate) fn frame(&self, visitor: VisitorId, now: Millis) -> bool {
        let rate = f64::from(self.commands_per_second) * f64::from(VISITOR_FRAMES_PER_COMMAND);
        take(&self.frames, visitor, rate * f64::from(VISITOR_BURST_SECONDS), rate, now)
    }

    /// Notes where a visitor comes from.
    pub(crate) fn comes_from(&self, visitor: VisitorId, from: From) {
        let From::Address(address) = from else { return };
        let mut networks = self.networks.lock().unwrap_or_else(PoisonError::into_inner);
        if networks.len() > BUCKETS_MAX {
            networks.clear();
        }
        networks.insert(visitor, network(address));
    }

    /// Whether a model may be asked once more for a visitor now, and for the network that they come
    /// from; without it they are answered all the same.
    pub(crate) fn model(&self, visitor: VisitorId, now: Millis) -> bool {
        let network = self.network_of(visitor);
        let (burst, rate) =
            (MODEL_BURST * MODEL_OFFICE_FACTOR, MODEL_PER_SECOND * MODEL_OFFICE_FACTOR);
        take(&self.model_visitors, visitor, MODEL_BURST, MODEL_PER_SECOND, now)
            && network.is_none_or(|it| take(&self.model_networks, it, burst, rate, now))
    }

    /// Whether an action may look something up once more for a visitor now, and for the network
    /// that they come from: nobody walks through other people's orders.
    pub(crate) fn lookup(&self, visitor: VisitorId, now: Millis) -> bool {
        let network = self.network_of(visitor);
        let (burst, rate) =
            (LOOKUP_BURST * MODEL_OFFICE_FACTOR, LOOKUP_PER_SECOND * MODEL_OFFICE_FACTOR);
        take(&self.lookup_visitors, visitor, LOOKUP_BURST, LOOKUP_PER_SECOND, now)
            && network.is_none_or(|it| take(&self.lookup_networks, it, burst, rate, now))
    }

    fn network_of(&self, visitor: VisitorId) -> Option<IpAddr> {
        self.networks.lock().unwrap_or_else(PoisonError::into_inner).get(&visitor).copied()
    }

    /// Whether one more visitor's session may be opened from there now.
    pub(crate) fn session(&self, from: From, now: Millis) -> bool {
        match from {
            // All the world must not share one budget.
            From::Anybody => true,
            From::Address(address) => {
                let network = network(address);
                take(&self.addresses, network, SESSIONS_BURST, SESSIONS_PER_SECOND, now)
            }
        }
    }

    /// Whether one more visit of a site that an assistant does not allow may be noted now.
    pub(crate) fn stranger(&self, assistant: AssistantId, now: Millis) -> bool {
        take(&self.strangers, assistant, STRANGERS_BURST, STRANGERS_PER_SECOND, now)
    }

    /// Whether one more mail may be caused for `whom`, who may have `factor` times the ordinary.
    pub(crate) fn mail(&self, whom: &str, now: Millis, factor: u32) -> bool {
        let burst = f64::from(MAILS_ASKED_PER_HOUR * factor);
        take(&self.mails, whom.to_owned(), burst, burst / 3_600.0, now)
    }

    /// Whether one more mail may be caused from there.
    pub(crate) fn mail_from(&self, from: From, now: Millis) -> bool {
        match from {
            // All the world must not share one budget.
            From::Anybody => true,
            From::Address(address) => {
                self.mail(&format!("from:{}", network(address)), now, MAILS_OFFICE_FACTOR)
            }
        }
    }
}

/// Whoever has one IPv6 address has the 2^64 beside it too.
pub(crate) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            IpAddr::from((u128::from(address) & !u128::from(u64::MAX)).to_be_bytes())
        }
        address @ IpAddr::V4(_) => address,
    }
}

fn take<K: Eq + Hash>(
    buckets: &Mutex<HashMap<K, Bucket>>,
    key: K,
    burst: f64,
    per_second: f64,
    now: Millis,
) -> bool {
    let mut buckets = buckets.lock().unwrap_or_else(PoisonError::into_inner);
    let refill = |bucket: &Bucket| {
        #[expect(clippy::cast_precision_loss, reason = "milliseconds between two requests")]
        let seconds = (now - bucket.at).max(0) as f64 / 1000.0;
        (bucket.left + seconds * per_second).min(burst)
    };
    if buckets.len() > BUCKETS_MAX {
        buckets.retain(|_, bucket| refill(bucket) < burst);
    }
    let bucket = buckets.entry(key).or_insert(Bucket { left: burst, at: now });
    bucket.left = refill(bucket);
    bucket.at = now;
    let granted = bucket.left >= 1.0;
    if granted {
        bucket.left -= 1.0;
    }
    granted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_granted_and_the_flood_behind_it_is_not() {
        let throttle = Throttle::new(2);
        let (flood, calm) = (crate::clock::new_id(), crate::clock::new_id());
        let granted = (0..1000).filter(|_| throttle.command(flood, 0)).count();
        assert_eq!(granted, 20);
        assert!(throttle.command(calm, 0), "the others notice nothing");
        assert!(throttle.command(flood, 1_000), "and it regains");
    }

    #[test]
    fn one_visitor_and_one_network_cause_so_many_questions_to_a_model() {
        let throttle = Throttle::new(2);
        let visitor = |number: u128| VisitorId::from(uuid::Uuid::from_u128(number));
        let asks = |number, now| throttle.model(visitor(number), now);
        let granted = (0..100).filter(|_| asks(1, 0)).count();
        assert_eq!(granted, 60);
        assert!(asks(2, 0), "somebody else, from nowhere known");
        assert!(asks(1, 60_000), "and it regains");
        let from = From::Address(IpAddr::from([203, 0, 113, 7]));
        (10..40).for_each(|number| throttle.comes_from(visitor(number), from));
        let granted = (10..40).map(|number| (0..60).filter(|_| asks(number, 0)).count());
        assert_eq!(granted.sum::<usize>(), 600, "an office shares one");
    }
}
