//! Every maximum in the product, units last, each with the sketch that chose it.

mod actions;

use std::num::NonZeroU32;

pub use actions::*;

/// Longest message of a visitor or teammate. Ten pages of text; longer is a file.
pub const MESSAGE_CHARS_MAX: usize = 8_000;

/// Longest frame a socket accepts: a full message in four-byte characters, and its context.
pub const FRAME_BYTES_MAX: usize = 64 * 1024;

/// Largest body of an ordinary request; uploads have a limit of their own.
pub const REQUEST_BYTES_MAX: usize = 128 * 1024;

/// Largest file a source is made from. A 1,000-page manual as text is under 5 MB.
pub const SOURCE_BYTES_MAX: usize = 20 * 1024 * 1024;

/// Files in one upload, so that a mistaken folder does not fill the disk.
pub const UPLOAD_FILES_MAX: usize = 200;

/// Passages of one source: a source of 20 MB in passages of 900 characters.
pub const SOURCE_PASSAGES_MAX: usize = 25_000;

/// Longest text that is written in the dashboard: ten pages. Longer ones are files.
pub const TEXT_CHARS_MAX: usize = 30_000;

/// Longest title of one.
pub const TITLE_CHARS_MAX: usize = 200;

/// Longest question that an answer is written for.
pub const PAIR_QUESTION_CHARS_MAX: usize = 300;

/// Ways to ask one question.
pub const PAIR_QUESTIONS_MAX: usize = 20;

/// Longest answer to a question; it is given whole, in one message.
pub const PAIR_ANSWER_CHARS_MAX: usize = 2_000;

/// Longest text of instructions for a model: a page.
pub const GUIDANCE_INSTRUCTIONS_CHARS_MAX: usize = 4_000;

/// Topics that an assistant leaves alone, and phrases that it never says.
pub const GUIDANCE_LINES_MAX: usize = 50;

/// Longest of them.
pub const GUIDANCE_LINE_CHARS_MAX: usize = 120;

/// Longest text for when an assistant does not know.
pub const GUIDANCE_DECLINE_CHARS_MAX: usize = 500;

/// Models with a price.
pub const MODEL_PRICES_MAX: usize = 200;

/// Answers shown that cite a source, newest first: what a person looks through.
pub const USES_SHOWN_MAX: u32 = 50;

/// Pages of one website: the help pages of a large shop. More are several sites.
pub const SITE_PAGES_MAX: u32 = 5_000;

/// Pages of a website unless told otherwise; most help sites are far smaller.
pub const SITE_PAGES: u32 = 1_000;

/// Links from the first page of a website to its last; what lies deeper is hardly ever help.
pub const SITE_DEPTH_MAX: u32 = 20;

/// Links from the first page unless told otherwise.
pub const SITE_DEPTH: u32 = 8;

/// Items of one feed: the catalogue of a large shop. More are several feeds.
pub const FEED_ITEMS_MAX: usize = 20_000;

/// Passages of one item: a description of a hundred pages. More is a document.
pub const FEED_ITEM_PASSAGES_MAX: usize = 200;

/// Websites of a workspace, and its feeds.
pub const SITES_MAX: usize = 100;

/// Addresses of one website that are known at once, the skipped ones among them: enough to say why,
/// too few for a trap to fill the disk.
pub const SITE_ADDRESSES_MAX: usize = 20_000;

/// Longest address of a page; the learnt ones are names of sources.
pub const SITE_ADDRESS_CHARS_MAX: usize = 1_000;

/// Between two pages of one website: less than a person with several tabs asks of it.
pub const SITE_PAUSE_MS: u32 = 500;

/// Longest pause that a site can ask for; a page a minute would read 60 pages in an hour.
pub const SITE_PAUSE_MS_MAX: i64 = 10_000;

/// How long a page of a website may take in all.
pub const SITE_ANSWER_MS: NonZeroU32 = NonZeroU32::new(20_000).unwrap();

