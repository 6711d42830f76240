//! OpenDocument texts and sheets.

use crate::make::{archive, opendocument};
use crate::shown::reading;

#[test]
fn a_text_keeps_its_shape() {
    let styles = "<t:list-style s:name='L1'><t:list-level-style-number t:level='1' \
        s:num-format='1'/></t:list-style><s:style s:name='P1' s:parent-style-name='Title'/>";
    let body = "<o:text><t:tracked-changes><t:deletion><t:p>Gone.</t:p></t:deletion>\
        </t:tracked-changes><t:p t:style-name='P1'>The guide</t:p>\
        <t:h t:outline-level='1'>Returns</t:h>\
        <t:p>Within<t:s t:c='2'/>30 days<o:annotation><t:p>Sam: why?</t:p></o:annotation>.\
        <t:note><t:note-citation>1</t:note-citation><t:note-body><t:p>Unworn.</t:p></t:note-body>\
        </t:note></t:p><t:list t:style-name='L1'><t:list-item><t:p>Pack it</t:p>\
        <t:list><t:list-item><t:p>in paper</t:p></t:list-item></t:list></t:list-item>\
        <t:list-item><t:p>Send it</t:p></t:list-item></t:list>\
        <b:table><b:table-header-rows><b:table-row><b:table-cell><t:p>Size</t:p></b:table-cell>\
        <b:table-cell><t:p>Fit</t:p></b:table-cell></b:table-row></b:table-header-rows>\
        <b:table-row><b:table-cell><t:p>S</t:p></b:table-cell>\
        <b:table-cell><t:p>slim</t:p></b:table-cell></b:table-row></b:table></o:text>";
    insta::assert_snapshot!(reading("guide.odt", &opendocument("text", styles, body)), @r#"
    = The guide
    # Returns
    Within 30 days.
    Unworn.
    1. Pack it
      - in paper
    2. Send it
    | Size: S; Fit: slim
    "#);
}

#[test]
fn sheets_keep_their_names_and_padding_costs_nothing() {
    let styles = "<s:style s:name='ta2'><s:table-properties b:display='false'/></s:style>";
    let row = |cells: &[&str]| {
        let cells = cells.iter().map(|it| format!("<b:table-cell><t:p>{it}</t:p></b:table-cell>"));
        format!("<b:table-row>{}</b:table-row>", cells.collect::<String>())
    };
    let padding = "<b:table-row b:number-rows-repeated='1048000'>\
        <b:table-cell b:number-columns-repeated='16384'/></b:table-row>";
    let body = format!(
        "<o:spreadsheet><b:table b:name='Prices'>{}{}{padding}</b:table>\
         <b:table b:name='Margins' b:style-name='ta2'>{}</b:table></o:spreadsheet>",
        row(&["Product", "Price"]),
        row(&["Garden hose", "92.5"]),
        row(&["42 percent"]),
    );
    insta::assert_snapshot!(reading("prices.ods", &opendocument("spreadsheet", styles, &body)), @r#"
    = Prices
    # Prices
    [1] | Product: Garden hose; Price: 92.5
    "#);
}

#[test]
fn a_password_is_said() {
    let manifest = b"<manifest><file-entry><encryption-data/></file-entry></manifest>";
    let kind = b"application/vnd.oasis.opendocument.text";
    let parts: [(&str, &[u8]); 3] =
        [("mimetype", kind), ("META-INF/manifest.xml", manifest), ("content.xml", b"\x01\x02")];
    let refusal = reading("a.odt", &archive(&parts));
    assert_eq!(refusal, "It has a password. Save it without one, and add that.");
}
