//! Each path of a turn, on a small shop's documents.

mod ruling;

use std::collections::BTreeSet;
use std::sync::Arc;

use assistant::copy::Copy;
use assistant::guidance::{Guidance, Length};
use assistant::ruling::Ruling;
use assistant::turn::{Outcome, Plan, Said, TurnInput, plan, queries};
use domain::conversation::{Reason, Topic};
use domain::id::SourceId;
use domain::message::Author;
use domain::signal::{Asks, Gist, Sensitive, Verdict};
use knowledge::confidence::Level;
use knowledge::index::{Index, PassageKey};
use knowledge::passage;
use knowledge::prepared::Prepared;
use knowledge::vectors::Meant;

const DOCUMENTS: [(&str, &str); 8] = [
    (
        "Returns",
        "# Returns\n\n## How long\n\nYou can send back an unworn piece within 14 days of delivery. \
         Pieces from an auction cannot be returned.\n\n## How\n\nTo return a piece you need:\n\n\
         - the order number\n\
         - the label from your account page\n\nDrop the parcel at any post office.",
    ),
    (
        "Shipping",
        "# Shipping\n\n## Times\n\nParcels inside the country arrive in two to four working \
         days.\n\n\
         ## Abroad\n\nParcels to other countries in Europe take six to nine working days. Duties \
         outside the union are paid by the buyer.",
    ),
    ("Condition", "# Condition grades\n\nGrade A is like new. Grade B shows light wear."),
    ("Payment", "# Payment\n\nWe accept cards and bank transfer. Instalments start at 200 euros."),
    ("Care", "# Care\n\nWash knitwear by hand in cold water. Dry it flat on a towel."),
    ("Repairs", "# Repairs\n\nOur tailor mends linings and zips of anything bought here."),
    ("Auctions", "# Auctions\n\nA bid binds you. The highest bid wins when the clock runs out."),
    ("Hours", "# Opening hours\n\nThe shop is open from Tuesday to Saturday, 11 to 19."),
];

fn index() -> Index {
    let mut rows = Vec::new();
    for (number, (name, text)) in (1_u128..).zip(DOCUMENTS) {
        let source = SourceId::from(uuid::Uuid::from_u128(number));
        for passage in passage::passages(&documents::markdown(text, name)) {
            let key = PassageKey { source, revision: 3, position: passage.position };
            rows.push((key, Arc::new(Prepared::new(passage))));
        }
    }
    Index::build(9, rows)
}

#[derive(Default)]
struct Scene {
    earlier: Vec<(bool, &'static str)>,
    offer_open: bool,
    requests_served: bool,
    awaiting_field: bool,
    guidance: Guidance,
    rewritten: Option<&'static str>,
    ruling: Ruling,
}

impl Scene {
    fn plan(&self, open: &[&str]) -> Plan {
        self.plan_on(&index(), open)
    }

