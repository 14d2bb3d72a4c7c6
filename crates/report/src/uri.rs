//! Where an article lies, as a URI.

/// A path as a relative URI reference (RFC 3986): everything but unreserved characters and `/` is percent-encoded.
pub(crate) fn of_path(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(byte as char);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
