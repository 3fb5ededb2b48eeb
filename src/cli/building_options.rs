//! The options of the commands that build: what they teach, what it may cost, how long it lives, which tags it bears and whose it is.

use clap::Args;

use super::budget_options::BudgetOptions;
use super::expiry_options::ExpiryOptions;
use super::lesson_options::LessonOptions;
use super::ownership_options::OwnershipOptions;
use super::price_options::PriceOptions;
use super::tag_options::TagOptions;

/// The options that `jalon walk` and `jalon run` have in common.
#[derive(Debug, Args)]
pub(super) struct BuildingOptions {
    #[command(flatten)]
    pub(super) lessons: LessonOptions,
    #[command(flatten)]
    pub(super) budget: BudgetOptions,
    #[command(flatten)]
    pub(super) prices: PriceOptions,
    #[command(flatten)]
    pub(super) expiry: ExpiryOptions,
    #[command(flatten)]
    pub(super) tags: TagOptions,
    #[command(flatten)]
    pub(super) ownership: OwnershipOptions,
}
