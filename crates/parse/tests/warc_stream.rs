//! A web archive is read with one record in memory, however large it is.

use std::io::{self, Read};

use claimdiff_parse::{Item, Limits};

/// A web archive of `records` pages that is made while it is read.
struct Archive {
    record: Vec<u8>,
    at: usize,
    records: usize,
}

impl Archive {
    fn new(records: usize) -> Archive {
        let paragraph = "<p>A ferry with 212 people aboard ran aground off Port Selby on Friday, officials said.</p>\n";
        let page = format!("<html><body><article>{}</article></body></html>", paragraph.repeat(1000));
        let response = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
        let record = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n\
             Content-Length: {}\r\n\r\n{response}\r\n\r\n",
            response.len()
        );
        Archive { record: record.into_bytes(), at: 0, records }
    }
}

impl Read for Archive {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.records == 0 {
            return Ok(0);
        }
        let read = (&self.record[self.at..]).read(buffer)?;
        self.at += read;
        if self.at == self.record.len() {
            self.at = 0;
            self.records -= 1;
        }
        Ok(read)
    }
}

/// The most memory the process has held so far, in KiB, where the system tells.
fn peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}

/// Reads an archive of about `bytes` and gives what the peak of memory grew by after the first records, in KiB.
fn growth(bytes: usize) -> u64 {
    let size = Archive::new(1).record.len();
    let records = bytes / size;
    let mut count = 0;
    let mut settled = 0;
    let each = &mut |item| {
        if let Item::Article(_) = item {
            count += 1;
            if count == 20 {
                settled = peak_kib().unwrap_or(0);
            }
        }
    };
    claimdiff_parse::read(Archive::new(records), "crawl.warc", "crawl", &Limits::default(), each).unwrap();
    assert_eq!(count, records);
    peak_kib().unwrap_or(0).saturating_sub(settled)
}

#[test]
fn an_archive_is_read_in_constant_memory() {
    assert!(growth(4 << 20) < 4096);
}

#[test]
#[ignore = "two gigabytes: cargo test --release -p claimdiff-parse --test warc_stream -- --ignored"]
fn two_gigabytes_are_read_in_constant_memory() {
    assert!(growth(2 << 30) < 4096);
}
