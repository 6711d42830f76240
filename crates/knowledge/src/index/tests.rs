//! Searching a small shop.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::id::SourceId;

use super::{Index, PassageKey};
use crate::confidence::{Level, Standing};
use crate::passage::{self, Passage};
use crate::prepared::Prepared;
use crate::vectors::Meant;

const TEXTS: [(&str, &str); 30] = [
    ("Returns", "You may send back any unworn piece within fourteen days."),
    ("Refunds", "Refunds reach the original card within ten working days of our check."),
    ("Shipping", "Parcels inside the country arrive in two to four working days."),
    ("Abroad", "We post to all of Europe. Duties outside the union are paid by the buyer."),
    ("Condition grades", "Grade A is like new. Grade B shows light wear. Grade C has flaws."),
    ("Sizing", "Old labels run small, so compare the measured chest width with your own."),
    ("Wool care", "Hand-wash knitwear in cold water and dry it flat on a towel."),
    ("Leather care", "Rub leather with a little balm twice a year and keep it from heaters."),
    ("Repairs", "Our tailor mends seams, linings and zips of anything bought here."),
    ("Alterations", "Trousers can be shortened for a fee of 18 euros."),
    ("Auctions", "Every single piece is sold to the highest bid when the clock runs out."),
    ("Bidding", "A bid binds you. It can be withdrawn only if the description was wrong."),
    ("Reserve price", "A lot below its hidden minimum is not sold."),
    ("Flash sales", "Sales on Friday last one hour and are limited to two pieces a person."),
    ("Payment", "We accept cards, bank transfer and cash in the shop."),
    ("Instalments", "Orders above 200 euros can be paid in three monthly parts."),
    ("Gift cards", "Vouchers are valid for three years and cannot be turned into cash."),
    ("Opening hours", "The shop is open from Tuesday to Saturday, 11 to 19."),
    ("Address", "You find us at 12 Mill Lane, behind the old market hall."),
    ("Collection", "Orders may be picked up at the counter one hour after payment."),
    ("Selling to us", "Bring clothes made before 1990 on Wednesdays and we make an offer."),
    ("Consignment", "We sell your piece for you and keep a third of the price."),
    ("Authenticity", "Each designer label is checked by two people and has a certificate."),
    ("Newsletter", "The letter about new arrivals comes every second Sunday."),
    ("Privacy", "We keep your address for as long as the tax law demands."),
    ("Account", "A forgotten password is reset from the sign-in page by e-mail."),
    ("Jewellery", "Silver marks are listed with each ring, and stones are tested."),
    ("Shoes", "Soles are renewed before sale unless the text says otherwise."),
    ("Damaged parcel", "Send us a photo within two days if the box was crushed."),
    ("Jobs", "We look for a weekend assistant with an eye for denim."),
];

fn prepared() -> Vec<(PassageKey, Arc<Prepared>)> {
    let mut rows = Vec::new();
    for (number, (title, text)) in (0_u128..).zip(TEXTS) {
        let source = SourceId::from(uuid::Uuid::from_u128(number));
        for passage in passage::passages(&documents::plain(text, title)) {
            let key = PassageKey { source, revision: 1, position: passage.position };
            rows.push((key, Arc::new(Prepared::new(passage))));
        }
    }
    rows
}

#[test]
fn the_right_text_is_found_by_word_and_by_meaning() {
    let index = Index::build(7, prepared());
    let cases = [
        ("what does grade B mean", "Condition grades"),
        ("can I withdraw a bid", "Bidding"),
        ("how do I clean my jumper", "Wool care"),
        ("when will I be refunded", "Refunds"),
        ("when are you open", "Opening hours"),
        ("when does my parcel arrive", "Shipping"),
        ("I forgot my password", "Account"),
    ];
    for (query, title) in cases {
        let search = index.search(query, 3);
        assert_eq!(search.found[0].passage().title, title, "{query}");
        assert_eq!((search.found.len(), search.generation), (3, 7));
        assert!(search.found.windows(2).all(|pair| pair[0].score >= pair[1].score));
    }
}

#[test]
fn the_threshold_parts_the_known_from_the_unknown() {
    let index = Index::build(1, prepared());
    let thresholds = index.calibrate().thresholds(Level::default());
    assert!(thresholds.closest < thresholds.answer, "{thresholds:?}");
    let standing = |query| index.confidence(&index.search(query, 3), thresholds).standing;
    assert_eq!(standing("How do I wash knitwear?"), Standing::Answers);
    assert_eq!(standing("What are your opening hours?"), Standing::Answers);
    assert_eq!(standing("How do I bleed a radiator?"), Standing::Unanswered);
    assert_eq!(standing("Which planet has the most moons?"), Standing::Unanswered);
}

#[test]
fn the_same_passages_give_the_same_index() {
    let (one, other) = (Index::build(1, prepared()), Index::build(1, prepared()));
    let (a, b) = (one.search("grade of a coat", 30), other.search("grade of a coat", 30));
    let scores = |search: &super::Search<'_>| {
        search.found.iter().map(|found| (found.key, found.score)).collect::<Vec<_>>()
    };
    assert_eq!(scores(&a), scores(&b));
    assert_eq!(one.calibrate(), other.calibrate());
}

