//! Tests of the whole workspace through its library and its command.
