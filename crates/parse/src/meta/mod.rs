//! Metadata found in the text: headline, outlet, dateline, byline, date.
