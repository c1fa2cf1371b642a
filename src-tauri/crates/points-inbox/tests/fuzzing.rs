//! Nothing that can be sent breaks the inbox: it is fed requests that were good once and were then
//! changed at random, for `POINTS_DESK_FUZZ_SECONDS`. A run that fails says the seed by which
//! `POINTS_DESK_FUZZ_SEED` repeats it.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::io::{self, Read as _, Write as _};
use std::net::TcpStream;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use points_inbox::{Config, CredentialFiles, Credentials, Limits, Running};
use serde::Deserialize;
use serde_json::value::RawValue;
use tempfile::TempDir;
use tokio::runtime::Runtime;

const SECRET: &str = "hook-secret-0123456789abcdef";
const TOKEN: &str = "desk-token-0123456789abcdef";
/// Small, so that what is too long comes about often.
const BODY_BYTES: usize = 16 << 10;
/// The inbox waits so long for a request, and then for its body.
const PATIENCE: Duration = Duration::from_millis(500);
/// No request takes so long: neither head nor body outlasts the patience.
const LONGEST: Duration = Duration::from_secs(20);

const EVENT: &str = r#"{"event":"captured","order":{"id":"3f2b8c1e-5d4a-4f7b-9c0d-1e2f3a4b5c6d","order_number":"NKH-1042","order_status":"captured","status":"ready_shipping","total_price":"1500.50","total_points":15005.0,"metadata":{"ملاحظة":"تغليف هدية","cart":["x",1.5e3,null,true]}},"timestamp":"2026-11-23T09:00:00Z"}"#;
const MERCHANT: &str = r#"{"event":"low_balance_warning","merchant":{"id":123,"name":"نخيل | Nakheel"},"data":{"current_balance":"-480.00","order_points":"35.00"},"timestamp":"2026-11-23T09:00:00+03:00"}"#;

const TOKENS: &[&[u8]] = &[
    b"{",
    b"}",
    b"[",
    b"]",
    b"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    b"\"",
    b"\\",
    b"\\u0000",
    b"\\ud800",
    b":",
    b",",
    b"null",
    b"1e999",
    b"-",
    b"0x1",
    b"NaN",
    b"\0",
    b"\xFF",
    b"\xEF\xBB\xBF",
    "\u{202E}".as_bytes(),
    b"\"event\":7,",
    b"\"order\":null,",
    b"\"id\":{},",
    b" ",
    b"\t",
    b"\r\n",
    b"\r\n\r\n",
    b"\n\n",
    b"HTTP/1.1",
    b"HTTP/9.9",
    b"POST ",
    b"PUT ",
    b"/events?after=-1&limit=999999999999&wait=0",
    b"?after=9223372036854775808",
    b"%00%2f..%2f",
    b"content-length: 5\r\n",
    b"content-length: -1\r\n",
    b"content-length: 18446744073709551616\r\n",
    b"transfer-encoding: chunked\r\n",
    b"expect: 100-continue\r\n",
    b"connection: upgrade\r\nupgrade: websocket\r\n",
    b"origin: https://evil.example\r\n",
    b"host: evil.example\r\n",
    b"x-webhook-event: \xFF\xFE\r\n",
    b"ffffffffffffffff\r\n",
    b"0\r\n\r\n",
];

static PANICS: AtomicUsize = AtomicUsize::new(0);

/// Random numbers that a seed repeats (xorshift).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).unwrap()
    }

    fn of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }
}

/// Changes bytes at some places.
fn change(bytes: &mut Vec<u8>, chance: &mut Chance) {
    for _ in 0..=chance.below(6) {
        let at = chance.below(bytes.len() + 1);
        match chance.below(7) {
            0 if at < bytes.len() => bytes[at] ^= 1 << chance.below(8),
            1 if at < bytes.len() => bytes[at] = chance.next().to_le_bytes()[0],
            2 => {
                let end = (at + chance.below(20)).min(bytes.len());
                bytes.drain(at..end);
            }
            3 => {
                let end = (at + chance.below(60)).min(bytes.len());
                let part = bytes[at..end].to_vec();
                let times = chance.below(30);
                let to = chance.below(bytes.len() + 1);
                bytes.splice(to..to, part.repeat(times));
            }
            4 if chance.below(4) == 0 => bytes.truncate(at),
            _ => {
                let token = chance.of(TOKENS).to_vec();
                bytes.splice(at..at, token);
            }
        }
    }
}

/// An inbox in this process: a panic of any of its threads is counted.
struct Inbox {
    runtime: Runtime,
    running: Running,
    _folder: TempDir,
}

/// What was answered.
#[derive(Debug)]
struct Answer {
    status: u16,
    closes: bool,
    body: Vec<u8>,
}

#[derive(Deserialize)]
struct Told {
    events: Vec<ToldEvent>,
}

#[derive(Deserialize)]
struct ToldEvent {
    seq: u64,
    body: Box<RawValue>,
}

