//! Going live in steps: where the assistant is not live people answer, with its drafts at hand.

use domain::conversation::{Command, Draft, DraftUse, Policy};
use domain::limits::RETURN_MS_MAX;
use domain::rollout::Mute;
use insta::assert_snapshot;

use crate::people::{ada, ben, orders};
use crate::story::Story;

fn at(mute: Mute, drafts: bool) -> Story {
    let mut it = Story::new();
    it.policy = Policy { mute: Some(mute), drafts, ..Policy::default() };
    it
}

impl Story {
    fn drafts(&mut self, draft: u32) -> &mut Self {
        let through = self.conversation.last_said;
        let content = Draft { through, citations: vec![], verdict: None, confidence: None };
        self.does("assistant drafts", &Command::Draft { draft, content: Box::new(content) })
    }

    fn sends(&mut self, draft: u32, edited: bool) -> &mut Self {
        let (epoch, seen) = (self.epoch(), self.conversation.seq);
        let draft = Some(DraftUse { draft, edited });
        self.does("Ada sends", &Command::Reply { by: ada(), epoch, seen, draft })
    }
}

#[test]
fn where_it_is_off_people_answer_and_nothing_brings_it_in_but_a_hand_back() {
    let mut it = at(Mute::Off, false);
    it.says().does("visitor cancels", &Command::CancelWait).takes_over(ada());
    it.later(1).does(
        "Ada goes",
        &Command::ReleaseFrom { teammate: ada(), cause: domain::conversation::ReleaseCause::Away },
    );
    it.says().hands_back(ben()).answers();
    assert_snapshot!(it.log(), @r"
    visitor says > said, muted (Off), handed off (NotLive) > queue owes 1
    visitor cancels > REFUSED PeopleOnly > queue owes 1
    Ada takes over > taken over by Ada > Ada owes 1
    Ada goes > released from Ada (Away) > queue owes 1
    visitor says > said > queue owes 1
    Ben hands back > handed back, turn 1 > assistant at 1 owes 1
    assistant writes sentence 0 > sentence 1.0 > assistant at 1 owes 1
    assistant ends > end of 1 (Answered) > assistant
    ");
}

#[test]
fn given_to_a_team_it_does_not_begin_to_speak() {
    let mut it = at(Mute::Off, false);
    it.says().takes_over(ada());
    it.policy.helps_while_waiting = true;
    let route = Command::Route { by: ada(), team: Some(orders()), epoch: it.epoch() };
    it.does("Ada gives to Orders", &route);
    assert_snapshot!(it.log(), @r"
    visitor says > said, muted (Off), handed off (NotLive) > queue owes 1
    Ada takes over > taken over by Ada > Ada owes 1
    Ada gives to Orders > given to Orders > Orders owes 1
    ");
}

#[test]
fn a_draft_is_sent_by_a_person_and_the_log_says_so() {
    let mut it = at(Mute::Drafts, true);
    it.says().drafts(1).sends(1, true).says().drafts(2).sends(2, false);
    assert_snapshot!(it.log(), @r"
    visitor says > said, muted (Drafts), handed off (NotLive), draft 1 begun > queue owes 1
    assistant drafts > draft 1 > queue owes 1
    Ada sends > taken over by Ada, reply of Ada from draft 1, edited > Ada
    visitor says > said, draft 2 begun > Ada owes 8
    assistant drafts > draft 2 > Ada owes 8
    Ada sends > reply of Ada from draft 2 > Ada
    ");
}

#[test]
fn a_newer_message_makes_a_newer_draft_and_the_older_one_comes_too_late() {
    let mut it = at(Mute::Hours, true);
    it.says().says().drafts(1).drafts(2).drafts(2);
    it.does("Ada dismisses", &Command::DismissDraft { by: ada(), draft: 2 });
    it.does("Ada dismisses", &Command::DismissDraft { by: ada(), draft: 2 });
    it.takes_over(ada()).says().thanks();
    assert_snapshot!(it.log(), @r"
    visitor says > said, muted (Hours), handed off (NotLive), draft 1 begun > queue owes 1
    visitor says > said, draft 2 begun > queue owes 1
    assistant drafts > REFUSED StaleDraft > queue owes 1
    assistant drafts > draft 2 > queue owes 1
    assistant drafts > nothing new > queue owes 1
    Ada dismisses > draft 2 dismissed by Ada > queue owes 1
    Ada dismisses > nothing new > queue owes 1
    Ada takes over > taken over by Ada > Ada owes 1
    visitor says > said, draft 3 begun > Ada owes 1
    visitor thanks > said > Ada owes 1
    ");
}

#[test]
fn it_is_decided_when_a_conversation_begins_and_again_when_it_begins_anew() {
    let mut it = at(Mute::Hours, false);
    it.says();
    it.policy.mute = None;
    it.says().takes_over(ada()).replies(ada()).resolves(ada());
    it.later(RETURN_MS_MAX + 1).says().answers();
    it.policy.mute = Some(Mute::Off);
    it.says().answers();
    assert_snapshot!(it.log(), @r"
    visitor says > said, muted (Hours), handed off (NotLive) > queue owes 1
    visitor says > said > queue owes 1
    Ada takes over > taken over by Ada > Ada owes 1
    Ada replies > reply of Ada > Ada
    Ada resolves > resolved > resolved by Ada
    visitor says > said, unmuted, turn 1 > assistant at 1 owes 8
    assistant writes sentence 0 > sentence 1.0 > assistant at 1 owes 8
    assistant ends > end of 1 (Answered) > assistant
    visitor says > said, turn 2 > assistant at 2 owes 13
    assistant writes sentence 0 > sentence 2.0 > assistant at 2 owes 13
    assistant ends > end of 2 (Answered) > assistant
    ");
}

#[test]
fn the_button_begins_a_conversation_too() {
    let mut it = at(Mute::Page, true);
    it.policy.helps_while_waiting = true;
    it.presses().says();
    assert_snapshot!(it.log(), @r"
    visitor presses the button > muted (Page), handed off (Button) > queue
    visitor says > said, draft 1 begun > queue owes 3
    ");
}

#[test]
fn a_teammate_who_let_it_speak_is_heeded_until_the_end() {
    let mut it = at(Mute::Share, false);
    it.says().hands_back(ada()).answers().resolves(ada());
    it.moment.resolver_is_here = false;
    it.says();
    assert_snapshot!(it.log(), @r"
    visitor says > said, muted (Share), handed off (NotLive) > queue owes 1
    Ada hands back > handed back, turn 1 > assistant at 1 owes 1
    assistant writes sentence 0 > sentence 1.0 > assistant at 1 owes 1
    assistant ends > end of 1 (Answered) > assistant
    Ada resolves > resolved > resolved by Ada
    visitor says > said, muted (Share), handed off (CameBack) > queue owes 9
    ");
}

#[test]
fn drafts_for_teammates_come_where_a_person_has_it() {
    let mut it = Story::new();
    it.policy.drafts = true;
    it.says().answers().presses().says().takes_over(ada()).says().hands_back(ada());
    assert_snapshot!(it.log(), @r"
    visitor says > said, turn 1 > assistant at 1 owes 1
    assistant writes sentence 0 > sentence 1.0 > assistant at 1 owes 1
    assistant ends > end of 1 (Answered) > assistant
    visitor presses the button > handed off (Button) > queue
    visitor says > said, draft 1 begun > queue owes 6
    Ada takes over > taken over by Ada > Ada owes 6
    visitor says > said, draft 2 begun > Ada owes 6
    Ada hands back > handed back, turn 2 > assistant at 2 owes 6
    ");
}
