//! Spellings of inner addresses, and of what is no address of the web.

use std::collections::BTreeSet;

use super::*;

const V4: [&str; 66] = [
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "127.0.0.1.",
    "127.1.",
    "127.000.000.001",
    "127.255.255.254",
    "0177.0.0.1",
    "0177.0.0.01",
    "0177.1",
    "017700000001",
    "0x7f.0.0.1",
    "0x7f.1",
    "0X7F.0x0.0x0.0x1",
    "0177.0x0.0.1",
    "0x7f000001",
    "0X7F000001",
    "2130706433",
    "127.0x1",
    "127.1.1",
    "0",
    "00",
    "0x0",
    "0.0",
    "0.0.0.0",
    "000.000.000.000",
    "0.1.2.3",
    "10.0.0.1",
    "10.1",
    "0xa.0.0.1",
    "012.0.0.1",
    "167772161",
    "0x0a000001",
    "10.255.255.255",
    "172.16.0.1",
    "172.31.255.255",
    "172.16.1",
    "0xac100001",
    "2886729729",
    "192.168.0.1",
    "192.168.1",
    "0xc0a80001",
    "3232235521",
    "030052000001",
    "192.0.0.8",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.7",
    "203.0.113.9",
    "100.64.0.1",
    "100.100.100.200",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "0xffffffff",
    "4294967295",
    "169.254.169.254",
    "169.254.170.2",
    "0xa9fea9fe",
    "2852039166",
    "0251.0376.0251.0376",
    "169.254.43518",
];

const V6: [&str; 55] = [
    "[::1]",
    "[::]",
    "[0::1]",
    "[0:0:0:0:0:0:0:1]",
    "[0000:0000:0000:0000:0000:0000:0000:0001]",
    "[::2]",
    "[::ffff:127.0.0.1]",
    "[::FFFF:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[0:0:0:0:0:ffff:7f00:0001]",
    "[::ffff:0:127.0.0.1]",
    "[::127.0.0.1]",
    "[::7f00:1]",
    "[::ffff:10.0.0.1]",
    "[::ffff:a00:1]",
    "[::ffff:169.254.169.254]",
    "[::ffff:a9fe:a9fe]",
    "[::ffff:192.168.1.1]",
    "[::ffff:0.0.0.0]",
    "[64:ff9b::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b::10.0.0.1]",
    "[64:ff9b::a9fe:a9fe]",
    "[64:ff9b:1::1]",
    "[64:ff9b:1:ffff::7f00:1]",
    "[2002:7f00:1::]",
    "[2002:7f00:1::1]",
    "[2002:a00:1::]",
    "[2002:a9fe:a9fe::]",
    "[2002:c0a8:101::1]",
    "[2001::1]",
    "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
    "[2001:2::1]",
    "[2001:10::1]",
    "[2001:20::1]",
    "[2001:db8::1]",
    "[3fff::1]",
    "[fc00::1]",
    "[fd00::1]",
    "[fd00:ec2::254]",
    "[fe80::1]",
    "[febf::1]",
    "[fec0::1]",
    "[ff02::1]",
    "[ff02::fb]",
    "[ff0e::1]",
    "[100::1]",
    "[5f00::1]",
    "[4000::1]",
    "[2620:4f:8000::1]",
    "[fe80::1%25eth0]",
    "[fe80::1%eth0]",
    "[::1%25lo]",
    "[::1",
    "::1",
];

/// All of them lead to this machine where these tests are.
const NAMES: [&str; 25] = [
    "localhost",
    "LOCALHOST",
    "localhost.",
    "foo.localhost",
    "localhost.localdomain",
    "ip6-localhost",
    "printer.local",
    "nas.home.arpa",
    "router.lan",
    "intranet",
    "db.internal",
    "metadata",
    "metadata.google.internal",
    "metadata.google.internal.",
    "host.docker.internal",
    "kubernetes.default.svc",
    "kubernetes.default.svc.cluster.local",
    "127.0.0.1.nip.example",
    "xn--lcalhost-54a.example",
    "a..example",
    "-a.example",
    "a_b.example",
    "shop.example",
    "SHOP.example.",
    "1.example",
];

