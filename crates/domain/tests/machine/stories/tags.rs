//! Tags: who set them is known, and what a teammate took off stays off.

use domain::conversation::{Command, Event};
use domain::rule::Marks;
use domain::tag::Tagging;
use insta::assert_snapshot;

use crate::options;
use crate::people::{ada, vip};
use crate::story::{Story, marks};

fn tags(by: Option<domain::id::TeammateId>) -> Command {
    Command::Tag { by, tag: "order".into() }
}

/// What the rules and the tagger make of a message.
fn observes(it: &mut Story) {
    let marks = Marks {
        tags: vec![("order".into(), Tagging::Tagger), ("vip".into(), Tagging::Rule(vip()))],
        ..Marks::default()
    };
    let [Command::Observe { key, signals, .. }, ..] = options::under(it.key(), 0) else {
        panic!("the first is what a turn observes")
    };
    it.does("assistant observes", &Command::Observe { key, signals, marks });
}

#[test]
fn what_was_taken_off_by_hand_is_put_on_by_hand_alone() {
    let mut it = Story::new();
    it.says();
    observes(&mut it);
    it.answers();
    let off = Command::Untag { by: ada(), tag: "order".into() };
    it.does("Ada takes it off", &off).does("Ada takes it off", &off);
    it.says();
    observes(&mut it);
    it.does("tagger, later on", &tags(None));
    it.understands(vec![]).comes_to(vec![marks()[0].clone()]);
    it.does("Ada puts it on", &tags(Some(ada()))).does("Ada puts it on", &tags(Some(ada())));
    it.resolves(ada());
    it.does("Ada takes it off", &off).does("tagger, later on", &tags(None));
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    assistant observes > observed 1, tag order by the tagger, tag vip > assistant at 1 owes 1
    assistant writes sentence 0 > sentence 1.0 > assistant at 1 owes 1
    assistant ends > end of 1 (Answered) > assistant
    Ada takes it off > tag order taken off by Ada > assistant
    Ada takes it off > nothing new > assistant
    visitor says > said, turn 2 > assistant at 2 owes 9
    assistant observes > observed 2 > assistant at 2 owes 9
    tagger, later on > nothing new > assistant at 2 owes 9
    assistant understands > end of 2 (acts), action 1 > assistant; 1 works
    it ends > 1 ended (Done, said) > assistant
    Ada puts it on > tag order by Ada > assistant
    Ada puts it on > nothing new > assistant
    Ada resolves > resolved > resolved by Ada
    Ada takes it off > tag order taken off by Ada > resolved by Ada
    tagger, later on > nothing new > resolved by Ada
    ");
    let tags: Vec<&String> = it.conversation.tags.iter().collect();
    assert_eq!(tags, ["vip"]);
}

#[test]
fn an_older_log_is_read_and_a_new_one_says_who() {
    let old = r#"{"event":"tagged","tag":"order"}"#;
    let read: Event = serde_json::from_str(old).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), old);
    let by_hand = Event::Tagged {
        tag: "order".into(),
        action: None,
        rule: None,
        by: Some(ada()),
        tagger: false,
    };
    let json = serde_json::to_string(&by_hand).unwrap();
    assert!(json.contains("\"by\":") && !json.contains("tagger"), "{json}");
}
