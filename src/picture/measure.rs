//! How wide a text is at most. Which font shows it is not known, so each character counts as it is in one of the widest of the usual fonts
//! for screens, and what the table lacks as wider than any.

use crate::foreign::plain;

/// The widths of the characters from space to tilde, in thousandths of the font's size: those of DejaVu Sans, which is as wide as Verdana.
const REGULAR: [u16; 95] = [
    318, 401, 460, 838, 637, 951, 780, 275, 391, 391, 500, 838, 318, 361, 318, 337, 637, 637, 637, 637, 637, 637, 637, 637, 637,
    637, 337, 337, 838, 838, 838, 531, 1000, 685, 687, 699, 771, 632, 576, 775, 752, 295, 295, 656, 558, 863, 749, 788, 604, 788,
    695, 635, 611, 732, 685, 989, 686, 611, 686, 391, 337, 391, 838, 500, 500, 613, 635, 550, 635, 616, 353, 635, 634, 278, 278,
    580, 278, 975, 634, 612, 635, 635, 412, 521, 393, 634, 592, 818, 592, 592, 525, 637, 337, 637, 838,
];
/// The same in bold.
const BOLD: [u16; 95] = [
    349, 457, 521, 838, 696, 1002, 873, 307, 458, 458, 523, 838, 380, 416, 380, 366, 696, 696, 696, 696, 696, 696, 696, 696, 696,
    696, 400, 400, 838, 838, 838, 581, 1000, 774, 763, 734, 831, 684, 684, 821, 837, 373, 373, 775, 638, 996, 837, 851, 733, 851,
    771, 721, 683, 813, 774, 1104, 771, 725, 726, 458, 366, 458, 838, 500, 500, 675, 716, 593, 716, 679, 436, 716, 712, 343, 343,
    666, 343, 1042, 712, 688, 716, 716, 494, 596, 479, 712, 652, 924, 646, 652, 583, 712, 366, 712, 838,
];
/// A character of a monospaced font.
const MONO: u16 = 625;
/// A letter or sign of another script; what is drawn double, as ideographs and pictures are.
const OTHER: u16 = 1100;
const DOUBLE: u16 = 1400;
const ELLIPSIS: char = '…';

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Font {
    /// Its size, in pixels of the drawing.
    pub size: i32,
    /// Whether it is bold.
    pub is_bold: bool,
    /// Whether each character is equally wide.
    pub is_mono: bool,
}

impl Font {
    /// The regular font.
    pub(super) const fn regular(size: i32) -> Self {
        Self {
            size,
            is_bold: false,
            is_mono: false,
        }
    }

    /// The bold font.
    pub(super) const fn bold(size: i32) -> Self {
        Self {
            is_bold: true,
            ..Self::regular(size)
        }
    }

    /// The monospaced font, for ids and addresses.
    pub(super) const fn mono(size: i32) -> Self {
        Self {
            is_mono: true,
            ..Self::regular(size)
        }
    }

    /// How high a line is.
    pub(super) const fn line(self) -> i32 {
        self.size + 4
    }
}

/// How wide a text is at most, in pixels of the drawing.
pub fn width(text: &str, font: Font) -> i32 {
    let thousandths: i64 = text.chars().map(|c| i64::from(advance(c, font))).sum();
    let pixels = (thousandths * i64::from(font.size) + 999) / 1000;
    i32::try_from(pixels).unwrap_or(i32::MAX)
}

fn advance(character: char, font: Font) -> u16 {
    let table = if font.is_bold { &BOLD } else { &REGULAR };
    let index = u32::from(character).checked_sub(32).map(|index| index as usize);
    match index.and_then(|index| table.get(index)) {
        Some(_) if font.is_mono => MONO,
        Some(width) => *width,
        None if u32::from(character) >= 0x1100 && character != ELLIPSIS && !"→←✕·—–".contains(character) => DOUBLE,
        None => OTHER,
    }
}

/// The text without what a reader acts on, in one line.
pub(super) fn clean(text: &str) -> String {
    let text = plain(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

/// The text, cut short where it is wider than this.
pub(super) fn fitted(text: &str, font: Font, widest: i32) -> String {
    let text = clean(text);
    if width(&text, font) <= widest {
        return text;
    }
    let mut short = String::new();
    // Rounded up once, as in `width`.
    let mut left = i64::from(widest) * 1000 - i64::from(advance(ELLIPSIS, font)) * i64::from(font.size);
    if left < 0 {
        return short;
    }
    for character in text.chars() {
        left -= i64::from(advance(character, font)) * i64::from(font.size);
        if left < 0 {
            break;
        }
        short.push(character);
    }
    format!("{}{ELLIPSIS}", short.trim_end())
}

/// The text in lines that are no wider than this, and no more of them than that: what is left over is cut short.
pub(super) fn wrapped(text: &str, font: Font, widest: i32, most: usize) -> Vec<String> {
    let text = clean(text);
    let mut lines: Vec<String> = Vec::new();
    let mut words = text.split(' ').filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.peek().copied() {
        let is_last = lines.len() + 1 >= most;
        let mut line = word.to_owned();
        words.next();
        if is_last {
            for word in words.by_ref() {
                line = format!("{line} {word}");
            }
            lines.push(fitted(&line, font, widest));
            break;
        }
        while let Some(word) = words.peek() {
            let longer = format!("{line} {word}");
            if width(&longer, font) > widest {
                break;
            }
            line = longer;
            words.next();
        }
        lines.push(fitted(&line, font, widest));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_where_it_is_too_wide_and_nowhere_else() {
        let font = Font::regular(12);
        assert_eq!(fitted("app-host", font, 100), "app-host");
        let cut = fitted("a-name-that-nobody-could-ever-read-aloud", font, 100);
        assert!(cut.ends_with('…') && width(&cut, font) <= 100, "{cut}");
        assert_eq!(fitted("wide", font, 2), "");
        assert_eq!(fitted("two\nlines\u{202e}", font, 200), "two lines\\u{202e}");
    }

    #[test]
    fn lines_hold_all_words_as_long_as_there_is_room() {
        let font = Font::regular(11);
        let text = "security-group/app-host has no ingress rule for tcp 22 from the Internet";
        let lines = wrapped(text, font, 160, 9);
        assert_eq!(lines.join(" "), text);
        assert!(lines.iter().all(|line| width(line, font) <= 160), "{lines:?}");
        let few = wrapped(text, font, 160, 2);
        assert_eq!((few.len(), few[1].ends_with('…')), (2, true), "{few:?}");
    }
}