const ENCODED: [&str; 29] = [
    "１２７.0.0.1",
    "127。0。0。1",
    "127．0．0．1",
    "127｡0｡0｡1",
    "①②⑦.⓪.⓪.①",
    "0x7f。1",
    "１６９。２５４。１６９。２５４",
    "ⓛocalhost",
    "ｌｏｃａｌｈｏｓｔ",
    "loc\u{ad}alhost",
    "lоcalhost",
    "127.0.0.1\u{200b}",
    "[::ｆfff:127.0.0.1]",
    "%31%32%37.0.0.1",
    "127%2e0%2e0%2e1",
    "%6cocalhost",
    "local%68ost",
    "127.0.0.1%00",
    "127.0.0.1%23.shop.example",
    "127.0.0.1%2f",
    "127.0.0.1%09",
    "%5b%3a%3a1%5d",
    "shop.example%40127.0.0.1",
    "me@127.0.0.1",
    "me:secret@shop.example",
    "shop.example@127.0.0.1",
    "shop.example:80@127.0.0.1",
    ":secret@shop.example",
    "@127.0.0.1",
];

const WHOLE: [&str; 48] = [
    "gopher://shop.example/",
    "file:///etc/passwd",
    "file://127.0.0.1/etc/passwd",
    "ftp://shop.example/",
    "sftp://shop.example/",
    "ldap://127.0.0.1/",
    "dict://127.0.0.1:11211/",
    "tftp://127.0.0.1/",
    "jar:http://127.0.0.1!/",
    "ws://127.0.0.1/",
    "wss://shop.example/",
    "smb://127.0.0.1/",
    "data:text/html,x",
    "javascript:alert(1)",
    "blob:http://127.0.0.1/",
    "about:blank",
    "mailto:sam@shop.example",
    "unix:/run/docker.sock",
    "http+unix://%2Frun%2Fdocker.sock/",
    "view-source:http://127.0.0.1/",
    "//127.0.0.1/",
    "127.0.0.1",
    "http:",
    "http://",
    "http://:80/",
    "http:127.0.0.1/",
    "http:/127.0.0.1/",
    "http:///127.0.0.1/",
    "http:\\\\127.0.0.1\\",
    "http://127.0.0.1\\@shop.example/",
    "http://127.0.0.1#@shop.example/",
    "http://127.0.0.1?@shop.example/",
    "ht\ttp://127.0.0.1/",
    "http://127.0.0.1\n/",
    "http://\t127.0.0.1/",
    " http://127.0.0.1/",
    "HTTP://127.0.0.1/",
    "http://shop.example:0/",
    "http://shop.example:22/",
    "http://shop.example:23/",
    "http://shop.example:25/",
    "http://shop.example:53/",
    "http://shop.example:111/",
    "http://shop.example:445/",
    "http://shop.example:587/",
    "http://shop.example:873/",
    "http://shop.example:1023/",
    "http://shop.example:65536/",
];

#[tokio::test]
async fn none_of_two_hundred_spellings_leads_inside() {
    let (server, asked) = server().await;
    let port = server.port();
    let hosts = V4.iter().chain(&V6).chain(&NAMES).chain(&ENCODED);
    let of_hosts = hosts.map(|host| format!("http://{host}:{port}/"));
    let all: BTreeSet<String> = of_hosts.chain(WHOLE.map(str::to_owned)).collect();
    assert!(all.len() >= 200, "{} spellings", all.len());
    let egress = egress(&[], Told::new(&["127.0.0.1"]));
    for address in &all {
        // What is no address at all is refused before anybody could ask it.
        let Ok(url) = Url::parse(address) else { continue };
        let found = egress.put(put(url)).await.unwrap_err();
        let is_refused = matches!(found, Unfetched::NotPublic | Unfetched::Unfit(_));
        assert!(is_refused, "{address:?}: {found:?}");
    }
    assert_eq!(asked.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn a_name_that_changes_between_check_and_connection_leads_nowhere() {
    let (server, asked) = server().await;
    let names = Told::new(&["93.184.216.34", "127.0.0.1", "10.0.0.1 ::1", "::ffff:127.0.0.1"]);
    let guard = Guard::new(vec![], Arc::clone(&names) as Arc<dyn Resolve>);
    let checked = guard.resolve("shop.example".parse().unwrap()).await.unwrap().count();
    assert_eq!(checked, 1, "a public machine, as long as somebody looks");
    let egress = egress(&[], Arc::clone(&names));
    for looks in 2..=4 {
        let url = format!("http://shop.example:{}/", server.port()).parse().unwrap();
        assert_eq!(egress.put(put(url)).await.unwrap_err(), Unfetched::NotPublic);
        assert_eq!(names.asked.load(Ordering::Relaxed), looks, "one look for each connection");
    }
    assert_eq!(asked.load(Ordering::Relaxed), 0);
}

fn put(url: Url) -> Put {
    Put {
        url,
        method: Method::POST,
        headers: HeaderMap::new(),
        body: Some("{}".to_owned()),
        within: WITHIN,
        bytes_max: BYTES_MAX,
    }
}
