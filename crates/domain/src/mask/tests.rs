//! Keys are parted here, so that no watchman of a code host takes them for real ones.

mod innocent;
mod random;

use super::*;

fn each_is_masked(table: &[(&str, &str)]) {
    for (text, expected) in table {
        assert_eq!(masked(text), *expected, "of {text}");
        assert_eq!(masked(expected), *expected, "masked twice");
    }
}

#[test]
fn cards_of_every_issuer_keep_their_last_four() {
    each_is_masked(&[
        ("4111111111111111", "•••• 1111"),
        ("My card is 4242 4242 4242 4242, thanks", "My card is •••• 4242, thanks"),
        ("(4000-0566-5566-5556)", "(•••• 5556)"),
        ("4222222222222", "•••• 2222"),
        ("4111 1111 1111 1111 110", "•••• 1111 110"),
        ("5555.5555.5555.4444.", "•••• 4444."),
        ("2223003122003222", "•••• 3222"),
        ("3782 822463 10005", "•••• 0005"),
        ("371449635398431", "•••• 8431"),
        ("3056 930902 5904", "•••• 5904"),
        ("36227206271667", "•••• 1667"),
        ("3566002020360505", "•••• 0505"),
        ("6011 0009 9013 9424", "•••• 9424"),
        ("6205500000000000004", "•••• 0004"),
        ("6759649826438453", "•••• 8453"),
        ("6799 9901 0000 0000 019", "•••• 0 019"),
    ]);
}

#[test]
fn cards_are_seen_however_they_are_written() {
    each_is_masked(&[
        ("4111 - 1111 - 1111 - 1111", "•••• 1111"),
        ("4111\u{a0}1111\u{202f}1111\u{a0}1111", "•••• 1111"),
        ("4111–1111–1111–1111", "•••• 1111"),
        ("4111  1111 1111-1111", "•••• 1111"),
        ("4111 111111111111", "•••• 1111"),
        ("４１１１　１１１１　１１１１　１１１１", "•••• １１１１"),
        ("بطاقتي ٤١١١ ١١١١ ١١١١ ١١١١", "بطاقتي •••• ١١١١"),
        ("۴۱۱۱۱۱۱۱۱۱۱۱۱۱۱۱", "•••• ۱۱۱۱"),
        ("卡号4111111111111111。", "卡号•••• 1111。"),
        ("card=4111111111111111&x=1", "card=•••• 1111&x=1"),
        ("https://a.b/pay?card=4111111111111111", "https://a.b/pay?card=•••• 1111"),
        ("Order 2024 4111 1111 1111 1111", "Order 2024 •••• 1111"),
        (
            "4111 1111 1111 1111 5555 5555 5555 4444 and 378282246310005",
            "•••• 1111 •••• 4444 and •••• 0005",
        ),
        ("• 4111111111111111\n• 4242424242424242", "• •••• 1111\n• •••• 4242"),
        (
            "DE89 3704 0044 0532 0130 00 4111 1111 1111 1111",
            "DE89 3704 0044 0532 0130 00 •••• 1111",
        ),
        ("my password is 4111 1111 1111 1111", "my password is •••• 1111"),
        ("CVV: 4111 1111 1111 1111", "CVV: •••• 1111"),
    ]);
}

