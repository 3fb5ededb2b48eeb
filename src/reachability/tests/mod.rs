//! The analysis on small networks.
