//! PDF pages as people read them.

use std::fmt::Write as _;

use crate::make::{line, pdf};
use crate::shown::reading;

#[test]
fn headings_paragraphs_and_items_are_told_apart() {
    let page = [
        line(50, 740, 24, "Returns policy"),
        line(50, 700, 12, "Unused items may be returned within thirty days of the pur-"),
        line(50, 685, 12, "chase, in the box that it came in."),
        line(50, 640, 16, "What you need"),
        line(50, 620, 12, "1. The receipt"),
        line(50, 605, 12, "2. The box"),
        line(50, 590, 12, "\\225 or a bag"),
    ];
    insta::assert_snapshot!(reading("a.pdf", &pdf(&[page.concat()])), @r#"
    = Returns policy
    [1] Unused items may be returned within thirty days of the purchase, in the box that it came in.
    # What you need
    [1] 1. The receipt
    [1] 2. The box
    [1] - or a bag
    "#);
}

#[test]
fn columns_are_read_one_after_the_other() {
    let mut page = line(150, 760, 20, "A title over both of the columns");
    for row in 0..8_u32 {
        let bottom = 700 - row * 15;
        page += &line(50, bottom, 10, &format!("left column line number {row} has words"));
        page += &line(320, bottom, 10, &format!("right column line number {row} has words"));
    }
    let shown = reading("a.pdf", &pdf(&[page]));
    let place = |words: &str| shown.find(words).unwrap_or_else(|| panic!("{words}: {shown}"));
    assert!(place("title over") < place("left column line number 0"));
    assert!(place("left column line number 7") < place("right column line number 0"));
}

#[test]
fn rows_of_a_table_keep_their_names() {
    let mut page = line(50, 760, 12, "Our sizes are these, and each of them has its own price:");
    for (at, cells) in [["Size", "Chest", "Price"], ["S", "90 cm", "4.00"], ["M", "96 cm", "5.00"]]
        .iter()
        .enumerate()
    {
        let bottom = 730 - u32::try_from(at).expect("few") * 20;
        for (left, cell) in [50, 200, 400].iter().zip(cells) {
            page += &line(*left, bottom, 12, cell);
        }
    }
    insta::assert_snapshot!(reading("a.pdf", &pdf(&[page])), @r#"
    = A
    [1] Our sizes are these, and each of them has its own price:
    [1] | Size: S; Chest: 90 cm; Price: 4.00
    [1] | Size: M; Chest: 96 cm; Price: 5.00
    "#);
}

#[test]
fn what_runs_on_every_page_is_said_once() {
    let page = |number: u32| {
        let mut page = line(50, 780, 9, "Rye and Daughters, bakers since 1902");
        for row in 0..8 {
            let text =
                format!("Sentence {row} of chapter {} is about bread and its crust.", number * 3);
            page += &line(50, 700 - row * 15, 12, &text);
        }
        page + &line(280, 20, 9, &format!("Page {number} of 4"))
    };
    let pages: Vec<String> = (1..=4).map(page).collect();
    let shown = reading("a.pdf", &pdf(&pages));
    assert_eq!(shown.matches("Rye and Daughters").count(), 1, "{shown}");
    assert!(!shown.contains("Page "), "{shown}");
    assert!(shown.contains("[4] Sentence 0 of chapter 12"), "{shown}");
}

#[test]
fn pages_that_hold_only_pictures_are_counted() {
    let picture = "q 600 0 0 800 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \u{1} EI Q".to_owned();
    let text = line(50, 700, 12, "There is text on this page.");
    let file = pdf(&[picture.clone(), text, picture.clone()]);
    let read = documents::read("a.pdf", &file, &documents::Limits::default());
    let document = read.expect("a page of text");
    assert_eq!((document.pages, document.pictures_only), (3, 2));
    assert_eq!(document.sections[0].blocks[0].page, Some(2));
    let scan = reading("a.pdf", &pdf(&[picture.clone(), picture]));
    assert!(scan.starts_with("Its pages hold only pictures (2 of 2)"), "{scan}");
}

#[test]
fn the_pictures_of_a_page_are_put_together() {
    // A page of 8 by 11 inches: grey above, and below it a black mask over the left half of it.
    let strips = "q 600 0 0 400 0 400 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \u{40} EI Q \
        0 g q 300 0 0 400 0 0 cm BI /W 1 /H 1 /BPC 1 /IM true /D [0 1] ID \u{1} EI Q"
        .to_owned();
    let text = line(50, 700, 12, "There is text on this page.");
    let file = pdf(&[text, strips]);
    let limits = documents::Limits::default();
    let shown = |from| documents::picture("a.pdf", &file, from, &limits).expect("a PDF");
    let picture = shown(1).expect("a page of pictures");
    assert_eq!((picture.page, picture.width, picture.height), (2, 2_500, 3_333));
    let at = |column: usize, row: usize| picture.grey[row * picture.width + column];
    assert_eq!([at(1_200, 800), at(600, 2_500), at(2_000, 2_500)], [0x40, 0, 255]);
    assert_eq!(shown(3), None);
    assert_eq!(documents::picture("a.txt", b"words", 1, &limits), Ok(None));
}

#[test]
fn a_page_of_a_million_letters_is_refused_in_time() {
    let mut page = String::new();
    for row in 0..2_000_u32 {
        writeln!(page, "BT /F 1 Tf 5 {} Td ({}) Tj ET", row % 790, "a".repeat(500)).expect("text");
    }
    let limits = documents::Limits { chars_max: 100_000, ..documents::Limits::default() };
    let reason = documents::read("a.pdf", &pdf(&[page]), &limits).expect_err("it is too long");
    assert!(matches!(reason, documents::Unreadable::TooLarge { .. }), "{reason}");
}
