//! The near misses, each with the reason why it was not compared or not shown.