/// Name of a person, a workspace or an assistant.
pub const NAME_CHARS_MAX: usize = 120;

/// An e-mail address (RFC 5321 section 4.5.3.1 allows 254).
pub const EMAIL_CHARS_MAX: usize = 254;

/// A password; longer is refused before it is hashed, so that hashing cannot be made slow.
pub const PASSWORD_CHARS_MAX: usize = 256;

/// Shortest password (NIST SP 800-63B, section 3.1.1.2, where it is the only factor asks 15; with
/// back-off and no other factor yet we take 10 and check that it is not the address itself).
pub const PASSWORD_CHARS_MIN: usize = 10;

/// Attributes that a page may pass in.
pub const ATTRIBUTES_MAX: usize = 40;

/// Key of an attribute.
pub const ATTRIBUTE_KEY_CHARS_MAX: usize = 64;

/// Value of an attribute, an address or a title of a page.
pub const ATTRIBUTE_VALUE_CHARS_MAX: usize = 500;

/// Attributes that an owner may ask to be signed.
pub const SIGNED_ONLY_MAX: usize = 40;

/// A signed token of a visitor: all the attributes there may be, of ordinary lengths. It travels
/// with every page a visitor opens.
pub const IDENTITY_TOKEN_BYTES_MAX: usize = 8 * 1024;

/// The id by which a site knows a person.
pub const SUBJECT_CHARS_MAX: usize = 200;

/// How long a signed token of a visitor may be good: a day's work in one tab.
pub const IDENTITY_VALID_MS_MAX: i64 = 24 * 3_600_000;

/// How far the clocks of two servers may differ.
pub const CLOCK_LEEWAY_MS: i64 = 60_000;

/// Signing keys at once: the one in use, and the one that replaces it.
pub const IDENTITY_KEYS_MAX: usize = 2;

/// Pages remembered per conversation: what a teammate reads at a glance.
pub const PAGE_TRAIL_MAX: usize = 20;

/// Conversations in one window of the inbox list.
pub const INBOX_WINDOW_MAX: usize = 200;

/// Events read in one page of a thread.
pub const EVENTS_PAGE_MAX: usize = 500;

/// Frames waiting for one slow reader before its line is closed with "resume". A busy server tells
/// every dashboard of some hundred threads at once; at 1,024 their lines were closed under full
/// load. Readers share the frames, and one that does not read at all is closed within seconds.
pub const SUBSCRIBER_FRAMES_MAX: usize = 4_096;

/// Open sockets of one visitor: some tabs on some devices.
pub const VISITOR_SOCKETS_MAX: usize = 16;

/// Commands a visitor regains per second, unless the owner sets another number.
pub const VISITOR_COMMANDS_PER_SECOND: NonZeroU32 = NonZeroU32::new(2).unwrap();

/// What a visitor may send at once, as seconds of the budget.
pub const VISITOR_BURST_SECONDS: u32 = 10;

/// Frames of any kind for each command: "seen" for every sentence of a long answer, in several
/// tabs. Beyond it the line is closed.
pub const VISITOR_FRAMES_PER_COMMAND: u32 = 10;

/// Requests in one grouped commit; more wait for the next. The more share a commit, the less each
/// costs; the fewer, the sooner the first of them hears of it.
pub const COMMIT_GROUP_MAX: usize = 1_024;

/// Commands that wait for the writer before new ones are told to come back.
pub const COMMIT_QUEUE_MAX: usize = 4_096;

/// Times a write begins anew after a conflict. Each loser implies a winner, so 20 racers need at
/// most 20; more means something else is wrong.
pub const CONFLICT_RETRIES_MAX: usize = 32;

/// Attempts at a turn: the first, and one after a crash. Then a person.
pub const TURN_ATTEMPTS_MAX: u32 = 2;

/// Attempts at a job before it is given up and logged; the machine gives a turn up sooner.
pub const JOB_ATTEMPTS_MAX: i64 = 8;

/// A running job renews its lease before this; a crash is noticed after it.
pub const JOB_LEASE_MS: i64 = 10_000;

