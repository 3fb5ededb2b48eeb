//! What real accounts do: policies of organizations, switches of the region, statuses and lags that a plain account never shows.

mod addresses;
mod companies;
mod databases;
mod extras;
mod public_access;