#[test]
fn the_code_of_a_card_is_masked_where_it_is_named_or_follows_the_date() {
    each_is_masked(&[
        ("cvv 123", "cvv •••"),
        ("CVC: 1234.", "CVC: •••."),
        ("cvv2=123&exp=1229", "cvv2=•••&exp=1229"),
        ("cvv123", "cvv•••"),
        ("The security code is 123", "The security code is •••"),
        ("Security-Code (CVV): 123", "Security-Code (CVV): •••"),
        ("CVC-Code: 123", "CVC-Code: •••"),
        ("card verification number is 123", "card verification number is •••"),
        ("Prüfnummer 123", "Prüfnummer •••"),
        ("KARTENPRÜFNUMMER: 123", "KARTENPRÜFNUMMER: •••"),
        ("Der Sicherheitscode lautet 123", "Der Sicherheitscode lautet •••"),
        ("cryptogramme visuel : 123", "cryptogramme visuel : •••"),
        ("le code de sécurité est 123", "le code de sécurité est •••"),
        ("el código de seguridad es 123", "el código de seguridad es •••"),
        ("رمز الأمان: ١٢٣", "رمز الأمان: •••"),
        ("رمز التحقق هو 123", "رمز التحقق هو •••"),
        ("4111 1111 1111 1111 12/29 123", "•••• 1111 12/29 •••"),
        ("4111111111111111, 12/2029, 123", "•••• 1111, 12/2029, •••"),
        ("378282246310005 1229 1234", "•••• 0005 1229 •••"),
        ("4111 1111 1111 1111 12 29 123", "•••• 1111 12 29 •••"),
        ("4111111111111111|12|29|123", "•••• 1111|12|29|•••"),
    ]);
}

#[test]
fn what_is_said_to_be_a_password_is_masked() {
    each_is_masked(&[
        ("my password is hunter2", "my password is ••••••"),
        ("Password: Sommer2024!", "Password: ••••••"),
        ("PASSWORD=abc#def", "PASSWORD=••••••"),
        ("DB_PASSWORD=hUnter", "DB_PASSWORD=••••••"),
        ("The password for my account is Hunter2.", "The password for my account is ••••••."),
        ("the password is: \"letmein\".", "the password is: \"••••••\"."),
        ("password “correct Horse99 staple”", "password “correct Horse99 staple”"),
        ("password: “correct Horse99 staple”", "password: “••••••”"),
        ("{\"password\": \"hunter\", \"a\": 1}", "{\"password\": \"••••••\", \"a\": 1}"),
        ("**Password:** hunter2", "**Password:** ••••••"),
        ("Passwort ist Geheim1", "Passwort ist ••••••"),
        ("WLAN-Passwort: kf83-hd72", "WLAN-Passwort: ••••••"),
        ("Das Kennwort lautet „Blume“", "Das Kennwort lautet „••••••“"),
        ("PW: Haus$Tor", "PW: ••••••"),
        ("mon mot de passe est Soleil2024", "mon mot de passe est ••••••"),
        ("Mot de passe : « soleil »", "Mot de passe : « •••••• »"),
        ("mot de passe de mon compte : abc123", "mot de passe de mon compte : ••••••"),
        ("mi contraseña es Luna99", "mi contraseña es ••••••"),
        ("CONTRASEÑA=luna_99", "CONTRASEÑA=••••••"),
        ("la clave es Luna99", "la clave es ••••••"),
        ("كلمة المرور: Sham2024", "كلمة المرور: ••••••"),
        ("كلمة المرور هي Sham2024", "كلمة المرور هي ••••••"),
        ("my pin is 1234", "my pin is ••••••"),
        ("PIN-Code: 12345.", "PIN-Code: ••••••."),
        ("الرقم السري: ١٢٣٤", "الرقم السري: ••••••"),
    ]);
}

