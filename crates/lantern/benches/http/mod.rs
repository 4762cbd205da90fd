//! Asking for pages as browsers do, on connections that stay open, and how long the answers took.

use axum::Router;
use jiff::Timestamp;
use service::Service;
use std::time::{Duration, Instant};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// How many ask at once.
pub const CONNECTIONS: usize = 8;

/// The program's pages, at a present moment.
pub fn app(service: Service, present: fn() -> Timestamp) -> web::App {
    web::App {
        service,
        clock: present,
        https: false,
        demonstration: true,
        issuers: Default::default(),
        proxy_header: None,
    }
}

/// A server of these pages. Gives its address.
pub async fn serve(router: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    address
}

/// Signs in as the page would. Gives the cookie.
pub async fn sign_in(server: &str, person: &str) -> String {
    let mut connection = Connection::open(server).await;
    let body = format!("person={person}");
    let request = format!(
        "POST /sign-in HTTP/1.1\r\nhost: {server}\r\norigin: http://{server}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let answer = String::from_utf8(connection.ask(&request).await).unwrap();
    assert!(answer.starts_with("HTTP/1.1 303"), "{}", answer.lines().next().unwrap_or_default());
    cookie_in(&answer)
}

fn cookie_in(answer: &str) -> String {
    let line = answer.lines().find(|line| line.to_lowercase().starts_with("set-cookie:")).unwrap();
    line.split_once(':').unwrap().1.split(';').next().unwrap().trim().to_owned()
}

pub fn get_request(server: &str, path: &str, cookie: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nhost: {server}\r\ncookie: {cookie}\r\n\r\n")
}

pub async fn body_of(server: &str, path: &str, cookie: &str) -> usize {
    let answer = Connection::open(server).await.ask(&get_request(server, path, cookie)).await;
    assert!(answer.starts_with(b"HTTP/1.1 200"), "{path}");
    answer.len() - head_end(&answer).unwrap()
}

/// Rates and latencies of one run.
pub struct Load {
    pub rate: f64,
    pub p50: f64,
    pub p99: f64,
}

/// Sends the requests in turn, on so many connections that stay open.
pub async fn load(server: &str, requests: &[String], connections: usize, span: Duration) -> Load {
    let until = Instant::now() + span;
    let tasks: Vec<_> = (0..connections)
        .map(|connection| {
            let (server, requests) = (server.to_owned(), requests.to_vec());
            tokio::spawn(async move {
                let mut stream = Connection::open(&server).await;
                let mut latencies = Vec::new();
                let mut next = connection * requests.len() / connections;
                while Instant::now() < until {
                    let begun = Instant::now();
                    let answer = stream.ask(&requests[next % requests.len()]).await;
                    latencies.push(begun.elapsed());
                    assert!(answer.starts_with(b"HTTP/1.1 200"));
                    next += 1;
                }
                latencies
            })
        })
        .collect();
    let mut latencies = Vec::new();
    for task in tasks {
        latencies.extend(task.await.unwrap());
    }
    let latencies = Latencies::of(latencies);
    Load { rate: latencies.0.len() as f64 / span.as_secs_f64(), p50: latencies.at(50), p99: latencies.at(99) }
}

/// How long answers took, shortest first.
pub struct Latencies(Vec<Duration>);

impl Latencies {
    pub fn of(mut latencies: Vec<Duration>) -> Latencies {
        latencies.sort();
        Latencies(latencies)
    }

    /// So many per cent were quicker, milliseconds.
    pub fn at(&self, percent: usize) -> f64 {
        let place = (self.0.len() * percent / 100).min(self.0.len() - 1);
        self.0[place].as_secs_f64() * 1e3
    }
}

/// A connection that is kept.
pub struct Connection {
    stream: TcpStream,
    read: Vec<u8>,
}

impl Connection {
    pub async fn open(server: &str) -> Connection {
        Connection { stream: TcpStream::connect(server).await.unwrap(), read: Vec::with_capacity(256 * 1024) }
    }

    /// Sends a request and reads its whole answer.
    pub async fn ask(&mut self, request: &str) -> Vec<u8> {
        self.stream.write_all(request.as_bytes()).await.unwrap();
        self.read.clear();
        loop {
            assert!(
                self.stream.read_buf(&mut self.read).await.unwrap() > 0,
                "the server closed the connection"
            );
            if let Some(end) = head_end(&self.read) {
                let head = String::from_utf8_lossy(&self.read[..end]).to_lowercase();
                let length = head
                    .lines()
                    .find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
                let whole = match length {
                    Some(length) => self.read.len() >= end + length,
                    None => self.read.ends_with(b"0\r\n\r\n"),
                };
                if whole {
                    return self.read.clone();
                }
            }
        }
    }
}

fn head_end(answer: &[u8]) -> Option<usize> {
    answer.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4)
}

/// Processor time of this process, user and system.
pub fn processor_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let after_name: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    let ticks: u64 = after_name[11].parse::<u64>().unwrap() + after_name[12].parse::<u64>().unwrap();
    // Linux counts in hundredths of a second for everybody outside of the kernel.
    Duration::from_millis(ticks * 10)
}