impl Inbox {
    fn start() -> Self {
        static COUNTED: Once = Once::new();
        COUNTED.call_once(|| {
            let usual = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |panic| {
                PANICS.fetch_add(1, Ordering::Relaxed);
                usual(panic);
            }));
        });
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, line: String| {
            std::fs::write(folder.path().join(name), line).unwrap();
            folder.path().join(name)
        };
        let config = Config {
            listen: "127.0.0.1:0".parse().unwrap(),
            hosts: Vec::new(),
            data_dir: folder.path().join("data"),
            credentials: Credentials::Files(CredentialFiles {
                secrets: Some(file("secrets", format!("main={SECRET}\n"))),
                tokens: file("tokens", format!("counter={TOKEN}\n")),
                desks_set_secrets: true,
            }),
            certificate: None,
            limits: Limits {
                body_bytes: BODY_BYTES,
                patience: PATIENCE,
                per_second: u32::MAX,
                burst: u32::MAX,
                ..Limits::default()
            },
        };
        let runtime = Runtime::new().unwrap();
        let running = runtime.block_on(Running::start(config)).unwrap();
        Self {
            runtime,
            running,
            _folder: folder,
        }
    }

    fn connect(&self) -> TcpStream {
        let url = self.running.url();
        let stream = TcpStream::connect(url.strip_prefix("http://").unwrap()).unwrap();
        stream.set_read_timeout(Some(LONGEST)).unwrap();
        stream.set_nodelay(true).unwrap();
        stream
    }

    fn end(self) {
        self.runtime.block_on(self.running.shutdown());
    }
}

/// Sends a whole request; the answer comes whatever becomes of the rest of the request.
fn ask(stream: &mut TcpStream, request: &[u8]) -> io::Result<Answer> {
    let sent = stream.write_all(request);
    let mut bytes = Vec::new();
    let mut some = [0; 4096];
    loop {
        if let Some(answer) = answer(&bytes) {
            return Ok(answer);
        }
        match stream.read(&mut some)? {
            0 => {
                sent?;
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            count => bytes.extend_from_slice(&some[..count]),
        }
    }
}

/// The answer that these bytes are, if it is whole.
fn answer(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).unwrap().to_lowercase();
    let version = ["http/1.1 ", "http/1.0 "];
    let status = version
        .iter()
        .find_map(|version| head.strip_prefix(version));
    let status = status.unwrap()[..3].parse().unwrap();
    let said = |name: &str| {
        head.lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    };
    let length: usize = said("content-length").unwrap_or("0").parse().unwrap();
    let body = bytes.get(end + 4..end + 4 + length)?.to_vec();
    Some(Answer {
        status,
        closes: said("connection") == Some("close"),
        body,
    })
}

/// Feeds the inbox for as long as it was told, each time something else.
fn fuzz(name: &str, mut feed: impl FnMut(&mut Chance)) {
    let number = |name: &str| {
        std::env::var(name)
            .ok()
            .and_then(|text| text.parse::<u64>().ok())
    };
    let seconds = number("POINTS_DESK_FUZZ_SECONDS").unwrap_or(2);
    let once = number("POINTS_DESK_FUZZ_SEED");
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let mut seeds = Chance(now.as_secs() << 20 | u64::from(now.subsec_micros()) | 1);
    let start = Instant::now();
    let mut requests = 0_u64;
    while start.elapsed() < Duration::from_secs(seconds) {
        let seed = once.unwrap_or_else(|| seeds.next());
        let mut chance = Chance(seed | 1);
        let began = Instant::now();
        let ended = catch_unwind(AssertUnwindSafe(|| feed(&mut chance)));
        assert!(
            ended.is_ok() && PANICS.load(Ordering::Relaxed) == 0 && began.elapsed() < LONGEST,
            "{name}: POINTS_DESK_FUZZ_SEED={seed} breaks it, after {:?}",
            began.elapsed()
        );
        requests += 1;
        if once.is_some() {
            break;
        }
    }
    assert!(requests > 0);
    eprintln!("{name}: {requests} requests");
}

/// What a delivery is answered with: pure, and not told by the inbox.
fn expected(hook: &str, secret: &str, body: &[u8]) -> u16 {
    let is_json = std::str::from_utf8(body)
        .is_ok_and(|text| serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok());
    if (hook, secret) != ("main", SECRET) {
        401
    } else if body.len() > BODY_BYTES {
        413
    } else if is_json {
        200
    } else {
        400
    }
}

