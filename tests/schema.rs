//! Real output against the JSON Schema that `claimdiff schema` prints, and SARIF against the rules of its specification.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{command, root};

/// The value that a command writes.
fn json(arguments: &[&str]) -> Value {
    let run = command::run(root(), arguments);
    serde_json::from_slice(&run.stdout).unwrap_or_else(|e| panic!("{arguments:?}: {e}"))
}

/// Real reports: the seeds and every story.
fn reports(options: &[&str]) -> Vec<Value> {
    let stories = crate::entries(&root().join("tests/stories"));
    let mut folders: Vec<String> = stories.iter().map(|s| s.join("in").display().to_string()).collect();
    folders.push("seeds".to_owned());
    folders.iter().map(|f| json(&[&[f.as_str()], options].concat())).collect()
}

#[test]
fn reports_follow_the_schema() {
    let schema = json(&["schema"]);
    for options in [&["--format", "json"][..], &["--format", "json", "--ledger", "--no-sidecar"]] {
        for report in reports(options) {
            let mut complaints = Vec::new();
            validate(&schema, &schema, &report, "$", &mut complaints);
            assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
        }
    }
}

#[test]
fn the_validator_sees_what_is_wrong() {
    let schema = json(&["schema"]);
    let mut report = json(&["seeds", "--format", "json"]);
    report["articles"][0]["published"]["precision"] = "moment".into();
    report["coverage"]["articles"] = "five".into();
    report["extra"] = true.into();
    report.as_object_mut().expect("an object").remove("notes");
    let mut complaints = Vec::new();
    validate(&schema, &schema, &report, "$", &mut complaints);
    // The count of articles is of the wrong type, and no number at all.
    assert_eq!(complaints.len(), 5, "{complaints:?}");
}

/// The part of JSON Schema 2020-12 that the schema uses; an unknown keyword is an error, so that nothing is passed over.
fn validate(root: &Value, schema: &Value, value: &Value, at: &str, out: &mut Vec<String>) {
    for (keyword, rule) in schema.as_object().expect("a schema is an object") {
        match keyword.as_str() {
            "$schema" | "title" | "description" | "$defs" => {}
            "$ref" => {
                let pointer = rule.as_str().and_then(|r| r.strip_prefix('#')).expect("a local reference");
                validate(root, root.pointer(pointer).expect("a definition"), value, at, out);
            }
            "type" => {
                let names = rule.as_array().map_or_else(|| vec![rule], |list| list.iter().collect());
                if !names.iter().any(|n| is(value, n.as_str().expect("a name"))) {
                    out.push(format!("{at}: {value} is not of type {rule}"));
                }
            }
            "const" if value != rule => out.push(format!("{at}: {value} is not {rule}")),
            "enum" if !rule.as_array().expect("a list").contains(value) => {
                out.push(format!("{at}: {value} not in {rule}"))
            }
            "const" | "enum" => {}
            "minimum" if value.as_f64() < rule.as_f64() => out.push(format!("{at}: {value} is under {rule}")),
            "maximum" if value.as_f64() > rule.as_f64() => out.push(format!("{at}: {value} is over {rule}")),
            "minimum" | "maximum" => {}
            "minItems" => {
                let items = value.as_array().map_or(0, Vec::len) as u64;
                if Some(items) < rule.as_u64() {
                    out.push(format!("{at}: fewer items than {rule}"));
                }
            }
            "required" => {
                for name in rule.as_array().expect("a list").iter().filter_map(Value::as_str) {
                    if value.as_object().is_some_and(|o| !o.contains_key(name)) {
                        out.push(format!("{at}: {name} is missing"));
                    }
                }
            }
            "additionalProperties" => {
                assert_eq!(rule, &Value::Bool(false), "only `false` is known");
                let known = &schema["properties"];
                let unknown =
                    value.as_object().into_iter().flatten().filter(|(name, _)| known.get(name.as_str()).is_none());
                out.extend(unknown.map(|(name, _)| format!("{at}: {name} is not in the schema")));
            }
            "properties" => {
                for (name, inner) in rule.as_object().expect("an object") {
                    if let Some(value) = value.get(name) {
                        validate(root, inner, value, &format!("{at}.{name}"), out);
                    }
                }
            }
            "items" => {
                for (n, item) in value.as_array().into_iter().flatten().enumerate() {
                    validate(root, rule, item, &format!("{at}[{n}]"), out);
                }
            }
            other => panic!("the validator does not know {other:?}"),
        }
    }
}

fn is(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("the validator does not know the type {other:?}"),
    }
}

#[test]
fn sarif_keeps_the_rules_of_its_specification() {
    for log in reports(&["--format", "sarif"]) {
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
        let ids: BTreeSet<&str> = rules.iter().filter_map(|r| r["id"].as_str()).collect();
        assert_eq!(ids.len(), rules.len(), "3.49.3: a rule's id stands once");
        let mut prints = BTreeSet::new();
        for result in run["results"].as_array().expect("results") {
            let at = result["ruleIndex"].as_u64().expect("an index") as usize;
            assert_eq!(result["ruleId"], rules[at]["id"], "3.27.6: ruleIndex and ruleId tell the same rule");
            assert!(["error", "warning", "note"].iter().any(|l| result["level"] == **l), "3.27.10");
            assert!(result["message"]["text"].as_str().is_some_and(|t| !t.is_empty()), "3.27.11");
            let locations = result["locations"].as_array().expect("locations");
            let related = result["relatedLocations"].as_array().expect("related locations");
            assert_eq!(locations.len(), 1);
            assert!(!related.is_empty());
            let ids: BTreeSet<u64> = related.iter().filter_map(|l| l["id"].as_u64()).collect();
            assert_eq!(ids.len(), related.len(), "3.28.2: an id is unique in its result");
            for place in locations.iter().chain(related) {
                let place = &place["physicalLocation"];
                let uri = place["artifactLocation"]["uri"].as_str().expect("a URI");
                assert!(uri.bytes().all(|b| b.is_ascii_graphic() && !b"<>\"{}|\\^`".contains(&b)), "3.4.3: {uri}");
                assert!(place["region"]["startLine"].as_u64().is_some_and(|n| n > 0), "3.30.5: lines count from 1");
            }
            prints.insert(result["partialFingerprints"].to_string());
        }
        assert_eq!(
            prints.len(),
            run["results"].as_array().map_or(0, Vec::len),
            "3.27.17: a fingerprint tells one result"
        );
    }
}
