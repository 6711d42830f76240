//! Passwords: which are accepted, and the slow hash that is stored of them.
//!
//! Knows no teammate and no table.

use std::sync::LazyLock;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher as _, PasswordVerifier as _};
use domain::limits::{
    PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN, PASSWORD_HASHES_MAX, PASSWORD_HASHES_WAITING_MAX,
};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::clock;

/// Each hash takes memory and a core on purpose, so a flood of sign-ins must not take them all.
static AT_WORK: Semaphore = Semaphore::const_new(PASSWORD_HASHES_MAX);

/// The queue in front of it.
static WAITING: Semaphore = Semaphore::const_new(PASSWORD_HASHES_WAITING_MAX);

/// What an address without a password is checked against, so that it takes as long as any other.
static NOBODYS: LazyLock<String> = LazyLock::new(|| slow_hash("nobody has this password"));

/// Too many passwords wait to be hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooMany;

/// Says what is wrong with a new password, if anything is.
pub(crate) fn check(password: &str, email: &str) -> Result<(), String> {
    let length = password.chars().count();
    if length < PASSWORD_CHARS_MIN {
        return Err(format!("Use at least {PASSWORD_CHARS_MIN} characters. Words are fine."));
    }
    if length > PASSWORD_CHARS_MAX {
        return Err(format!("Use at most {PASSWORD_CHARS_MAX} characters."));
    }
    if password.trim().to_lowercase() == email.to_lowercase() {
        return Err("Your address is the first that others would try. Use another.".to_owned());
    }
    Ok(())
}

/// The text to store of a password.
pub(crate) async fn hash(password: String) -> Result<String, TooMany> {
    at_work(move || slow_hash(&password)).await
}

/// Whether the password is the stored one. Takes as long when none is stored.
pub(crate) async fn verify(password: String, stored: Option<String>) -> Result<bool, TooMany> {
    if password.chars().count() > PASSWORD_CHARS_MAX {
        return Ok(false);
    }
    at_work(move || {
        let (nobodys, known) = (LazyLock::force(&NOBODYS), stored.is_some());
        matches(&password, stored.as_ref().unwrap_or(nobodys)) && known
    })
    .await
}

async fn at_work<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, TooMany> {
    let waiting = WAITING.try_acquire().map_err(|_| TooMany)?;
    let at_work = AT_WORK.acquire().await.expect("the semaphore is never closed");
    drop(waiting);
    // The permit goes along: the asker may give up while the core still works.
    let done = spawn_blocking(move || {
        let _at_work = at_work;
        work()
    });
    Ok(done.await.expect("hashing does not panic"))
}

fn slow_hash(password: &str) -> String {
    let (_, salt) = clock::new_token();
    Argon2::default()
        .hash_password_with_salt(password.as_bytes(), &salt[..16])
        .expect("a salt of 16 bytes and a bounded password are always hashed")
        .to_string()
}

fn matches(password: &str, stored: &str) -> bool {
    PasswordHash::new(stored)
        .is_ok_and(|stored| Argon2::default().verify_password(password.as_bytes(), &stored).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_long_and_the_own_address_are_refused() {
        let email = "sam@shop.example";
        for bad in ["", "ninechars", "sam@shop.example", " SAM@shop.example "] {
            assert!(check(bad, email).is_err(), "{bad:?}");
        }
        for good in ["ten chars.", "ÄÖÜäöüßßßß", "correct horse battery"] {
            assert_eq!(check(good, email), Ok(()), "{good:?}");
        }
        assert_eq!(check(&"x".repeat(PASSWORD_CHARS_MAX), email), Ok(()));
        assert!(check(&"x".repeat(PASSWORD_CHARS_MAX + 1), email).is_err());
    }

    #[tokio::test]
    async fn only_the_password_itself_fits_its_hash() {
        let stored = hash("correct horse".to_owned()).await.unwrap();
        assert!(stored.starts_with("$argon2id$"), "{stored}");
        assert_ne!(stored, hash("correct horse".to_owned()).await.unwrap(), "salted");
        let fits = |text: &str, stored: &str| verify(text.to_owned(), Some(stored.to_owned()));
        assert_eq!(fits("correct horse", &stored).await, Ok(true));
        assert_eq!(fits("correct hors", &stored).await, Ok(false));
        assert_eq!(fits("correct horse", "no hash").await, Ok(false));
    }

    #[tokio::test]
    async fn nobody_signs_in_where_no_password_is() {
        assert_eq!(verify("nobody has this password".to_owned(), None).await, Ok(false));
    }
}
