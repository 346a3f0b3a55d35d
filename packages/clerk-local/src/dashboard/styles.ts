/** Styles of the developer's pages. One column, readable at 390 px, light and dark by the system's preference. */
export const STYLES = `
:root{--ground:#f7f7f8;--card:#fff;--ink:#1b1b20;--soft:#62626c;--line:#e3e3e8;--accent:#4a4ac4;--ok:#18794e;--warn:#8a5300;--bad:#b3261e;--tint:#eeeefc}
@media (prefers-color-scheme:dark){:root{--ground:#121215;--card:#1c1c21;--ink:#ededf0;--soft:#a1a1ad;--line:#303038;--accent:#a9a9ff;--ok:#5fd09a;--warn:#f0b35a;--bad:#ff8a80;--tint:#26263a}}
*{box-sizing:border-box}
body{margin:0;overflow-wrap:anywhere;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
header{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:center;padding:.75rem clamp(1rem,4vw,2rem);background:var(--card);border-bottom:1px solid var(--line)}
.brand{font-weight:650}
nav{display:flex;gap:.25rem;flex-wrap:wrap;margin-inline:-.7rem}
nav a{padding:.35rem .7rem;border-radius:.5rem;color:var(--soft);text-decoration:none}
nav a:hover{color:var(--ink)}
nav a[aria-current]{background:var(--tint);color:var(--accent);font-weight:600}
main{max-width:60rem;margin:0 auto;padding:1.5rem clamp(1rem,4vw,2rem) 4rem}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .25rem}
h2{font-size:1.05rem;margin:2rem 0 .75rem}
h2+ul.cards{margin-top:0}
p{margin:.25rem 0 1rem}
.soft{color:var(--soft)}
a{color:var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:.3rem}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:.5rem;padding:.4rem .8rem;background:var(--card);z-index:1}
ul.cards{list-style:none;margin:1.25rem 0 0;padding:0;display:grid;gap:.75rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1rem 1.1rem;overflow-wrap:anywhere}
.card>:last-child{margin-bottom:0}
.meta{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1rem;color:var(--soft);font-size:.9rem}
.subject{font-weight:600;margin:.15rem 0 .35rem}
.text{white-space:pre-line;color:var(--soft);margin:.35rem 0 0}
.code{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem 1rem;margin:.5rem 0}
.code .digits{font:650 2.4rem/1.1 ui-monospace,SFMono-Regular,Menlo,monospace;letter-spacing:.12em}
button{font:inherit;font-weight:550;color:var(--ink);background:var(--ground);border:1px solid var(--line);border-radius:.5rem;padding:.4rem .9rem;min-height:2.5rem;cursor:pointer}
button:hover{border-color:var(--accent)}
.empty{text-align:center;padding:3rem 1rem;border-style:dashed}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(8rem,1fr));gap:.75rem;margin:1.25rem 0 0}
.facts div{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:.75rem 1rem}
.facts dt{color:var(--soft);font-size:.9rem}
.facts dd{margin:0;font-size:1.5rem;font-weight:650;font-variant-numeric:tabular-nums}
.account{display:grid;grid-template-columns:1fr auto;gap:.25rem 1rem;align-items:center}
.account .who{font-weight:600}
.account p,.account .code{margin:0}
code{font:.92em ui-monospace,SFMono-Regular,Menlo,monospace}
.links{display:grid;gap:.5rem;margin:0;list-style:none}
.scroll{overflow-x:auto;margin-top:1.25rem}
table{border-collapse:collapse;width:100%;background:var(--card);border:1px solid var(--line);font-size:.92rem}
th,td{text-align:left;padding:.45rem .75rem;border-bottom:1px solid var(--line);vertical-align:top}
th{color:var(--soft);font-weight:550;white-space:nowrap}
td.path{overflow-wrap:anywhere;min-width:11rem}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.ok{color:var(--ok)}.warn{color:var(--warn)}.bad{color:var(--bad)}
.mark{display:inline-block;padding:0 .45rem;border:1px solid currentColor;border-radius:.4rem;font-size:.8rem;color:var(--warn);white-space:nowrap}
form{margin:0}
button.danger{color:var(--bad)}
button.danger:hover{border-color:var(--bad)}
input,select{font:inherit;color:var(--ink);background:var(--ground);border:1px solid var(--line);border-radius:.5rem;padding:.4rem .7rem;min-height:2.5rem;min-width:0;max-width:100%}
input::placeholder{color:var(--soft)}
.search+.empty,p+.empty{margin-top:1.25rem}
h1+.card{margin-top:1rem}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.search{display:flex;gap:.5rem;max-width:30rem;margin-top:1rem}
.search input{flex:1}
.row{display:flex;gap:.5rem 1rem;justify-content:space-between;align-items:center}
.row>:first-child{min-width:0}
.row>:last-child{flex:none}
.row p{margin:0}
.who{font-weight:600}
.detail{display:grid;gap:.5rem;margin:1rem 0 0}
.detail div{display:grid;grid-template-columns:8rem 1fr;gap:0 1rem}
.detail dt{color:var(--soft)}
.detail dd{margin:0}
.acts,.inline{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center}
.acts:not(.card){margin-top:1rem}
.inline{gap:.5rem}
.inline input{width:7rem}
.fields{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:1rem;align-items:end;margin-top:1rem}
.fields label{display:grid;gap:.25rem;color:var(--soft)}
h2+.fields{margin-top:0}
.fields button{justify-self:start}
.block{margin:1rem 0 0}
.block h2{margin:0}
h3{font-size:.95rem;margin:1rem 0 .25rem}
ul.plain{list-style:none;padding:0;margin:0;display:grid;gap:.5rem}
ul.plain.card{padding:1rem 1.1rem;margin-top:1rem}
.card>ul.plain+p{margin-top:1rem}
.card>p+form{margin-top:1rem}
.long{overflow-wrap:anywhere;flex:1 1 15rem}
pre{overflow-x:auto;margin:0;font:.85rem/1.5 ui-monospace,SFMono-Regular,Menlo,monospace;overflow-wrap:normal}
.mark.ok{color:var(--ok)}.mark.bad{color:var(--bad)}.mark.soft{color:var(--soft)}
h1 .mark,h2 .soft{font-size:.85rem;font-weight:500;vertical-align:middle}
[hidden]{display:none!important}
@media (max-width:36rem){nav{gap:0;margin-inline:-.5rem;font-size:.95rem}nav a{padding:.35rem .5rem}.detail div{grid-template-columns:1fr}.account{grid-template-columns:1fr}th,td{padding:.4rem .5rem}.wide{display:none}}
`;
