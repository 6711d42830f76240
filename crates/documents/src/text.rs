//! Bytes of any encoding to text, and plain text to paragraphs.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::document::{Content, Document};
use crate::outline::Outline;
use crate::unreadable::Unreadable;
use crate::words::collapse;

/// Control characters beyond this share of a text mean that it is not one.
const CONTROL_PERCENT_MAX: usize = 5;

/// Where a page names its encoding, it does so in its first bytes.
const SAID_BYTES: usize = 1024;

/// Decodes by the byte order mark, else as UTF-8, else by the likeliest encoding. Bytes that say
/// nothing become the replacement character; NUL and other controls are dropped, because not every
/// database holds them.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, Unreadable> {
    let (content, _, _) = encoding_of(bytes).decode(bytes);
    let all = content.chars().count();
    let controls = content.chars().filter(|c| is_control(*c)).count();
    if controls * 100 > all * CONTROL_PERCENT_MAX && controls > 3 {
        return Err(Unreadable::Binary);
    }
    let kept: String = content.chars().filter(|c| !is_control(*c) && *c != '\u{feff}').collect();
    Ok(kept.replace("\r\n", "\n").replace(['\r', '\u{c}'], "\n"))
}

/// A character that says something to a machine and nothing to a reader.
pub(crate) fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}')
}

fn encoding_of(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0) {
        return UTF_8;
    }
    if let Some(encoding) = said(&bytes[..bytes.len().min(SAID_BYTES)]) {
        return encoding;
    }
    // UTF-16 without a mark: nearly every second byte of Latin text is zero.
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    let pairs = bytes.len() / 2;
    if pairs >= 4 && zeros(1) * 10 > pairs * 7 && zeros(0) * 10 < pairs {
        return UTF_16LE;
    }
    if pairs >= 4 && zeros(0) * 10 > pairs * 7 && zeros(1) * 10 < pairs {
        return UTF_16BE;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

/// The encoding that a page names in its head: `charset=windows-1251`.
fn said(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    if !head.trim_start().starts_with('<') {
        return None;
    }
    let (_, after) = head.split_once("charset=").or_else(|| head.split_once("encoding="))?;
    let label = after.trim_start_matches(['"', '\'']);
    let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_'));
    // What says that it is UTF-8 or UTF-16 and is not, is guessed.
    let said = Encoding::for_label(&label.as_bytes()[..end?])?;
    (said != UTF_8 && said != UTF_16LE && said != UTF_16BE).then_some(said)
}

/// True when a text without a telling name has a heading marked with `#`.
pub(crate) fn looks_like_markdown(content: &str) -> bool {
    content.lines().any(|line| {
        let marks = line.bytes().take_while(|byte| *byte == b'#').count();
        (1..=6).contains(&marks) && line[marks..].starts_with(' ')
    })
}

/// Plain text: paragraphs between blank lines, items where lines begin with a bullet.
pub(crate) fn read(content: &str, fallback_title: &str) -> Document {
    let mut outline = Outline::new(None);
    let mut lines: Vec<String> = Vec::new();
    let close = |lines: &mut Vec<String>, outline: &mut Outline| {
        if !lines.is_empty() {
            outline.paragraph(join(lines));
            lines.clear();
        }
    };
    for line in content.lines() {
        let text = collapse(line);
        if let Some(item) = bullet(&text) {
            close(&mut lines, &mut outline);
            outline.push(Content::Item { depth: 0, number: None, text: item.to_owned() });
        } else if text.is_empty() {
            close(&mut lines, &mut outline);
        } else {
            lines.push(text);
        }
    }
    close(&mut lines, &mut outline);
    outline.finish(fallback_title)
}

fn bullet(line: &str) -> Option<&str> {
    ["- ", "* ", "• ", "– "].iter().find_map(|mark| line.strip_prefix(mark))
}

/// Lines of a paragraph. Lines that fill a column were wrapped and belong to one sentence; short
/// ones ("Monday 9 to 5") were broken on purpose.
fn join(lines: &[String]) -> String {
    const WRAPPED_CHARS_MIN: usize = 55;
    let mut text = String::new();
    let mut wrapped = false;
    for line in lines {
        if !text.is_empty() {
            text.push(if wrapped { ' ' } else { '\n' });
        }
        text.push_str(line);
        wrapped = line.chars().count() >= WRAPPED_CHARS_MIN;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{decode, read};
    use crate::document::Content;

    #[test]
    fn every_common_encoding_is_read() {
        let utf16: Vec<u8> = "Größe: 4,90 €".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked = [b"\xff\xfe".as_slice(), &utf16].concat();
        for bytes in [utf16.as_slice(), &marked, "Größe: 4,90 €".as_bytes()] {
            assert_eq!(decode(bytes).expect("text"), "Größe: 4,90 €");
        }
        let western = b"R\xfcckgabe und Erstattung: Die Geb\xfchr betr\xe4gt 4,90 \x80.";
        assert_eq!(
            decode(western).expect("text"),
            "Rückgabe und Erstattung: Die Gebühr beträgt 4,90 €."
        );
        let (japanese, ..) = encoding_rs::SHIFT_JIS.encode("名前,年齢,住所\n佐藤太郎,30,東京\n");
        assert_eq!(decode(&japanese).expect("text"), "名前,年齢,住所\n佐藤太郎,30,東京\n");
        let page = "<html><head><meta charset=\"windows-1251\"><p>Да</p>";
        let (russian, ..) = encoding_rs::WINDOWS_1251.encode(page);
        assert_eq!(decode(&russian).expect("text"), page);
        let broken = decode(b"open \xff\xfe on\x00 weekdays").expect("mostly text");
        assert!(broken.ends_with("on weekdays") && !broken.contains('\0'), "{broken}");
    }

    #[test]
    fn plain_text_keeps_its_shape() {
        let text = "Our shop is a small one in a side street of the old town and\nopens late.\n\n\
                    Monday closed\nTuesday 9 to 5\n\n- coats\n- hats\n";
        let blocks = read(text, "Shop").sections.remove(0).blocks;
        assert_eq!(blocks.len(), 4);
        let paragraph = |index: usize| match &blocks[index].content {
            Content::Paragraph(text) => text.as_str(),
            other => panic!("{other:?}"),
        };
        assert!(paragraph(0).ends_with("old town and opens late."));
        assert_eq!(paragraph(1), "Monday closed\nTuesday 9 to 5");
        let hats = Content::Item { depth: 0, number: None, text: "hats".to_owned() };
        assert_eq!(blocks[3].content, hats);
    }
}
