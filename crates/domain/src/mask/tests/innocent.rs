//! What visitors write every day, and what stays as they wrote it.

use std::borrow::Cow;

use crate::mask::{cards_masked, masked};

/// Long numbers. Many hold as a card does by their check digit, and are none by their form.
const NUMBERS: [&str; 74] = [
    "Order 100045872",
    "order #4111111111111112",
    "Order no. 2024-004711-0815",
    "Bestellung 4006381333931234",
    "Amazon 302-1234567-1234567",
    "invoice RE-2024-00012345",
    "AB4111111111111111",
    "ref_4111111111111111",
    "4111111111111111abc",
    "41111111111111100001",
    "411111111111111111117",
    "+1 415 555 2671",
    "(415) 555-2671 or 415.555.2672",
    "+44 20 7946 0958",
    "07911 123456",
    "+49 151 23456789",
    "0049 30 901820",
    "4915123456787",
    "4366412345671",
    "+4915123456787",
    "030/12345678-0",
    "+33 1 23 45 67 89",
    "06 12 34 56 78",
    "+34 612 345 678",
    "+5511912345676",
    "+52 55 1234 5678",
    "6281234567899",
    "+966 50 123 4567",
    "٠٥٠ ١٢٣ ٤٥٦٧",
    "51 23 45 67 52 34 56 73",
    "51234567 52345673",
    "641001 9876543217",
    "+91 98765 43210",
    "$4,111.11 and 1.234.567,89 €",
    "4 111 111 111 111 111",
    "1 000 000 000 000 000",
    "0.5123456789012346",
    "0,5123456789012346",
    "52.520008, 13.404954",
    "30.01.2024, 31.01.2024, 01.02.2024",
    "01/02/2024 - 03/04/2024",
    "2024-01-15 2024-02-20 2024-03-25",
    "2024-01-15T10:30:00.000Z",
    "from 2222 to 2720",
    "1712345678901",
    "20240115103000",
    "Mo-Fr 08.00-12.00 13.00-17.00",
    "1Z999AA10123456784",
    "JJD000390007827512345",
    "00340434161094042557",
    "RR123456785DE",
    "9400 1000 0000 0000 0000 00",
    "DHL 1234567890, DPD 01505012345678",
    "ISBN 978-3-16-148410-0",
    "ISBN 9780306406157",
    "EAN 4006381333931",
    "EAN 4039621723216",
    "EAN 4066848475130",
    "IMEI 356938035643809",
    "IMEI: 35-693803-564380-9",
    "411111111111116",
    "DE89 3704 0044 0532 0130 00",
    "DE83 5151 7028 2164 9438 33",
    "ES12 6297 9294 7822 2754 6313",
    "ES1262979294782227546313",
    "GB29 NWBK 6016 1331 9268 19",
    "VAT DE123456789, FR 40 303 265 045",
    "12 Main Street, Springfield, IL 62704-1234",
    "Hauptstr. 5, 10115 Berlin",
    "0000 0000 0000 0000",
    "1234 5678 9012 3456",
    "550e8400-e29b-41d4-a716-446655440000",
    "192.168.100.200, 2001:db8::1",
    "•••• 4444 1234 5678 9012",
];

/// Talk of passwords and codes, and links.
const WORDS: [&str; 84] = [
    "My password is wrong",
    "my password is not working",
    "My password is lost.",
    "password: how do I change it?",
    "My password isn't accepted",
    "The password is case-sensitive and/or expired",
    "password is required!Please help",
    "It says: password is \"incorrect\"",
    "the password is “not valid”",
    "password: ********",
    "Password: [hidden]",
    "password: 8-20 characters",
    "the password is 100% right",
    "password is 2FA protected",
    "The new password: https://shop.example/reset/1",
    "password: max@shop.example",
    "I forgot my password and my order number is A12345",
    "password reset for A12345",
    "Where do I find the password for order 12345?",
    "The PIN is wrong",
    "PIN: 400001",
    "PIN is 3 times wrong",
    "my pin is 4-digit",
    "shopping is 12345",
    "pin: 12:30-13:30",
    "compass: N45E12",
    "Mein Passwort ist falsch",
    "Passwort ist abgelaufen",
    "Passwort vergessen: was nun?",
    "Passwort: 8-stellig",
    "Das Passwort ist nicht mehr gültig",
    "Kennwort: bitte zurücksetzen",
    "PW ist weg",
    "Mon mot de passe est incorrect",
    "mot de passe : c'est quoi ?",
    "Mot de passe oublié : que faire ?",
    "Le mot de passe est-ce que vous pouvez le changer ?",
    "mot de passe est « invalide »",
    "Mi contraseña es incorrecta",
    "contraseña: ¿cómo la cambio?",
    "La contraseña es muy corta",
    "la clave es llegar pronto",
    "Clave de rastreo: MX12345",
    "كلمة المرور خاطئة",
    "كلمة المرور: كيف أغيرها؟",
    "نسيت كلمة المرور",
    "What is a CVV?",
    "The CVV is on the back",
    "cvv 12345",
    "CVC 12-345-67",
    "security code not received",
    "security code: 123456",
    "Wo steht die Prüfnummer?",
    "code de sécurité : où ?",
    "promo code 1234",
    "error code: 404",
    "the bearer of this letter",
    "bearer authentication",
    "Basic plan or Premium2024?",
    "The basic ABCdef12345 model",
    "sk-SK, de-DE",
    "https://a.b/sk-bratislava-zimmer-wohnung-mieten",
    concat!("pk", "_live_4eC39HqLyjWDarjtT1zdp7dc"),
    "task-0123456789abcdef0123",
    "AKIA and ASIA",
    "AKIAabcdefghijklmnop",
    "eyJust kidding",
    "eyJa.b",
    "-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----",
    "-----BEGIN PUBLIC KEY-----\nMIIE",
    "https://shop.example/orders/4111111111111111",
    "shop.example/orders/4111111111111111?page=2",
    "https://shop.example/blue-chair-4111111111111111.html",
    "https://shop.example/p/123?color=blue&size=42&key=blue",
    "?code=SUMMER24&sig=short&promo_code=SUMMERSALE2024",
    "?token=&password=",
    "tokens=abc passport=abc",
    "https://shop.example:8080/a@b:c",
    "mailto:max@shop.example",
    "10:30, a:b@c, C://x",
    "Is it 5 or 6? & what about #7?",
    "I'd like 2 chairs; are they red?",
    "😀 danke :) – bis Montag, 12 Uhr",
    "",
];

#[test]
fn what_is_no_secret_stays() {
    for text in NUMBERS.iter().chain(&WORDS) {
        for mask in [masked, cards_masked] {
            assert!(matches!(mask(text), Cow::Borrowed(same) if same == *text), "{}", mask(text));
        }
    }
}

#[test]
fn one_digit_repeated_is_no_card() {
    for digit in ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"] {
        for length in 1..=40 {
            let text = digit.repeat(length);
            assert_eq!(masked(&text), text);
        }
    }
}

#[test]
fn a_number_in_a_row_of_digits_is_no_card() {
    for (before, after) in [("1", ""), ("", "1"), ("99999", ""), ("", "99999"), ("٣", "")] {
        let text = format!("{before}4111111111111111{after}");
        assert_eq!(masked(&text), text);
    }
}
