//! How every letter looks: once as plain text, once as HTML with its styles inside, which fetches
//! nothing, follows the reader's dark mode, and leaves each text its own direction.

/// A letter before it is laid out.
pub(super) struct Sheet<'letter> {
    pub(super) workspace: &'letter str,
    pub(super) subject: &'letter str,
    pub(super) parts: &'letter [Part],
    /// Why it came.
    pub(super) foot: &'letter str,
}

/// A piece of a letter.
pub(super) enum Part {
    /// A paragraph.
    Text(String),
    /// What somebody said.
    Quote(String, String),
    /// What to press, and where it leads.
    Button(String, String),
    /// A paragraph of the small print.
    Small(String),
    /// A long text whose lines stand.
    Log(String),
}

/// As plain text.
pub(super) fn plain(sheet: &Sheet<'_>) -> String {
    let mut text = format!("{}\n\n", sheet.workspace);
    for part in sheet.parts {
        match part {
            Part::Text(words) | Part::Small(words) | Part::Log(words) => text.push_str(words),
            Part::Quote(name, words) => {
                text.push_str(name);
                text.push(':');
                for line in words.lines() {
                    text.push_str("\n> ");
                    text.push_str(line);
                }
            }
            Part::Button(label, link) => {
                text.push_str(label);
                text.push_str(":\n");
                text.push_str(link);
            }
        }
        text.push_str("\n\n");
    }
    text.push_str("-- \n");
    text.push_str(sheet.foot);
    text.push('\n');
    text
}

/// Colours stand twice: inline for clients that drop the head, and in the head for dark mode.
const HEAD: &str = "<meta charset=\"utf-8\">\
<meta name=\"viewport\" content=\"width=device-width\">\
<meta name=\"color-scheme\" content=\"light dark\">\
<meta name=\"supported-color-schemes\" content=\"light dark\">\
<style>@media (prefers-color-scheme: dark) {\
.page{background:#14161a!important}.card{background:#1d2026!important;\
border-color:#343941!important}.card,.card p,.card div{color:#e7e9ec!important}\
.card .soft{color:#a4abb6!important}.quote{background:#272b33!important}\
.go{background:#8fb4ff!important;color:#10131a!important}}</style>";

const FONT: &str = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;\
font-size:16px;line-height:1.5";

/// As HTML.
pub(super) fn html(sheet: &Sheet<'_>) -> String {
    let body: String = sheet.parts.iter().map(html_part).collect();
    format!(
        "<!doctype html>\n<html><head>{HEAD}<title>{subject}</title></head>\n\
         <body class=\"page\" style=\"margin:0;padding:24px 12px;background:#f4f5f7\">\n\
         <div class=\"card\" dir=\"auto\" style=\"max-width:560px;margin:0 auto;padding:24px;\
         background:#ffffff;border:1px solid #dfe2e7;border-radius:12px;color:#1c2027;{FONT}\">\n\
         <p dir=\"auto\" class=\"soft\" style=\"margin:0 0 16px;font-weight:600;color:#5c6470\">\
         {workspace}</p>\n{body}\
         <p dir=\"auto\" class=\"soft\" style=\"margin:24px 0 0;font-size:13px;color:#5c6470\">\
         {foot}</p>\n</div></body></html>\n",
        subject = escape(sheet.subject),
        workspace = escape(sheet.workspace),
        foot = escape(sheet.foot),
    )
}

fn html_part(part: &Part) -> String {
    match part {
        Part::Text(words) => {
            format!("<p dir=\"auto\" style=\"margin:0 0 16px\">{}</p>\n", escape(words))
        }
        Part::Quote(name, words) => format!(
            "<div dir=\"auto\" class=\"quote\" style=\"margin:0 0 12px;padding:12px 16px;\
             background:#f0f2f5;border-radius:10px\">\
             <div dir=\"auto\" class=\"soft\" style=\"font-size:13px;color:#5c6470\">{}</div>\
             <div dir=\"auto\" style=\"white-space:pre-wrap\">{}</div></div>\n",
            escape(name),
            escape(words)
        ),
        Part::Button(label, link) => format!(
            "<p style=\"margin:20px 0\"><a class=\"go\" href=\"{}\" style=\"display:inline-block;\
             padding:11px 20px;background:#2456c7;color:#ffffff;border-radius:8px;\
             font-weight:600;text-decoration:none\">{}</a></p>\n",
            escape(link),
            escape(label)
        ),
        Part::Small(words) => format!(
            "<p dir=\"auto\" class=\"soft\" \
             style=\"margin:0;font-size:14px;color:#5c6470\">{}</p>\n",
            escape(words)
        ),
        Part::Log(words) => format!(
            "<div dir=\"auto\" style=\"white-space:pre-wrap;overflow-wrap:anywhere\">{}</div>\n",
            escape(words)
        ),
    }
}

fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}
