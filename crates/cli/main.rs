//! The `claimdiff` command.

fn main() -> anyhow::Result<()> {
    Ok(())
}
