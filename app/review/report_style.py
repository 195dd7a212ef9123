"""The look of the page: colours, type and marks as one style sheet, light and dark, for screen and paper."""

_LIGHT = """
--ground:#F3F5F5;--paper:#FFFFFF;--sunk:#E9EDED;--line:#D8DEDE;--edge:#7B8888;
--ink:#152020;--ink2:#465353;--ink3:#5F6C6C;
--accent:#0A6A5F;--accent-soft:#DDEEEA;
--amber:#855000;--amber-fill:#B87512;--amber-soft:#FAEFD8;
--rust:#A93420;--rust-fill:#C4452E;--rust-soft:#FAE5DF;--wave:#7F8D8C;
"""

_DARK = """
--ground:#121717;--paper:#191F1F;--sunk:#232A2A;--line:#2D3635;--edge:#6F7D7C;
--ink:#E8EDEC;--ink2:#AEB9B8;--ink3:#8E9B9A;
--accent:#5EC4B3;--accent-soft:#17342F;
--amber:#E6B059;--amber-fill:#D9952B;--amber-soft:#33290F;
--rust:#FF947F;--rust-fill:#E5674F;--rust-soft:#3A1E18;--wave:#6B7978;
"""

_PAGE = """
:root{--serif:"Source Serif 4","Source Serif Pro",Georgia,"Times New Roman",serif;
--sans:Inter,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);
font:400 14px/20px var(--sans);font-variant-numeric:tabular-nums}
main{max-width:944px;margin:0 auto;padding:32px;background:var(--paper);min-height:100vh}
h1{font:600 32px/40px var(--sans);letter-spacing:-.02em;margin:0}
h2{font:600 15px/20px var(--sans);margin:40px 0 12px}
p{margin:0}
.to{color:var(--ink2);margin-bottom:8px}
.head{display:flex;flex-wrap:wrap;gap:4px 16px;align-items:baseline}
.head p{color:var(--ink2)}
.clean h1{color:var(--accent)}
.fixes{display:grid;grid-template-columns:repeat(auto-fit,minmax(240px,1fr));gap:12px;list-style:none;margin:20px 0 0;
padding:0}
.fixes li{border:1px solid var(--line);border-radius:8px;padding:12px 14px}
.fixes h3{font:600 14px/20px var(--sans);margin:0;display:flex;gap:8px;align-items:center}
.fixes .quote{font:400 17px/26px var(--serif);margin-top:4px;overflow-wrap:anywhere}
.fixes .more{color:var(--ink2);font-size:13px;margin-top:4px;overflow-wrap:anywhere}
.no{display:inline-grid;place-items:center;min-width:18px;height:18px;border-radius:9px;background:var(--ink);
color:var(--paper);font:600 11px/18px var(--sans);flex:none}
.script{font:400 20px/52px var(--serif);max-width:820px;white-space:pre-line;overflow-wrap:break-word}
.script .no{display:inline;vertical-align:8px;margin:0 3px 0 1px;padding:1px 5px}
.left_out{color:var(--rust);text-decoration:line-through 2px var(--rust)}
ruby{overflow-wrap:normal;ruby-align:center}
.whole{white-space:nowrap}
.changed b,.hurried b,.twice b{font-weight:inherit}
.changed b{text-decoration:underline wavy 1.5px var(--rust);text-underline-offset:4px;text-decoration-skip-ink:none}
.changed rt{font:italic 400 15px/18px var(--serif);color:var(--rust)}
.twice,.hurried{ruby-position:under}
.twice b,.hurried b{padding:0 1px 3px;background:linear-gradient(var(--amber),var(--amber)) 0 100%/100% 1.5px no-repeat,
linear-gradient(var(--amber),var(--amber)) 0 100%/1.5px 7px no-repeat,
linear-gradient(var(--amber),var(--amber)) 100% 100%/1.5px 7px no-repeat}
.twice rt,.hurried rt{font:500 12px/14px var(--sans);color:var(--amber)}
.unsure{text-decoration:underline dotted 2px var(--ink3);text-underline-offset:5px}
.chip{display:inline-flex;align-items:center;gap:4px;min-height:22px;padding:0 8px;margin:0 2px;border-radius:4px;
font:500 12px/20px var(--sans);vertical-align:2px;border:1px solid transparent}
.filled{background:var(--amber-soft);color:var(--amber);border-radius:11px}
.added{border-color:var(--rust);color:var(--rust)}
.pause{background:var(--sunk);color:var(--ink2)}
.no_pause{border-color:var(--edge);color:var(--ink2)}
.maybe{border-style:dotted;border-color:var(--edge);background:none;color:var(--ink2)}
.over{background:var(--rust-soft);padding:3px 0;-webkit-box-decoration-break:clone;box-decoration-break:clone}
.limit{display:inline-block;position:relative;border-left:2px solid var(--rust);height:28px;vertical-align:-7px}
.limit i{position:absolute;left:-2px;bottom:27px;background:var(--rust);color:var(--paper);
font:600 11px/14px var(--sans);padding:0 5px;border-radius:3px 3px 3px 0;white-space:nowrap}
.legend{display:flex;flex-wrap:wrap;gap:4px 20px;list-style:none;margin:12px 0 0;padding:0;color:var(--ink3);
font-size:12px}
.legend .sample{font:400 15px/30px var(--serif);color:var(--ink);margin-right:6px}
.legend .sample.left_out{color:var(--rust)}
.timeline{overflow-x:auto}
svg{display:block;width:100%;min-width:640px;height:auto}
svg text{font:400 12px var(--sans);fill:var(--ink3)}
svg .limit-text{font-weight:600}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:8px 12px 8px 0;border-top:1px solid var(--line)}
th{font:500 12px/20px var(--sans);color:var(--ink3);white-space:nowrap}
thead th{border-top:0;padding:0 12px 4px 0}
td{overflow-wrap:anywhere}
.figures th{width:160px}
td.when{white-space:nowrap;font-weight:500}
.aside{color:var(--ink2)}
.counts{font-weight:600}
.note{color:var(--ink2);margin-top:12px;font-size:13px}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (max-width:640px){main{padding:16px}.script{font-size:18px}}
"""

_PAPER = """
@page{margin:16mm}
body,main{background:#FFFFFF}
main{max-width:none;padding:0;min-height:0}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
h2,.fixes li,tr,svg{break-inside:avoid}
h2{break-after:avoid}
.timeline{overflow:visible}
svg{min-width:0}
"""

STYLE = (
    f":root{{color-scheme:light dark;{_LIGHT}}}"
    f"@media screen and (prefers-color-scheme:dark){{:root{{{_DARK}}}}}"
    f"{_PAGE}@media print{{{_PAPER}}}"
).replace("\n", "")
