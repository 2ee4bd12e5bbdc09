//! Days as other programs write them.

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};

use super::Day;

impl Serialize for Day {
    /// Writes it as it prints.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    /// Reads what [`Day::parse`] does.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Day;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a day like 2019-03-14")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Day, E> {
                Day::parse(text)
                    .ok_or_else(|| E::custom(format_args!("‘{text}’ is no day like 2019-03-14")))
            }
        }
        deserializer.deserialize_str(Text)
    }
}
