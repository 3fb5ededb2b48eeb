//! How the drawing looks: in light, in dark and on paper. A border's dashes and a mark's shape say what a colour says too.

/// The style sheet of the drawing. All of it is under the drawing's own class: within a page it changes nothing else.
pub(super) const STYLE: &str = "
.jalon-picture{--paper:#fbfaf6;--ink:#1d2b28;--dim:#56655f;--line:#1f6f5c;--quiet:#77857f;--bad:#b3261e;--amber:#9a5b00;--card:#fff;\
--public:#e8f1df;--private:#e4ebf3;--region:#f1ece2;--vpc:#3f5d54;--grey:#e9e9e6;\
font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;background:var(--paper)}
@media (prefers-color-scheme:dark){.jalon-picture{--paper:#101816;--ink:#e6ece8;--dim:#a3b2ab;--line:#6cc9ae;--quiet:#8b9a94;\
--bad:#ff8a80;--amber:#f0b455;--card:#1b2623;--public:#1b2b20;--private:#1a2632;--region:#24221c;--vpc:#8fb3a6;--grey:#262a29}}
@media print{.jalon-picture{--paper:#fff;--ink:#000;--dim:#333;--line:#000;--quiet:#555;--bad:#000;--amber:#000;--card:#fff;\
--public:#f4f4f4;--private:#ececec;--region:#fff;--vpc:#000;--grey:#e0e0e0}}
.jalon-picture .paper{fill:var(--paper)}
.jalon-picture text{fill:var(--ink);unicode-bidi:isolate}
.jalon-picture .dim{fill:var(--dim)}
.jalon-picture .remark{fill:var(--amber)}
.jalon-picture .broken-text{fill:var(--bad)}
.jalon-picture .bold{font-weight:700}
.jalon-picture .mono{font-family:ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace}
.jalon-picture .frame{stroke-width:1.5;stroke:var(--vpc);fill:none}
.jalon-picture .vpc{stroke-width:2}
.jalon-picture .public{fill:var(--public)}
.jalon-picture .private{fill:var(--private)}
.jalon-picture .region{fill:var(--region);stroke:none}
.jalon-picture .card{fill:var(--card);stroke:var(--ink);stroke-width:1.2}
.jalon-picture .glyph{fill:none;stroke:var(--ink);stroke-width:1.5;stroke-linejoin:round;stroke-linecap:round}
.jalon-picture .planned{stroke-dasharray:6 4}
.jalon-picture .differs{stroke:var(--amber);stroke-width:3.5}
.jalon-picture .foreign{stroke:var(--quiet);stroke-dasharray:1.5 3.5;stroke-linecap:round;fill:var(--grey)}
.jalon-picture .paused{stroke:var(--quiet);stroke-dasharray:10 3 2 3}
.jalon-picture .line{fill:none;stroke:var(--line);stroke-width:1.6;stroke-linejoin:round}
.jalon-picture .line.expected{stroke-dasharray:6 4}
.jalon-picture .line.closed{stroke:var(--quiet);stroke-width:1.2;stroke-dasharray:2 3}
.jalon-picture .line.broken{stroke:var(--bad);stroke-width:3}
.jalon-picture .arrow{fill:var(--line)}
.jalon-picture .arrow.broken{fill:var(--bad)}
.jalon-picture .badge{fill:var(--line);stroke:var(--paper);stroke-width:1}
.jalon-picture .badge.closed{fill:var(--quiet)}
.jalon-picture .badge.broken{fill:var(--bad)}
.jalon-picture .number{fill:var(--paper);text-anchor:middle;font-weight:700}
";