#[test]
fn a_hidden_source_is_as_if_it_were_not_there() {
    let rows = prepared();
    let hidden = BTreeSet::from([rows[11].0.source]);
    let without: Vec<_> =
        rows.iter().filter(|(key, _)| !hidden.contains(&key.source)).cloned().collect();
    let (all, rest) = (Index::build(1, rows), Index::build(1, without));
    let query = "can I withdraw a bid";
    assert_eq!(all.search(query, 3).found[0].passage().title, "Bidding");
    let (seen, wanted) =
        (all.search_without(&hidden, query, 3, &Meant::default()), rest.search(query, 3));
    let titles = |search: &super::Search<'_>| {
        search.found.iter().map(|found| found.passage().title.clone()).collect::<Vec<_>>()
    };
    assert_eq!(titles(&seen), titles(&wanted));
    assert_eq!(seen.found[0].score.to_bits(), wanted.found[0].score.to_bits());
}

#[test]
fn an_answer_is_found_by_the_question_it_was_written_for() {
    let mut rows = prepared();
    let pair = |number: u128, questions: &[&str], answer: &str| {
        let source = SourceId::from(uuid::Uuid::from_u128(1_000 + number));
        let questions = questions.iter().map(ToString::to_string).collect();
        let passage = Passage::answering(questions, answer.to_owned());
        let key = PassageKey { source, revision: 1, position: 0 };
        (key, Arc::new(Prepared::new(passage)))
    };
    // The answer shares no word with the question, and other passages share some.
    rows.push(pair(1, &["Is there parking?", "Where do I leave my car?"], "Behind number 14."));
    rows.push(pair(2, &["Do you sell by weight?"], "No, every item has its own label."));
    let index = Index::build(1, rows);
    let thresholds = index.calibrate().thresholds(Level::default());
    for (question, exact) in [
        ("is there parking", true),
        ("Where do I leave my car?", true),
        ("where can I leave the car", false),
        ("Where can I put my car while I shop?", false),
    ] {
        let search = index.search(question, 3);
        assert_eq!(search.found[0].passage().text, "Behind number 14.", "{question}");
        assert_eq!(search.exact, exact, "{question}");
        let confidence = index.confidence(&search, thresholds);
        assert_eq!(
            confidence.standing == Standing::Answers,
            confidence.shown >= thresholds.sure,
            "{question}"
        );
        assert_ne!(confidence.standing, Standing::Unanswered, "{question}");
        assert!(!exact || confidence.standing == Standing::Answers, "{question}");
    }
    let hidden = BTreeSet::from([SourceId::from(uuid::Uuid::from_u128(1_001))]);
    let search = index.search_without(&hidden, "Is there parking?", 3, &Meant::default());
    assert!(!search.exact && search.found[0].passage().text != "Behind number 14.");
    // Another question word is another question, whatever else is the same.
    for other in ["When is there parking?", "Is there no parking?", "parking"] {
        assert!(!index.search(other, 3).exact, "{other}");
    }
}

#[test]
fn an_empty_index_and_an_empty_query_find_nothing_sure() {
    let empty = Index::build(1, []);
    assert!(empty.is_empty() && empty.search("coat", 5).found.is_empty());
    let thresholds = empty.calibrate().thresholds(Level::default());
    let confidence = empty.confidence(&empty.search("coat", 5), thresholds);
    assert_eq!(confidence.standing, Standing::Unanswered);
    let full = Index::build(1, prepared());
    let thresholds = full.calibrate().thresholds(Level::default());
    let confidence = full.confidence(&full.search("", 5), thresholds);
    assert_eq!(confidence.standing, Standing::Unanswered);
}

#[test]
fn a_price_list_beside_texts_takes_their_language_from_nobody() {
    let mut all = prepared();
    for (number, size) in (1_000_u128..).zip(["S", "M", "L", "XL", "XXL"].iter().cycle().take(60)) {
        let title = format!("Harbour shirt {size} number {number}");
        let text = format!("Name: {title}; Price: 24.00 EUR; Stock: 12");
        let key =
            PassageKey { source: uuid::Uuid::from_u128(number).into(), revision: 1, position: 0 };
        let passage = Passage {
            title,
            text,
            ..passage::passages(&documents::plain("A b c.", "x"))[0].clone()
        };
        all.push((key, Arc::new(Prepared::new(passage))));
    }
    let index = Index::build(1, all);
    let thresholds = index.calibrate().thresholds(Level::default());
    for (question, title) in [
        ("How much is the Harbour shirt?", "Harbour shirt"),
        ("when will I be refunded", "Refunds"),
    ] {
        let search = index.search(question, 8);
        assert!(search.found[0].passage().title.starts_with(title), "{question}");
        let standing = index.confidence(&search, thresholds).standing;
        assert_ne!(standing, Standing::Unanswered, "{question}");
    }
}

#[test]
fn in_another_language_words_alone_decide() {
    let texts = ["Rückgabe ist innerhalb von vierzehn Tagen möglich.", "Der Versand ist frei."];
    let rows = texts.iter().zip(0_u32..).map(|(text, position)| {
        let passage = passage::passages(&documents::plain(text, "Hilfe")).remove(0);
        let source = SourceId::from(uuid::Uuid::from_u128(1));
        (PassageKey { source, revision: 1, position }, Arc::new(Prepared::new(passage)))
    });
    let index = Index::build(1, rows);
    assert_eq!(index.search("Rückgabe", 5).found.len(), 1);
    assert!(index.search("shipping", 5).found.is_empty());
    let thresholds = index.calibrate().thresholds(Level::default());
    let sure = |query| index.confidence(&index.search(query, 5), thresholds).standing;
    assert_eq!(sure("Ist Rückgabe möglich?"), Standing::Answers);
    assert_eq!(sure("Verkauft der Laden Fahrräder und Helme?"), Standing::Unanswered);
}

#[test]
fn one_index_serves_many_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Index>();
}
