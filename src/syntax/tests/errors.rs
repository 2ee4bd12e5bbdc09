use super::{show, wrong};

fn check(cases: &[(&str, &str)]) {
    let mut failed = String::new();
    for (text, expected) in cases {
        let (_, told) = wrong(text);
        if told != *expected {
            failed += &format!("{text}\n  expected {expected}\n  told     {told}\n");
        }
    }
    assert!(failed.is_empty(), "\n{failed}");
}
#[test]
fn dump() {
    for t in [
"claims where a = 2019-3","claims where a = 2019-2020","a where n = 20,000","a where n = 1,234,567",
"a where s = turkish-diplomat-2024","a where d in 2019-12-14/2019-12-15","a where d = 2019-13","a where d = 2019-21","a where d=2019-02-30","a where d=2019-2-30","a where d=2019-3-4","a where d=2019-13-01",
"a where d = 2019-Q5","a where d=14/12/2019","a where d=2019/12/14","a where d=2019/2020","a where d=14.12.2019","a where d=2019-03~","a where n=12~","a where d=2019?","a where d < 30days","a where x = 12abc","a where x=003-moved","a where x=5-3","a where x = 2019-03-14T10:00", "a where x = 1.5e3",
"a where x == 1 && y <> 2 || !z", "a where x = 'abc'", "a where x = ‘abc’ and y = „d“ or z = «f»", "a where x = 'abc", "a where x like '%b%'", "a | limit 5", "a where x limit 5","a | order by said", "a order by said", "a | group x aggregate count() as n having n > 1", "select id, text from claims where a", "select * from claims","from claims", "a where x in (select id from claims where y)", "a | filter x", "claims where x = 1 sort said", "claims sort said | take 3","claims count", "a where x = null and y != null", "a where x = null", "a | aggregate count(*)", "a | sort by said desc", "a | group by x aggregate count()", "a | select *", "a | srt said", "a | expand reports", "a | 3", "a | ", "a | | count", "a where x srot y", "a where x y",
"a where", "a where x =", "a where x = | sort y", "a where x = )", "a where (x = 1", "a where (x = 1 | srt y", "a where x in (1, 2", "a where x in ()", "a where x[y", "a where x = 1)", "a where x = \"abc | sort y", "a where x = “abc", "a where `abc", "a where x contains", "a where 1 < x < 5", "a where 1..2..3", "a where x = not y", "a where x + exists y", "a where x is 3", "a where x is not", "a where x between 1", "a where x between 1, 2", "a where x starts \"y\"", "a where exists 3", "a where exists", "a where (b where c)", "a where x = \"\\q\" or y = \"\\u{110000}\"", "a where x matches /abc", "a where x matches //", "a where x matches /a/gi", "a // comment", "a | take", "a | take 1.5", "a | take -1", "a | take x","a | take 3 days", "a | take 3 with", "a | select a as", "a | select a as where", "a | select a,", "a | drop 3", "a | group x", "a | group x count()", "a | count x", "param $x = y", "param $x = ", "param x = 1", "param $", "param $x = 1 | count","param $x = 1 claims", "= 3 | srt x", "where x", "a.where", "a. | count", "a as c", "a where $", "a where x not y", "a where x; b | srt; c where", "a where x = 2019-3 and y = 20,000 | srt z | take x | limit 3", "let x = claims", "a where x ~ y", "a where null", "a where f(x", "a where x = ‘abc", "a where ``", "a where x = 99999999999 days","a where today-30 days", "a ? b", "a where x = 1 | sort y z | take 3",
"a where x = 2019--3", "a where x matches a|b", "a | where x = \"a\" \"b\"",
    ] { println!("{t}\n    {}", wrong(t).1.replace('\n', "\n    ")); }
}
