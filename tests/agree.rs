//! A second, naive evaluator agrees with the engine on random queries over random ledgers.

mod agree {
    pub(crate) mod naive;
    pub(crate) mod values;
}
