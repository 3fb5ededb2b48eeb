//! The glyphs, drawn for this program: strokes in a square of 24. AWS's own icons have terms of their own and are not used.

use super::model::Glyph;

/// The path of a glyph, as SVG writes it.
pub(super) const fn path(glyph: Glyph) -> &'static str {
    match glyph {
        // A globe with its equator and a meridian.
        Glyph::Internet => "M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20M2 12h20M12 2c-7 6-7 14 0 20c7-6 7-14 0-20",
        // A head and shoulders.
        Glyph::Person => "M12 3a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9M3 21c1-10 17-10 18 0z",
        // A machine with two bays.
        Glyph::Host => "M4 3h16v8h-16zM4 13h16v8h-16zM7 7h3M7 17h3M16 7h1M16 17h1",
        // A drum of three bands.
        Glyph::Database => "M4 6c0-4 16-4 16 0c0 4-16 4-16 0v12c0 4 16 4 16 0v-12M4 10c0 4 16 4 16 0M4 14c0 4 16 4 16 0",
        // One way out of a wall.
        Glyph::NatGateway => "M14 3h-10v18h10M9 12h12M16 7l5 5l-5 5",
        // A gate, open both ways.
        Glyph::InternetGateway => "M4 21v-11a8 8 0 0 1 16 0v11M2 21h20M12 18v-9M8.5 12l3.5-3.5l3.5 3.5M8.5 15l3.5 3.5l3.5-3.5",
        // A plug.
        Glyph::Endpoint => "M8 3v6M16 3v6M5 9h14v3a7 7 0 0 1-14 0zM12 19v3",
        // A pail.
        Glyph::Bucket => "M3 6c0-4 18-4 18 0c0 4-18 4-18 0l3 13c1 3 11 3 12 0l3-13",
        // Sheets behind each other.
        Glyph::Snapshots => "M3 9h12v12h-12zM6 9v-3h12v12h-3M9 6v-3h12v12h-3",
        // Two links of a chain.
        Glyph::Peering => "M10 8h-3a4 4 0 0 0 0 8h3M14 8h3a4 4 0 0 1 0 8h-3M8 12h8",
        // A box with a mark.
        Glyph::Other => "M4 4h16v16h-16zM9 9l6 6M15 9l-6 6",
    }
}
