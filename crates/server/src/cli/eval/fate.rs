//! What became of questions that were put to a company's knowledge.

use std::collections::BTreeSet;

use assistant::copy::Copy;
use assistant::extractive;
use assistant::guidance::{Guidance, Length};
use assistant::ruling::Ruling;
use assistant::turn::{Outcome, Plan, Said, TurnInput, plan, question};
use domain::signal::Verdict;
use knowledge::confidence::Confidence;
use knowledge::index::TOP_PASSAGES;
use knowledge::vectors::Meant;
use serde::Serialize;

use super::figures::auroc;
use super::rows::Turn;
use super::shelf::Shelf;
use super::sureness::{Judged, Sureness};

/// A question, and what is known of it.
pub(super) struct Asked<'row> {
    pub(super) text: &'row str,
    pub(super) history: &'row [Turn],
    /// The documents answer it.
    pub(super) can: bool,
    /// The documents that do.
    pub(super) gold: Vec<&'row str>,
    /// The strings of which one has to stand in a right answer, as [`solid`] makes them.
    pub(super) references: Vec<String>,
}

/// What a chat would say to it.
pub(super) struct Reply {
    plan: Plan,
    /// None where no search ran.
    confidence: Option<Confidence>,
    /// The documents that are quoted or, where nothing is, that would have been.
    quoted: Vec<String>,
}

/// A count for each of the two classes.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct Both {
    pub(super) answerable: usize,
    pub(super) unanswerable: usize,
}

/// What became of the questions of one source.
#[derive(Debug, Default, Serialize)]
pub(super) struct Fate {
    pub(super) answerable: usize,
    pub(super) answered: usize,
    pub(super) answered_right: usize,
    pub(super) cited_right: usize,
    pub(super) unanswerable: usize,
    pub(super) wrongly_answered: usize,
    pub(super) auroc: Option<f64>,
    /// Shown as the closest passages, with the offer of a person.
    pub(super) closest: Both,
    /// Passed on or met with small talk: no search ran.
    pub(super) not_searched: Both,
    /// Questions with a string to look for in the answer.
    pub(super) with_reference: usize,
    /// Rows of other kinds.
    pub(super) left_out: usize,
    pub(super) documents_unread: usize,
    /// What the number shown is worth.
    pub(super) sureness: Option<Sureness>,
    #[serde(skip)]
    pub(super) judged: Vec<Judged>,
    #[serde(skip)]
    pub(super) failed: Vec<String>,
}

/// The turn that a chat with this history would take.
pub(super) fn ask(shelf: &Shelf, asked: &Asked<'_>) -> Reply {
    let said = |turn: &Turn| Said { by: turn.by(), text: turn.text.clone() };
    let earlier: Vec<Said> = asked.history.iter().map(said).collect();
    let open = [asked.text.to_owned()];
    let input = TurnInput {
        earlier: &earlier,
        open: &open,
        only_pictures: false,
        offer_open: false,
        requests_served: false,
        awaiting_field: false,
        hidden: &BTreeSet::new(),
        name: "Assistant",
        copy: &Copy::default(),
        guidance: &Guidance::default(),
        hosts: &BTreeSet::new(),
        rewritten: None,
        meant: &Meant::default(),
        ruling: &Ruling::default(),
    };
    let (index, thresholds) = (&shelf.loaded.index, shelf.loaded.thresholds);
    let plan = plan(&input, index, thresholds);
    let Some(query) = &plan.query else {
        return Reply { plan, confidence: None, quoted: Vec::new() };
    };
    let search = index.search(query, TOP_PASSAGES);
    let quoted = extractive::answer(&question(&input), &search, Length::default());
    let document = |source| shelf.document(source).to_owned();
    let quoted = quoted.iter().map(|sentence| document(sentence.citation.source)).collect();
    let confidence = Some(index.confidence(&search, thresholds));
    Reply { plan, confidence, quoted }
}

impl Fate {
    /// Counts a question and its reply.
    pub(super) fn add(&mut self, asked: &Asked<'_>, reply: &Reply) {
        let can = asked.can;
        let of_class = |counts: &mut Both| {
            *(if can { &mut counts.answerable } else { &mut counts.unanswerable }) += 1;
        };
        *(if can { &mut self.answerable } else { &mut self.unanswerable }) += 1;
        self.with_reference += usize::from(can && !asked.references.is_empty());
        match &reply.confidence {
            Some(confidence) => self.judged.push(judged(asked, reply, confidence)),
            None => of_class(&mut self.not_searched),
        }
        let mut fail = |what: &str| self.failed.push(format!("{what}: {}", asked.text));
        let Outcome::Answer { sentences, verdict, .. } = &reply.plan.outcome else {
            if can {
                fail("not answered");
            }
            return;
        };
        if *verdict != Verdict::Answered {
            if can {
                fail("only as closest");
            }
            return of_class(&mut self.closest);
        }
        if !can {
            self.wrongly_answered += 1;
            return fail("wrongly answered");
        }
        self.answered += 1;
        let texts: Vec<&str> = sentences.iter().map(|sentence| sentence.text.as_str()).collect();
        let said = solid(&texts.join(" "));
        let held = asked.references.iter().any(|answer| said.contains(answer.as_str()));
        self.answered_right += usize::from(held);
        let first = reply.quoted.first().map_or("", String::as_str);
        let cited = asked.gold.contains(&first);
        self.cited_right += usize::from(cited);
        if !cited {
            fail(&format!("cited {first} first"));
        }
    }

    /// Works out what needs all questions.
    pub(super) fn finish(&mut self) {
        let of = |can: bool| -> Vec<f32> {
            let of_class = self.judged.iter().filter(|one| one.answerable == can);
            of_class.map(|one| one.shown).collect()
        };
        self.auroc = auroc(&of(true), &of(false));
        self.sureness = Sureness::of(&self.judged);
    }
}

/// A reply is right when a document that answers is among those it quotes.
fn judged(asked: &Asked<'_>, reply: &Reply, confidence: &Confidence) -> Judged {
    let quotes_gold = reply.quoted.iter().any(|id| asked.gold.contains(&id.as_str()));
    Judged {
        question: asked.text.to_owned(),
        answerable: asked.can,
        right: asked.can && quotes_gold,
        verdict: reply.plan.signals.verdict,
        shown: confidence.shown,
        p: confidence.p,
        sum: confidence.features.sum(),
        above: confidence.above,
        missing: confidence.features.missing,
        held: confidence.features.held,
    }
}

/// Lower case, every run of space and punctuation as one space.
pub(super) fn solid(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::solid;

    #[test]
    fn space_and_punctuation_do_not_part_an_answer_from_its_reference() {
        assert_eq!(solid("  In 1754–1763,\n the \"War\". "), "in 1754 1763 the war");
        assert_eq!(solid("…"), "");
    }
}