/// Longest a first sentence is held back while the visitor is still typing.
pub const BURST_HOLD_MS_MAX: i64 = 2_000;

/// A typing signal counts this long unless renewed.
pub const TYPING_MS_MAX: i64 = 4_000;

/// The server pings an idle socket this often; two unanswered pings close it, so that a half-open
/// line is noticed within 45 seconds.
pub const PING_MS: u64 = 15_000;

/// A socket that has been silent this long is dead.
pub const SILENT_LINE_MS_MAX: u64 = 40_000;

/// How long a long poll is held open: shorter than the 30 seconds at which proxies give up.
pub const LONG_POLL_MS_MAX: u64 = 25_000;

/// A session of a teammate that is not used ends after this.
pub const SESSION_IDLE_MS_MAX: i64 = 30 * 24 * 3_600_000;

/// A one-time link to set up, join or reset.
pub const LINK_VALID_MS: i64 = 3 * 24 * 3_600_000;

/// Failed sign-ins before each further one must wait.
pub const SIGN_IN_FREE_FAILURES: i64 = 5;

/// Longest wait between sign-ins. A quarter of an hour stops guessing without locking anybody out.
pub const SIGN_IN_WAIT_MS_MAX: i64 = 15 * 60_000;

/// One failed sign-in is forgiven for each such stretch without another: a mistyped password of
/// this morning does not count tonight.
pub const SIGN_IN_FORGIVEN_MS: i64 = 3_600_000;

/// How much more than an account a network address may fail: an office shares one.
pub const SIGN_IN_ADDRESS_FACTOR: i64 = 10;

/// Passwords hashed at once: each takes 19 MiB and a core for a moment, on purpose.
pub const PASSWORD_HASHES_MAX: usize = 2;

/// Passwords that wait to be hashed before more are told to come back.
pub const PASSWORD_HASHES_WAITING_MAX: usize = 64;

/// Assistants of a workspace, archived ones too: each has an index of its own in memory.
pub const ASSISTANTS_MAX: usize = 50;

/// Questions that an assistant proposes: what fits into the panel without scrolling.
pub const SUGGESTIONS_MAX: usize = 5;

/// Sites that may show an assistant.
pub const ALLOWED_SITES_MAX: usize = 50;

/// "Still broken" within this time returns to the teammate who resolved.
pub const RETURN_MS_MAX: i64 = 24 * 3_600_000;

/// A teammate who leaves a visitor unanswered this long gives the conversation back to the queue.
pub const TEAMMATE_SILENCE_MS_MAX: i64 = 30 * 60_000;

/// A question put to the search box or `baton ask`.
pub const QUESTION_CHARS_MAX: usize = 1_000;

/// Sources an answer to a question lists.
pub const PASSAGES_SHOWN_MAX: usize = 8;

/// Spans of open time in one day: morning, afternoon, evening, and as many again.
pub const DAY_SPANS_MAX: usize = 6;

/// Teams of a workspace: more than this are not teams but people.
pub const TEAMS_MAX: usize = 100;

/// A teammate who does nothing in any dashboard for this long counts as away until they come back.
/// The dashboards measure it.
pub const INACTIVE_MS: i64 = 10 * 60_000;

/// How long a code of a second factor is shown by the app (RFC 6238 section 5.2 advises 30
/// seconds).
pub const FACTOR_STEP_SECONDS: u64 = 30;

/// Codes for when the app is lost.
pub const RECOVERY_CODES: usize = 10;

/// Changes of its office hours that a widget is told: about a week of days with a break.
pub const HOURS_CHANGES_TOLD: usize = 16;

/// Holidays that office hours keep: some years of them.
pub const HOLIDAYS_MAX: usize = 200;
/// Words beside the sign of the launcher: what fits on a phone beside the rest of a page.
pub const LAUNCHER_LABEL_CHARS_MAX: usize = 24;

/// How far the launcher may stand from its corner: over a bar of a shop's own, and not beyond.
pub const LOOK_OFFSET_PX_MAX: u16 = 200;

