use super::CHECKS;

#[test]
fn every_check_has_a_code_of_its_own() {
    let mut codes = std::collections::BTreeSet::new();
    for check in CHECKS {
        assert!(codes.insert(check.code), "{}", check.code);
    }
}
