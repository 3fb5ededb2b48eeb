//! Which step a task works for: what it reports belongs to that step.

tokio::task_local! {
    static STEP: &'static str;
}

/// Does the work of a step.
pub(in crate::walkthrough) async fn at_work<T>(step: &'static str, work: impl Future<Output = T>) -> T {
    STEP.scope(step, work).await
}

/// The step that this task works for, if it does.
pub(super) fn step_at_work() -> Option<&'static str> {
    STEP.try_with(|step| *step).ok()
}