/// How round the panel may be: rounder, and the corners cut into its buttons.
pub const LOOK_RADIUS_PX_MAX: u16 = 28;

/// Largest picture that is taken in: what the camera of a phone makes, with room.
pub const PICTURE_BYTES_MAX: usize = 15 * 1024 * 1024;

/// Pixels of a picture at most, known before it is decoded: 50 megapixels are 150 MB in memory.
pub const PICTURE_PIXELS_MAX: u64 = 50_000_000;

/// The longer edge of a picture as it is kept: sharp on any screen, and a tenth of what was sent.
pub const PICTURE_EDGE_PX_MAX: u32 = 1_600;

/// The longer edge of what stands in a thread, at two pixels for each.
pub const THUMBNAIL_EDGE_PX_MAX: u32 = 480;

/// A face is a square of this: 64 CSS pixels at four for each.
pub const FACE_EDGE_PX: u32 = 256;

/// Pictures in one message.
pub const MESSAGE_PICTURES_MAX: usize = 4;

/// Pictures that one author may add in an hour, to whatever conversations, and not send: three full
/// messages, while conversations can be begun without end.
pub const UNSENT_PICTURES_PER_HOUR: i64 = 12;

/// Bytes of pictures, as they are kept, that one visitor may add per hour: some forty photos.
pub const VISITOR_PICTURE_BYTES_PER_HOUR: i64 = 20 * 1024 * 1024;

/// The same for all visitors of a workspace, because one can pretend to be many: some four hundred
/// photos, so that a flood takes a day to fill 5 GB of disk, and somebody sees it.
pub const VISITORS_PICTURE_BYTES_PER_HOUR: i64 = 200 * 1024 * 1024;

/// A picture that no message carries is kept this long: somebody may still be writing.
pub const UNUSED_PICTURE_MS: i64 = 24 * 3_600_000;

/// Sites of strangers that are remembered for an assistant; allowed ones have places of their own.
pub const SIGHTINGS_OF_STRANGERS_MAX: usize = 10;
/// A link to choose a new password that was asked for by mail: whoever asks for it waits for it.
pub const RESET_BY_MAIL_VALID_MS: i64 = 3_600_000;

/// A mail that cannot be handed over is tried this long: a weekend's outage of a mail server.
pub const MAIL_TRIED_MS_MAX: i64 = 48 * 3_600_000;

/// The outbox remembers that a mail was sent or failed for a month.
pub const MAIL_KEPT_MS: i64 = 30 * 24 * 3_600_000;

/// Mails that the outbox shows at once.
pub const MAILS_SHOWN_MAX: usize = 200;

/// A visitor who left is mailed a reply after this, so that a teammate who writes three messages
/// in a row sends one mail. An operator may set another number.
pub const REPLY_MAIL_SECONDS: u32 = 60;

/// Who still has a page open is given this much longer to look.
pub const REPLY_NOTICE_LOOKING_MS: i64 = 5 * 60_000;

/// One conversation causes no more than one mail in this time.
pub const REPLY_NOTICE_APART_MS: i64 = 10 * 60_000;

/// A link back into a conversation.
pub const RETURN_LINK_VALID_MS: i64 = 7 * 24 * 3_600_000;

/// What is known of a link back is kept this long, so that an expired one can still ask for a new.
pub const RETURN_LINK_KEPT_MS: i64 = 60 * 24 * 3_600_000;

/// Mails that a stranger can cause to one address, or from one network, at once and again per hour:
/// enough for a typing mistake, too few to pester anybody.
pub const MAILS_ASKED_PER_HOUR: u32 = 5;

/// Mails that visitors can cause in a workspace per hour, all together and to whatever addresses: a
/// busy shop's transcripts, and too few to be worth a spammer's while. Teammates' are not counted,
/// nor links to new passwords, which go to teammates alone.
pub const STRANGERS_MAILS_PER_HOUR: i64 = 60;
