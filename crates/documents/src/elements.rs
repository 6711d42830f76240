//! What the elements of HTML are to a reader of the page.

/// Never content.
pub(crate) const DROPPED: [&str; 14] = [
    "script", "style", "noscript", "template", "svg", "iframe", "object", "canvas", "select",
    "button", "video", "audio", "dialog", "math",
];

/// Around the content: menus, search boxes, imprints.
pub(crate) const SURROUNDINGS: [&str; 3] = ["nav", "aside", "form"];

/// Elements that begin and end a block of text.
pub(crate) const BLOCKS: [&str; 27] = [
    "p",
    "div",
    "section",
    "article",
    "main",
    "blockquote",
    "pre",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "dd",
    "dl",
    "details",
    "figure",
    "figcaption",
    "address",
    "hr",
    "body",
    "header",
    "footer",
    "form",
    "nav",
    "aside",
];

/// Questions and terms stand above their answers as a heading would, below every real heading.
pub(crate) const QUESTION_LEVEL: u8 = 7;

/// The level of a heading.
pub(crate) fn heading_level(name: &str) -> Option<u8> {
    match name {
        "h1" => Some(1),
        "h2" => Some(2),
        "h3" => Some(3),
        "h4" => Some(4),
        "h5" => Some(5),
        "h6" => Some(6),
        "summary" | "dt" => Some(QUESTION_LEVEL),
        _ => None,
    }
}

/// True for a style that shows nothing.
pub(crate) fn hides(style: &str) -> bool {
    let solid: String = style.split_whitespace().collect::<String>().to_ascii_lowercase();
    solid.contains("display:none") || solid.contains("visibility:hidden")
}
