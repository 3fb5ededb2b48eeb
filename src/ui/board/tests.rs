use std::time::{Duration, Instant};

use super::{Board, Row};
use crate::ui::tally::Deed;

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn waits(key: &str, usual: u64) -> Deed<'_> {
    Deed::Waits {
        key,
        what: key.to_owned(),
        usual: seconds(usual),
    }
}

/// A board with its columns as they are without colors.
fn board() -> (Board, Instant) {
    console::set_colors_enabled_stderr(false);
    let mut board = Board::default();
    let rows = [
        Row::new("vpc"),
        Row::new("app-host").after(&["vpc"]),
        Row::new("app").after(&["app-host", "database"]),
    ];
    board.prepare(rows.into_iter());
    let now = Instant::now();
    board.begin(now);
    (board, now)
}

#[test]
fn a_row_says_what_its_step_does_or_waits_for_and_how_long() {
    let (mut board, begun) = board();
    board.note(Some("vpc"), None, &Deed::Began(1), begun);
    board.note(Some("vpc"), Some("vpc/main"), &Deed::Made, begun);
    board.note(Some("vpc"), None, &Deed::Done, begun + seconds(9));
    board.note(Some("app-host"), None, &Deed::Began(2), begun + seconds(4));
    board.note(Some("app-host"), None, &Deed::Made, begun + seconds(5));
    board.note(Some("app-host"), None, &waits("instance/app-host", 10), begun + seconds(5));
    board.note(Some("app-host"), None, &waits("first-boot/app-host", 150), begun + seconds(5));
    board.set_left(seconds(300), "first-boot/app-host", begun);
    assert_eq!(
        board.lines(80, 20, begun + seconds(80)),
        [
            "  ✔ vpc          1 made                                                     0:09",
            "  ⠦ app-host     first-boot/app-host (+1)      ━━━━━╌╌╌╌╌     1:15 of about 2:30",
            "  · app          after app-host",
            "  about 4 min left, for the first boot of app-host",
        ]
    );
}

#[test]
fn where_there_is_no_room_what_is_done_folds_first_and_then_what_has_not_begun() {
    let (mut board, now) = board();
    board.note(Some("vpc"), None, &Deed::Done, now);
    board.note(Some("app-host"), None, &Deed::Does("making it".to_owned()), now);
    let told = |lines: Vec<String>| -> Vec<String> {
        let first = |line: &String| {
            line.split("  ")
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join("|")
        };
        lines.iter().map(first).collect()
    };
    assert_eq!(
        told(board.lines(80, 3, now)),
        ["✔ vpc|0:00", "⠋ app-host|making it|0:00", "· app|after app-host"]
    );
    board.note(Some("snapshots"), None, &Deed::Done, now);
    assert_eq!(
        told(board.lines(80, 3, now)),
        ["✔ 2 are done", "⠋ app-host|making it|0:00", "· app|after app-host"]
    );
    board.note(Some("database"), None, &Deed::Began(3), now);
    assert_eq!(
        told(board.lines(80, 3, now)),
        ["✔ 2 are done", "⠋ app-host|making it|0:00", "· 1 has not begun"]
    );
}

#[test]
fn in_the_end_what_had_nothing_to_do_is_one_row() {
    let (mut board, now) = board();
    for step in ["vpc", "app-host"] {
        board.note(Some(step), None, &Deed::Began(1), now);
        board.note(Some(step), None, &Deed::Done, now);
    }
    board.note(Some("app"), None, &Deed::Changed, now);
    board.note(Some("app"), None, &Deed::Failed, now + seconds(5));
    assert_eq!(
        board.last_lines(60, now + seconds(9)),
        [
            "  ✔ 2 steps had nothing to do",
            "  ✘ app          failed                                 0:05",
        ]
    );
}

#[test]
fn what_is_taken_down_is_counted_and_stays_of_its_row_when_nobody_knows_any_more() {
    let (mut board, now) = board();
    board.prepare(std::iter::once(Row::new("database").taking_down(2)));
    let key = Some("db-instance/main");
    board.note(Some("database"), key, &waits("db-instance/main", 190), now);
    assert!(board.lines(60, 9, now)[0].starts_with("  ⠋ database     db-instance/main"));
    board.note(None, key, &Deed::Over("db-instance/main", true), now + seconds(60));
    assert!(board.last_lines(60, now)[0].contains("1 of 2"));
    board.note(None, key, &Deed::Over("volume", false), now + seconds(60));
    assert!(
        board.last_lines(60, now)[0].contains("1 of 2"),
        "a part of another does not count"
    );
    board.note(Some("database"), Some("sg"), &Deed::Over("sg", true), now + seconds(61));
    let end = board.last_lines(60, now + seconds(99));
    assert!(
        end[0].starts_with("  ✔ database     2 of 2") && end[0].ends_with("1:01"),
        "{end:?}"
    );
    board.note(None, Some("stranger"), &Deed::Over("stranger", true), now);
    assert_eq!(board.last_lines(60, now).len(), 1, "what is nobody's has no row");
}

#[test]
fn no_line_is_wider_than_the_terminal_and_the_deployments_clock_counts() {
    let (mut board, now) = board();
    board.go_by(60.0);
    board.note(
        Some("app-host"),
        None,
        &waits("an-endpoint-with-a-name-that-is-much-too-long-for-a-row", 6000),
        now,
    );
    board.note(Some("a-deployment-with-a-name-that-is-too-long"), None, &Deed::Began(9), now);
    for width in [60, 72, 80] {
        for line in board.lines(width, 20, now + seconds(61)) {
            assert!(console::measure_text_width(&line) <= width, "{width}: {line}");
        }
    }
    assert!(board.lines(80, 20, now + seconds(61))[1].ends_with("1:01:00 of about 1:40:00"));
}
