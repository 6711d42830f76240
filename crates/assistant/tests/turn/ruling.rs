//! The owner's rules, in turns.

use assistant::ruling::Ruling;
use assistant::turn::Outcome;
use domain::condition::{Condition, Known, Operator, Value};
use domain::conversation::{Reason, Topic};
use domain::rule::back_test::Fixed;
use domain::rule::{Consequence, Priority, Rule};

use super::Scene;

/// A rule that holds by one fact.
fn rule(number: u128, name: &str, is: Operator, value: Value, then: Consequence) -> Rule {
    Rule {
        id: uuid::Uuid::from_u128(number).into(),
        name: name.to_owned(),
        on: true,
        watched: false,
        when: Condition::Fact { name: name.to_owned(), is, value },
        then: Some(then),
        tags: vec![name.replace('_', "-")],
        priority: Priority::High,
        team: None,
        message: String::new(),
        action: None,
    }
}

fn ruling(rules: Vec<Rule>) -> Ruling {
    Ruling { rules, ..Ruling::default() }
}

#[test]
fn a_rule_hands_off_what_the_sources_answer_and_marks_it() {
    let vip = rule(1, "signed.vip", Operator::Equals, Value::Flag(true), Consequence::HandOff);
    let mut scene = Scene { ruling: ruling(vec![vip]), ..Scene::default() };
    let question = ["How long can I return an unworn piece?"];
    assert!(matches!(scene.plan(&question).outcome, Outcome::Answer { .. }), "nobody is a VIP");
    let known = Known::Is(Value::Flag(true));
    scene.ruling.standing.insert("signed.vip".to_owned(), known);
    let plan = scene.plan(&question);
    assert!(matches!(plan.outcome, Outcome::HandOff { reason: Reason::Rule }));
    assert_eq!(plan.query, None, "what is decided is not searched");
    assert_eq!(plan.marks.priority, Priority::High);
    assert_eq!(plan.signals.ruled.by, Some(scene.ruling.rules[0].id));
    // Who was handed back is not handed off for what stood then.
    scene.ruling.before.insert(scene.ruling.rules[0].id);
    assert!(matches!(scene.plan(&question).outcome, Outcome::Answer { .. }));
}

#[test]
fn rules_count_declines_and_hold_the_first_that_decides() {
    let twice = rule(1, "declined_turns", Operator::More, Value::Number(1.0), Consequence::HandOff);
    let words =
        rule(2, "text", Operator::Contains, Value::Text("lawyer".into()), Consequence::HandOff);
    let mut scene = Scene { ruling: ruling(vec![twice, words]), ..Scene::default() };
    let unknown = ["Which planet has the most moons and why is that so?"];
    let plan = scene.plan(&unknown);
    assert!(matches!(plan.outcome, Outcome::Decline { .. }), "{:?}", plan.outcome);
    scene.ruling.history = scene.ruling.history.and(&plan.signals);
    assert_eq!((scene.ruling.history.exchanges, scene.ruling.history.declined), (1, 1));
    let plan = scene.plan(&unknown);
    assert_eq!(plan.rule.map(|rule| rule.name).as_deref(), Some("declined_turns"));
    // The lawyer is known before the search, but the rule above may still decide.
    let plan = scene.plan(&["My lawyer asks how long I can return a basket"]);
    assert_eq!(plan.rule.map(|rule| rule.name).as_deref(), Some("text"));
    // The floor stands above both, and marks count all the same.
    let plan = scene.plan(&["My lawyer says: let me talk to a person"]);
    assert!(matches!(plan.outcome, Outcome::HandOff { reason: Reason::Asked { .. } }));
    assert_eq!((plan.rule, plan.marks.tags.len()), (None, 1));
}

#[test]
fn a_rule_may_forbid_an_answer_offer_a_person_or_let_it_be_answered() {
    let unworn = |then| rule(1, "text", Operator::Contains, Value::Text("unworn".into()), then);
    let question = ["How long can I return an unworn piece?"];
    let with = |rules| Scene { ruling: ruling(rules), ..Scene::default() }.plan(&question);
    let mut silent = unworn(Consequence::Forbid);
    silent.message = "{name} leaves returns to people.".to_owned();
    let plan = with(vec![silent]);
    let Outcome::Decline { text } = &plan.outcome else { panic!("{:?}", plan.outcome) };
    assert_eq!(
        (text.as_str(), plan.offer),
        ("Wren leaves returns to people.", Some(Topic::Person))
    );
    assert_eq!(with(vec![unworn(Consequence::Offer)]).offer, Some(Topic::Person));
    let below = rule(2, "exchanges", Operator::More, Value::Number(0.0), Consequence::HandOff);
    let plan = with(vec![unworn(Consequence::Answer), below]);
    assert!(matches!(plan.outcome, Outcome::Answer { .. }), "the first decides");
    assert_eq!(plan.marks.tags.len(), 2, "and the others mark");
    let always = rule(3, "exchanges", Operator::More, Value::Number(0.0), Consequence::HandOff);
    let thanks = Scene { ruling: ruling(vec![always]), ..Scene::default() };
    assert!(matches!(thanks.plan(&["thank you so much"]).outcome, Outcome::SmallTalk { .. }));
}

#[test]
fn what_was_seen_to_is_no_new_reason_and_a_new_message_is() {
    let words =
        rule(1, "text", Operator::Contains, Value::Text("lawyer".into()), Consequence::HandOff);
    let mut unanswered =
        rule(2, "verdict", Operator::Equals, Value::Text("answered".into()), Consequence::HandOff);
    unanswered.when = Condition::Not(Box::new(unanswered.when));
    let ids = [words.id, unanswered.id];
    let mut scene = Scene { ruling: ruling(vec![words, unanswered]), ..Scene::default() };
    let is_passed = |scene: &Scene, text: &str| {
        matches!(scene.plan(&[text]).outcome, Outcome::HandOff { reason: Reason::Rule })
    };
    let (legal, moons) = ("My lawyer asks for the moon", "How many moons does Jupiter have?");
    assert!(is_passed(&scene, legal) && is_passed(&scene, moons));
    scene.ruling.before.extend(ids);
    // The message that it was handed off for was served, and another one was not.
    scene.requests_served = true;
    assert!(!is_passed(&scene, legal) && !is_passed(&scene, moons));
    scene.requests_served = false;
    assert!(is_passed(&scene, legal) && is_passed(&scene, moons), "a negation does not stand");
    // Who waits already is helped meanwhile, and marked all the same.
    scene.ruling.waits = true;
    assert!(!is_passed(&scene, legal));
    assert_eq!(scene.plan(&[legal]).marks.tags.len(), 2);
}

#[test]
fn what_the_rules_were_asked_with_is_kept() {
    let scene = Scene::default();
    let met = scene.plan(&["How long can I return an unworn piece?"]).met.unwrap();
    assert_eq!(met.facts["verdict"], Value::Text("answered".into()));
    assert_eq!((met.facts["exchanges"].clone(), met.fixed), (Value::Number(1.0), None));
    let asked = scene.plan(&["I want to talk to a person"]).met.unwrap();
    assert_eq!(asked.fixed, Some(Fixed::HandedOff));
    assert_eq!(scene.plan(&["Thank you!"]).met.unwrap().fixed, Some(Fixed::Settled));
}