#[test]
fn keys_and_tokens_are_masked_wherever_they_stand() {
    let jwt = concat!("eyJhbGciOiJIUzI1NiJ9", ".eyJzdWIiOiIxIn0", ".dBjftJeZ4CVP-mB92K27uhbU");
    for key in [
        concat!("sk", "-abcdefghijklmnopqrst0123"),
        concat!("sk", "-proj-Ab12Cd34Ef56Gh78-Ij90_kl"),
        concat!("sk", "_live_4eC39HqLyjWDarjtT1zdp7dc"),
        concat!("sk", "_test_4eC39HqLyjWDarjtT1zdp7dc"),
        concat!("rk", "_live_4eC39HqLyjWDarjtT1zdp7dc"),
        concat!("gh", "p_0123456789abcdefghijABCDEFGHIJ012345"),
        concat!("gh", "o_0123456789abcdefghijABCDEFGHIJ012345"),
        concat!("gh", "s_0123456789abcdefghijABCDEFGHIJ012345"),
        concat!("github", "_pat_11ABCDEFG0123456789_abcdef"),
        concat!("gl", "pat-0123456789abcdefghij"),
        concat!("xo", "xb-123456789012-abcdefABCDEF"),
        concat!("xo", "xs-123456789012-abcdefABCDEF"),
        concat!("AK", "IAIOSFODNN7EXAMPLE"),
        concat!("AS", "IAIOSFODNN7EXAMPLE"),
        concat!("AI", "zaSyA0123456789abcdefghijklmnopqrstuv"),
        jwt,
    ] {
        for (before, after) in [("", ""), ("key=", "."), ("(", ")"), ("https://a.b/", "/c")] {
            let text = format!("{before}{key}{after}");
            assert_eq!(masked(&text), format!("{before}••••••{after}"), "of {text}");
        }
    }
    each_is_masked(&[
        ("curl -H 'Authorization: Bearer abc123def456'", "curl -H 'Authorization: Bearer ••••••'"),
        ("bearer q1w2e3r4.t5, please", "bearer ••••••, please"),
        ("Authorization: Basic dXNlcjpwYXNz", "Authorization: Basic ••••••"),
        ("\"authorization\": \"Basic dXNlcjpwYXM=\"", "\"authorization\": \"Basic ••••••\""),
    ]);
}

#[test]
fn a_private_key_is_masked_to_its_end_or_to_that_of_the_text() {
    let (begin, end) = (concat!("-----BEGIN RSA PRI", "VATE KEY-----"), "-----END RSA KEY-----");
    for (text, expected) in [
        (format!("Here: {begin}\nMIIE\n+/=\n{end}\nthanks"), "Here: ••••••\nthanks"),
        (format!("Here: {begin}\nMIIE\nvQIB"), "Here: ••••••"),
        (format!("{begin}\nMIIE\n-----END RSA"), "••••••"),
    ] {
        assert_eq!(masked(&text), expected);
    }
}

#[test]
fn secrets_in_links_are_masked() {
    each_is_masked(&[
        ("https://max:geheim@shop.example/a", "https://max:••••••@shop.example/a"),
        ("postgres://app:p@ss:w@db:5432/x", "postgres://app:••••••@db:5432/x"),
        ("https://a.b/reset?token=abc", "https://a.b/reset?token=••••••"),
        ("/reset?reset_password_token=a-b.c.", "/reset?reset_password_token=••••••."),
        ("a.b/#access_token=abc&x=1", "a.b/#access_token=••••••&x=1"),
        ("?a=1&amp;api_key=abc&amp;b=2", "?a=1&amp;api_key=••••••&amp;b=2"),
        ("?X-Amz-Signature=0f3a", "?X-Amz-Signature=••••••"),
        ("?user[password]=abc&next=Home1", "?user[password]=••••••&next=Home1"),
        ("?pass=abc (mine)", "?pass=•••••• (mine)"),
        ("?key=0123456789ab", "?key=••••••"),
        ("?code=0123456789ab&state=1", "?code=••••••&state=1"),
        ("<https://a.b/?sig=0123456789ab>", "<https://a.b/?sig=••••••>"),
    ]);
    let key = concat!("gh", "p_0123456789abcdefghijABCDEFGHIJ012345");
    assert_eq!(masked(&format!("https://{key}:x@github.com")), "https://••••••:••••••@github.com");
}

#[test]
fn teammates_may_send_a_password_but_no_card() {
    for (text, expected) in [
        ("Your password is Hunter2", "Your password is Hunter2"),
        ("https://a.b/reset?token=abc", "https://a.b/reset?token=abc"),
        ("The security code of the door is 4711", "The security code of the door is 4711"),
        ("Your PIN: 1234", "Your PIN: 1234"),
        ("You paid with 4111 1111 1111 1111, CVV 123", "You paid with •••• 1111, CVV •••"),
        ("4111111111111111 12/29 123", "•••• 1111 12/29 •••"),
    ] {
        assert_eq!(cards_masked(text), expected);
        assert_eq!(cards_masked(expected), expected, "masked twice");
    }
}
