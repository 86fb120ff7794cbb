//! Pages in MIME files (the "web archive" of Excel) whose parts lie.

use super::Expect::{Any, Clean, Safe, Told};
use super::base::{html, mhtml};
use super::{Nasty, kind, noise, swap};

/// A part in base64, from scratch since it is only needed here.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letter = |bits: u32| char::from(LETTERS[usize::try_from(bits & 63).unwrap()]);
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        let letters = [bits >> 18, bits >> 12, bits >> 6, bits].map(letter);
        for (at, letter) in letters.into_iter().enumerate() {
            out.push(if at <= three.len() { letter } else { '=' });
        }
        if out.len() % 77 == 76 {
            out.push_str("\r\n");
        }
    }
    out
}

#[rustfmt::skip]
pub(super) fn kinds() -> Vec<Nasty> {
    let good = mhtml();
    let body = html();
    let with = |headers: &str, body: &str| format!("MIME-Version: 1.0\r\n{headers}\r\n\r\n{body}");
    let part = |headers: &str, body: &str| with("Content-Type: multipart/related; boundary=\"batas\"", &format!("--batas\r\n{headers}\r\n\r\n{body}\r\n--batas--\r\n"));
    let nested = |n: usize| {
        let open: String = (0..n).map(|n| format!("Content-Type: multipart/mixed; boundary=\"b{n}\"\r\n\r\n--b{n}\r\n")).collect();
        format!("MIME-Version: 1.0\r\n{open}Content-Type: text/html\r\n\r\n{body}")
    };
    vec![
        kind("base64.mht", Clean, "the page in base64", part("Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64", &base64(body.as_bytes()))),
        kind("quoted-printable.mht", Clean, "the page in quoted-printable", part("Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable", &body.replace('=', "=3D").replace("Belanja Modal", "Belanja=20Mo=\r\ndal").replace('\n', "\r\n"))),
        kind("one-part.mht", Safe, "a message that is the page itself", with("Content-Type: text/html; charset=utf-8", &body)),
        kind("nested-10-000.mht", Safe, "ten thousand parts inside each other", nested(10_000)),
        kind("parts-50-000.mht", Safe, "fifty thousand parts beside each other", with("Content-Type: multipart/related; boundary=\"b\"", &format!("{}--b\r\nContent-Type: text/html\r\n\r\n{body}\r\n--b--", "--b\r\n\r\nx\r\n".repeat(50_000)))),
        kind("boundary-missing.mht", Safe, "parts without a boundary", swap(&good, "; boundary=\"batas\"", "")),
        kind("boundary-other.mht", Safe, "a boundary that never comes", swap(&good, "boundary=\"batas\"", "boundary=\"lain\"")),
        kind("boundary-empty.mht", Safe, "an empty boundary", swap(&good, "boundary=\"batas\"", "boundary=\"\"")),
        kind("boundary-64-k.mht", Safe, "a boundary of 64 KB", swap(&good, "boundary=\"batas\"", &format!("boundary=\"{}\"", "b".repeat(65_536)))),
        kind("unfinished.mht", Safe, "a last boundary that is missing", swap(&good, "--batas--", "")),
        kind("cut.mht", Any, "a page cut in its table: a page has no end that could be missing", good[..good.find("Belanja Modal").unwrap()].to_owned()),
        kind("base64-garbage.mht", Told, "a page in base64 that is none", part("Content-Type: text/html\r\nContent-Transfer-Encoding: base64", "!!!! @@@@ ****")),
        kind("base64-cut.mht", Any, "a page in base64 that stops: a page has no end that could be missing", part("Content-Type: text/html\r\nContent-Transfer-Encoding: base64", &base64(body.as_bytes())[..200])),
        kind("encoding-unknown.mht", Safe, "a transfer encoding that does not exist", swap(&good, "8bit", "klingon")),
        kind("charset-unknown.mht", Safe, "a character set that does not exist", swap(&good, "charset=\"utf-8\"", "charset=\"klingon\"")),
        kind("no-page.mht", Told, "parts, but no page", part("Content-Type: image/png\r\nContent-Transfer-Encoding: base64", "iVBORw0KGgo=")),
        kind("frames.mht", Safe, "a page of frames and its sheets", with("Content-Type: multipart/related; boundary=\"batas\"", &format!("--batas\r\nContent-Location: file:///C:/r.htm\r\nContent-Type: text/html\r\n\r\n<html><frameset><frame src=\"r_files/sheet001.htm\"></frameset></html>\r\n--batas\r\nContent-Location: file:///C:/r_files/sheet001.htm\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}\r\n--batas--\r\n"))),
        kind("location-climbs.mht", Clean, "a part that lies at ../../etc/passwd", swap(&good, "file:///C:/rekap.htm", "../../../../etc/passwd")),
        kind("header-1-mb.mht", Safe, "a header of one megabyte", swap(&good, "Content-Location: ", &format!("X-A: {}\r\nContent-Location: ", "a".repeat(1 << 20)))),
        kind("headers-50-000.mht", Safe, "fifty thousand headers", swap(&good, "Content-Location: ", &format!("{}Content-Location: ", "X-A: a\r\n".repeat(50_000)))),
        kind("header-folded.mht", Safe, "a header of ten thousand lines", swap(&good, "Content-Location: ", &format!("X-A: a{}\r\nContent-Location: ", "\r\n\ta".repeat(10_000)))),
        kind("encoded-words.mht", Safe, "headers of encoded words that are none", swap(&good, "Content-Location: ", &format!("Subject: {}\r\nContent-Location: ", "=?utf-8?B?////=?= =?x?Q?=".repeat(2000)))),
        kind("addresses-nested.mht", Safe, "an address of ten thousand brackets and comments", swap(&good, "Content-Location: ", &format!("From: {}\r\nTo: {}\r\nContent-Location: ", "(".repeat(10_000), "<a:".repeat(10_000)))),
        kind("message-in-message.mht", Safe, "messages inside messages", format!("MIME-Version: 1.0\r\n{}{}", "Content-Type: message/rfc822\r\n\r\n".repeat(5000), body)),
        kind("noise.mht", Told, "noise after the first line", [b"MIME-Version: 1.0\r\n\r\n".to_vec(), noise(20_000)].concat()),
        kind("only-line.mht", Told, "the first line only", "MIME-Version: 1.0"),
        kind("as-xls.xls", Clean, "under the name of a workbook", good),
    ]
}