/// Deliveries in order, with any body: each gets the answer that is due, and what is answered with
/// 200 is told to desks sign for sign.
#[test]
fn deliveries() {
    let inbox = Inbox::start();
    let mut stream = inbox.connect();
    let mut answered = [0_u64; 600];
    fuzz("deliveries", |chance| {
        let (hook, secret) = match chance.below(16) {
            0 => ("Main", SECRET),
            1 => ("main", TOKEN),
            2 => ("other", ""),
            _ => ("main", SECRET),
        };
        let mut body = chance.of(&[EVENT, MERCHANT, "[]"]).as_bytes().to_vec();
        if chance.below(3) > 0 {
            change(&mut body, chance);
        }
        // White space keeps JSON what it is, and makes it as long as one likes.
        if chance.below(8) == 0 {
            let blank = chance.below(2 * BODY_BYTES);
            body.splice(..0, vec![b' '; blank]);
        }
        let head = format!(
            "POST /hooks/{hook} HTTP/1.1\r\nhost: localhost\r\nx-webhook-secret: {secret}\r\n\
             content-length: {}\r\n\r\n",
            body.len()
        );
        let answer = ask(&mut stream, &[head.as_bytes(), &body].concat()).unwrap();
        assert_eq!(answer.status, expected(hook, secret, &body));
        answered[usize::from(answer.status)] += 1;
        if answer.closes {
            stream = inbox.connect();
        }
        if answer.status == 200 {
            is_told(&mut stream, &answer, &body);
        }
    });
    let counts: Vec<_> = (0..600).filter(|status| answered[*status] > 0).collect();
    for status in counts {
        eprintln!("  {status}: {}", answered[status]);
    }
    inbox.end();
}

fn is_told(stream: &mut TcpStream, answer: &Answer, body: &[u8]) {
    let kept: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
    let seq = kept["seq"].as_u64().unwrap();
    let question = format!(
        "GET /events?after={}&limit=1 HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {TOKEN}\r\n\r\n",
        seq - 1
    );
    let told = ask(stream, question.as_bytes()).unwrap();
    assert_eq!(told.status, 200);
    let told: Told = serde_json::from_slice(&told.body).unwrap();
    assert_eq!(told.events[0].seq, seq);
    let text = std::str::from_utf8(body).unwrap();
    let blank = [' ', '\t', '\r', '\n'];
    assert_eq!(told.events[0].body.get(), text.trim_matches(blank));
}

/// Bytes that are hardly a request any more: whatever is answered is a clear answer, and the
/// connection ends.
#[test]
fn bytes() {
    let inbox = Inbox::start();
    let good: Vec<Vec<u8>> = [
        format!(
            "POST /hooks/main HTTP/1.1\r\nhost: localhost\r\nx-webhook-secret: {SECRET}\r\nx-webhook-event: captured\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{EVENT}",
            EVENT.len()
        ),
        format!(
            "POST /hooks/main HTTP/1.1\r\nhost: localhost\r\nx-webhook-secret: {SECRET}\r\ntransfer-encoding: chunked\r\n\r\n{:x}\r\n{MERCHANT}\r\n0\r\n\r\n",
            MERCHANT.len()
        ),
        format!(
            "GET /events?after=0&limit=2 HTTP/1.1\r\nhost: 127.0.0.1:80\r\nauthorization: Bearer {TOKEN}\r\n\r\n"
        ),
        format!(
            "PUT /hooks/handed/secret HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {TOKEN}\r\ncontent-length: 39\r\n\r\n{{\"secret\":\"another-secret-0123456789ab\"}}"
        ),
        "GET /health HTTP/1.1\r\nhost: localhost\r\nconnection: keep-alive\r\n\r\n".to_owned(),
    ]
    .into_iter()
    .map(String::into_bytes)
    .collect();
    fuzz("bytes", |chance| {
        let mut request = good[chance.below(good.len())].clone();
        change(&mut request, chance);
        // Another request may stand behind it on the same connection.
        if chance.below(4) == 0 {
            request.extend_from_slice(&good[chance.below(good.len())]);
        }
        let mut stream = inbox.connect();
        // It may refuse before all of it is sent.
        let sent = stream.write_all(&request);
        let ended = sent.and_then(|()| stream.shutdown(std::net::Shutdown::Write));
        let mut said = Vec::new();
        let read = stream.read_to_end(&mut said);
        if let Some(error) = read.err().or(ended.err()) {
            let is_reset = matches!(
                error.kind(),
                io::ErrorKind::ConnectionReset
                    | io::ErrorKind::BrokenPipe
                    | io::ErrorKind::NotConnected
            );
            assert!(is_reset, "{error}");
        }
        for status in statuses(&said) {
            let is_clear = matches!(status, 100 | 200 | 204 | 400..=431);
            assert!(is_clear, "{status}: {}", String::from_utf8_lossy(&said));
        }
    });
    let health = "GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n";
    let answer = ask(&mut inbox.connect(), health.as_bytes()).unwrap();
    assert_eq!(answer.status, 200, "it serves on");
    inbox.end();
}

/// The statuses of all answers; what is no answer at all has the status 0.
fn statuses(said: &[u8]) -> Vec<u16> {
    let mut statuses = Vec::new();
    let mut rest = said;
    while !rest.is_empty() {
        match answer(rest) {
            Some(answer) => {
                let end = rest
                    .windows(4)
                    .position(|four| four == b"\r\n\r\n")
                    .unwrap();
                rest = &rest[end + 4 + answer.body.len()..];
                statuses.push(answer.status);
            }
            None => return [statuses, vec![0]].concat(),
        }
    }
    statuses
}
