//! Many calls of which only some run at a time.

use futures_util::stream::{FuturesUnordered, StreamExt};

/// Makes calls, at most so many at a time, and returns their answers in the order of the calls. Each is made only when its turn comes: a
/// call that waits for its turn takes as much memory as one that runs.
///
/// # Errors
///
/// The first failure, which ends the calls that run.
pub(super) async fn at_most<T, E>(
    most: usize,
    calls: impl Iterator<Item = impl Future<Output = Result<T, E>>>,
) -> Result<Vec<T>, E> {
    let mut calls = calls.enumerate().fuse();
    let mut running = FuturesUnordered::new();
    let mut answers = Vec::new();
    loop {
        while running.len() < most
            && let Some((number, call)) = calls.next()
        {
            running.push(async move { call.await.map(|answer| (number, answer)) });
        }
        match running.next().await {
            Some(answer) => answers.push(answer?),
            None => break,
        }
    }
    answers.sort_unstable_by_key(|(number, _)| *number);
    Ok(answers.into_iter().map(|(_, answer)| answer).collect())
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::time::Duration;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn calls_are_made_as_their_turn_comes_and_answered_in_their_order() {
        let (made, ended) = (Cell::new(0), Cell::new(0));
        let calls = (0..100_u64).map(|number| {
            made.set(made.get() + 1);
            assert!(made.get() - ended.get() <= 4, "more than four calls are there at once");
            let ended = &ended;
            async move {
                tokio::time::sleep(Duration::from_millis(100 - number)).await;
                ended.set(ended.get() + 1);
                if number == 100 { Err(number) } else { Ok(number) }
            }
        });
        assert_eq!(at_most(4, calls).await, Ok((0..100).collect()));
    }

    #[tokio::test]
    async fn the_first_failure_ends_them() {
        let made = Cell::new(0);
        let calls = (0..100).map(|number| {
            made.set(number);
            std::future::ready(if number < 7 { Ok(number) } else { Err(number) })
        });
        assert_eq!(at_most(1, calls).await, Err(7));
        assert_eq!(made.get(), 7);
    }
}