    fn plan_on(&self, index: &Index, open: &[&str]) -> Plan {
        let said = |(visitor, text): &(bool, &str)| Said {
            by: if *visitor { Author::Visitor } else { Author::Assistant },
            text: (*text).to_owned(),
        };
        let earlier: Vec<Said> = self.earlier.iter().map(said).collect();
        let open: Vec<String> = open.iter().map(ToString::to_string).collect();
        let copy = Copy::default();
        let meant = Meant::default();
        let input = TurnInput {
            earlier: &earlier,
            open: &open,
            only_pictures: false,
            offer_open: self.offer_open,
            requests_served: self.requests_served,
            awaiting_field: self.awaiting_field,
            hidden: &BTreeSet::new(),
            name: "Wren",
            copy: &copy,
            guidance: &self.guidance,
            hosts: &BTreeSet::new(),
            rewritten: self.rewritten,
            meant: &meant,
            ruling: &self.ruling,
        };
        let plan = plan(&input, index, index.calibrate().thresholds(Level::default()));
        // A model of the workspace's own is asked about just what is searched.
        assert!(plan.query.as_ref().is_none_or(|query| queries(&input, index).contains(query)));
        assert!(plan.query.is_some() || queries(&input, index).is_empty());
        plan
    }
}

fn quoted(plan: &Plan) -> String {
    let Outcome::Answer { sentences, .. } = &plan.outcome else { panic!("{:?}", plan.outcome) };
    let line = |sentence: &assistant::extractive::Sentence| {
        format!("[{} > {}] {}", sentence.citation.title, sentence.citation.heading, sentence.text)
    };
    sentences.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn talk(plan: &Plan) -> &str {
    let Outcome::SmallTalk { text } = &plan.outcome else { panic!("{:?}", plan.outcome) };
    text
}

#[test]
fn a_question_is_answered_with_its_source_and_its_trail() {
    let plan = Scene::default().plan(&["hi", "How long do parcels to other countries take?"]);
    assert!(
        quoted(&plan).contains(
            "[Shipping > Abroad] Parcels to other countries in Europe take six to nine working"
        ),
        "{}",
        quoted(&plan)
    );
    assert_eq!(plan.signals.verdict, Some(Verdict::Answered));
    assert_eq!(plan.offer, None);
    let confidence = plan.signals.confidence.expect("a search ran");
    assert!(confidence.p >= confidence.threshold && confidence.shown >= confidence.sure);
    assert_eq!(confidence.generation, 9);
    assert_eq!(plan.signals.found[0].passage.revision, 3);
    assert!(plan.signals.found.len() > 3);
}

#[test]
fn a_list_keeps_its_items() {
    let plan = Scene::default().plan(&["What do I need to return a piece?"]);
    assert!(
        quoted(&plan).contains("To return a piece you need:\n- the order number\n- the label"),
        "{}",
        quoted(&plan)
    );
}

#[test]
fn a_quotation_answers_and_does_not_ask_or_repeat() {
    let mut rows = Vec::new();
    let text = "# Vouchers\n\nVouchers\n\nHow long is a voucher valid? It can be used for three \
                years.\n\nA voucher is valid for three years and it can be used for anything.\n\n\
                A voucher is valid for three years and can be used for anything.";
    let source = SourceId::from(uuid::Uuid::from_u128(1));
    for passage in passage::passages(&documents::markdown(text, "Vouchers")) {
        let key = PassageKey { source, revision: 1, position: passage.position };
        rows.push((key, Arc::new(Prepared::new(passage))));
    }
    let index = Index::build(1, rows);
    let said = quoted(&Scene::default().plan_on(&index, &["How long is a voucher valid?"]));
    assert!(said.contains("valid? It can be used for three years."), "{said}");
    assert!(!said.contains("] Vouchers"), "{said}");
    assert_eq!(said.matches("for anything").count(), 1, "{said}");
}

#[test]
fn what_the_sources_do_not_hold_is_declined_with_an_offer() {
    for question in ["Do you teach the violin?", "What is the capital of Peru?"] {
        let plan = Scene::default().plan(&[question]);
        assert!(matches!(plan.outcome, Outcome::Decline { .. }), "{:?}", plan.outcome);
        assert_eq!(plan.offer, Some(Topic::NotInSources));
        assert_eq!(plan.signals.verdict, Some(Verdict::Declined));
    }
    let empty = Index::build(1, []);
    let plan = Scene::default().plan_on(&empty, &["How long does shipping take?"]);
    let Outcome::Decline { text } = plan.outcome else { panic!("nothing was learnt") };
    assert!(text.contains("anything to read yet"));
}

#[test]
fn a_follow_up_is_understood_with_the_turn_before_it() {
    let scene = Scene {
        earlier: vec![(true, "How long does shipping take?"), (false, "Two to four days.")],
        ..Scene::default()
    };
    let plan = scene.plan(&["and to other countries?"]);
    assert_eq!(plan.query.as_deref(), Some("How long does shipping take? and to other countries?"));
    assert!(quoted(&plan).contains("six to nine working days"), "{}", quoted(&plan));
    // A new matter is not answered with the last one.
    let plan = scene.plan(&["and violins?"]);
    assert!(matches!(plan.outcome, Outcome::Decline { .. }), "{:?}", plan.outcome);
}

#[test]
fn the_floor_comes_before_everything() {
    let plan = Scene::default().plan(&["How long is shipping?", "let me talk to a person"]);
    let matched = "talk to a person".to_owned();
    assert_eq!(plan.outcome, Outcome::HandOff { reason: Reason::Asked { matched } });
    assert_eq!(plan.query, None);
    let plan = Scene::default().plan(&["I want to kill myself"]);
    let reason = Reason::Sensitive { matter: Sensitive::SelfHarm };
    assert_eq!(plan.outcome, Outcome::HandOff { reason });
}

#[test]
fn a_request_that_was_served_is_not_served_again() {
    let scene = Scene { requests_served: true, ..Scene::default() };
    let plan = scene.plan(&["I want to talk to a person", "When is the shop open?"]);
    assert!(quoted(&plan).contains("Tuesday to Saturday"), "{}", quoted(&plan));
    assert!(matches!(plan.signals.person, Asks::Clear { .. }));
    let plan = scene.plan(&["I want to talk to a person"]);
    assert_eq!(talk(&plan), Copy::default().what_next);
}

#[test]
fn yes_accepts_only_what_was_offered() {
    let offered = Scene { offer_open: true, ..Scene::default() };
    for yes in ["yes", "Yes please", "ok sure", "yes, my order is late"] {
        let plan = offered.plan(&[yes]);
        assert_eq!(plan.outcome, Outcome::HandOff { reason: Reason::OfferAccepted }, "{yes}");
    }
    assert_eq!(talk(&offered.plan(&["no thanks"])), Copy::default().offer_refused);
    let plan = Scene::default().plan(&["yes please"]);
    assert_eq!(talk(&plan), Copy::default().what_next);
    // A question after an offer is a question.
    assert!(quoted(&offered.plan(&["When is the shop open?"])).contains("Tuesday"));
}

#[test]
fn small_talk_needs_no_source_and_it_says_that_it_is_an_ai() {
    let plan = Scene::default().plan(&["hello!"]);
    assert_eq!(
        (talk(&plan), plan.signals.gist),
        ("Hello. I am Wren, an AI assistant. What would you like to know?", Gist::Greeting)
    );
    let plan = Scene::default().plan(&["are you a bot?"]);
    assert!(talk(&plan).starts_with("I am Wren, an AI assistant, not a person."));
    assert_eq!(plan.offer, Some(Topic::Person));
    let plan = Scene::default().plan(&["help"]);
    assert_eq!((plan.offer, plan.signals.person), (Some(Topic::Person), Asks::Vague));
}

#[test]
fn a_bare_word_is_no_request_while_a_field_is_awaited() {
    let scene = Scene { awaiting_field: true, ..Scene::default() };
    assert!(!matches!(scene.plan(&["agent"]).outcome, Outcome::HandOff { .. }));
    assert!(matches!(scene.plan(&["talk to a human"]).outcome, Outcome::HandOff { .. }));
}

#[test]
fn the_same_question_again_shows() {
    let scene = Scene {
        earlier: vec![(true, "How long does shipping take?"), (false, "Two to four days.")],
        ..Scene::default()
    };
    let plan = scene.plan(&["how long will the shipping take??"]);
    assert!(plan.signals.repetition > 0.8, "{}", plan.signals.repetition);
    assert!(plan.signals.frustration > 0.0);
}

#[test]
fn a_topic_that_its_owner_leaves_to_people_is_not_searched() {
    let guidance = Guidance { topics: vec!["returns abroad".into()], ..Guidance::default() };
    let scene = Scene { guidance, ..Scene::default() };
    let plan = scene.plan(&["How do returns from abroad work?"]);
    assert!(plan.signals.left_alone && plan.query.is_none(), "{plan:?}");
    assert_eq!((plan.signals.verdict, plan.offer), (Some(Verdict::Declined), Some(Topic::Person)));
    let Outcome::Decline { text } = plan.outcome else { panic!("{:?}", plan.outcome) };
    assert!(text.contains("leave that to the people"), "{text}");
    let person = scene.plan(&["Returns from abroad? Let me talk to a human."]);
    assert!(matches!(person.outcome, Outcome::HandOff { .. }), "the floor comes first");
}

#[test]
fn an_owner_says_how_much_is_said_and_what_never_is() {
    let question = ["How long can I return a book?"];
    let free = quoted(&Scene::default().plan(&question));
    let guidance = Guidance { phrases: vec!["14 days".into()], ..Guidance::default() };
    let careful = Scene { guidance, ..Scene::default() }.plan(&question);
    assert!(free.contains("14 days"), "{free}");
    if let Outcome::Answer { sentences, .. } = &careful.outcome {
        assert!(sentences.iter().all(|it| !it.text.contains("14 days")), "{sentences:?}");
    }
    let guidance = Guidance {
        length: Length::Short,
        decline: "Ask {name}'s team.".into(),
        ..Guidance::default()
    };
    let scene = Scene { guidance, ..Scene::default() };
    let short = quoted(&scene.plan(&question));
    assert!(short.len() <= free.len() && free.contains(short.lines().next().unwrap()));
    let unknown = scene.plan(&["Which planet has the most moons?"]).outcome;
    assert_eq!(unknown, Outcome::Decline { text: "Ask Wren's team.".into() });
}

#[test]
fn a_follow_up_that_a_model_rewrote_is_searched_as_it_understood_it() {
    let earlier = vec![(true, "How long can I return a book?"), (false, "Within 30 days.")];
    let rewritten = Some("How long can I return a book?");
    let plan = Scene { earlier, rewritten, ..Scene::default() }.plan(&["and how long is that?"]);
    assert_eq!(plan.query.as_deref(), rewritten);
}
