//! Texts as the words they are made of, so that case, plural and punctuation do not matter.

/// The words of a text, in small letters. Numbers keep their dots.
pub(super) fn tokens(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let is_between = |character: char| !character.is_alphanumeric() && character != '.';
    let words = text.split(is_between).map(|word| word.trim_matches('.'));
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// A word without the ending of a plural, in English and in French.
pub(super) fn stem(word: &str) -> String {
    match word.strip_suffix('s') {
        Some(stem) if stem.chars().count() > 2 => stem.to_owned(),
        _ => word.to_owned(),
    }
}

/// A text without what it begins and ends with that asks rather than names: `what is a`.
pub(super) fn without_words(text: &[String], asking: &[Vec<String>]) -> Vec<String> {
    let mut rest = text;
    loop {
        let begins = asking.iter().filter(|words| !words.is_empty() && rest.starts_with(words));
        let ends = asking.iter().filter(|words| !words.is_empty() && rest.ends_with(words));
        let (before, after) = (longest(begins), longest(ends));
        let is_named = |length: usize| length > 0 && length < rest.len();
        rest = match (before, after) {
            (length, _) if is_named(length) => &rest[length..],
            (_, length) if is_named(length) => &rest[..rest.len() - length],
            _ => return rest.to_vec(),
        };
    }
}

fn longest<'a>(alternatives: impl Iterator<Item = &'a Vec<String>>) -> usize {
    alternatives.map(Vec::len).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_plural_and_what_asks_do_not_matter() {
        assert_eq!(tokens("What is a Route-Table?"), ["what", "is", "a", "route", "table"]);
        assert_eq!(tokens("0.0.0.0/0 to (local)."), ["0.0.0.0", "0", "to", "local"]);
        assert_eq!(
            (stem("tables"), stem("dns"), stem("règles")),
            ("table".into(), "dns".into(), "règle".into())
        );
        let asking = [
            vec!["what".to_owned(), "is".to_owned()],
            vec!["a".to_owned()],
            vec!["mean".to_owned()],
        ];
        assert_eq!(without_words(&tokens("what is a hop"), &asking), ["hop"]);
        assert_eq!(without_words(&tokens("a"), &asking), ["a"]);
    }
}
