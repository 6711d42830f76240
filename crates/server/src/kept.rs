//! What was read from the database once and holds until it changes, or for a while.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::RangeBounds;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::conversation::Millis;

/// Values by key, shared by all who ask.
#[derive(Debug)]
pub(crate) struct Kept<K, V>(Mutex<Shelf<K, V>>);

#[derive(Debug)]
struct Shelf<K, V> {
    of: HashMap<K, (Millis, Arc<V>)>,
    changes: u64,
}

/// How many changes there were when somebody began to read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark(u64);

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self(Mutex::new(Shelf { of: HashMap::new(), changes: 0 }))
    }
}

impl<K: Eq + Hash, V> Kept<K, V> {
    /// What was read in that time, or what to [`Kept::keep`] it with once it is read.
    pub(crate) fn find(&self, key: &K, read: impl RangeBounds<Millis>) -> Result<Arc<V>, Mark> {
        let inside = self.lock();
        match inside.of.get(key).filter(|(read_at, _)| read.contains(read_at)) {
            Some((_, value)) => Ok(Arc::clone(value)),
            None => Err(Mark(inside.changes)),
        }
    }

    /// Keeps what was read at `at`, unless something changed since the mark was given: then it may
    /// be from before.
    pub(crate) fn keep(&self, mark: Mark, key: K, at: Millis, value: V) -> Arc<V> {
        let value = Arc::new(value);
        let mut inside = self.lock();
        if inside.changes == mark.0 {
            inside.of.insert(key, (at, Arc::clone(&value)));
        }
        value
    }

    /// It changed: the next reader reads it again.
    pub(crate) fn forget(&self, key: &K) {
        let mut inside = self.lock();
        inside.changes += 1;
        inside.of.remove(key);
    }

    fn lock(&self) -> MutexGuard<'_, Shelf<K, V>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_while_it_was_read_is_not_kept() {
        let kept = Kept::<&str, u32>::default();
        let mark = kept.find(&"a", ..).unwrap_err();
        kept.forget(&"a");
        assert_eq!(*kept.keep(mark, "a", 5, 1), 1, "who read it has it");
        let mark = kept.find(&"a", ..).unwrap_err();
        kept.keep(mark, "a", 5, 2);
        assert_eq!(kept.find(&"a", 5..).map(|value| *value).ok(), Some(2));
        assert!(kept.find(&"a", 6..).is_err(), "too old");
        assert!(kept.find(&"a", ..5).is_err(), "from a clock that was set back");
    }
}
