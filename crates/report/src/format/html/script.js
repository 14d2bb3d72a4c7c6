'use strict';
// Filters, marks and keys, and passages drawn when they are looked at. What the page holds can be read without it.
const form = document.getElementById('filters');
const findings = Array.from(document.querySelectorAll('.finding[data-code]'));
const count = document.getElementById('count');
const exporter = document.getElementById('export');
const names = ['severity', 'code', 'story', 'outlet', 'mark', 'words'];

// What was seen or dismissed is remembered in the browser, where it lets pages remember anything.
const STORE = 'claimdiff-marks';
let marks = {};
try { marks = JSON.parse(localStorage.getItem(STORE)) || {}; } catch { marks = {}; }
const remember = () => { try { localStorage.setItem(STORE, JSON.stringify(marks)); } catch { /* for this visit only */ } };
const id = (finding) => finding.id.slice(2);
const mark = (finding) => marks[id(finding)] || {};

function draw(finding) {
  const template = finding.querySelector('template');
  if (template) template.replaceWith(template.content);
}
const watcher = 'IntersectionObserver' in window && new IntersectionObserver((seen) => {
  for (const entry of seen) {
    if (entry.isIntersecting) {
      draw(entry.target);
      watcher.unobserve(entry.target);
    }
  }
}, { rootMargin: '400px' });
for (const finding of findings) {
  if (!finding.querySelector('template')) continue;
  if (watcher) watcher.observe(finding); else draw(finding);
}

const texts = new Map();
function text(finding) {
  if (!texts.has(finding)) {
    const template = finding.querySelector('template');
    texts.set(finding, (finding.textContent + (template ? template.content.textContent : '')).toLowerCase());
  }
  return texts.get(finding);
}
// What the filters ask of a finding, read once.
const asked = new Map(findings.map((finding) => {
  const { severity, code, story, outlets } = finding.dataset;
  return [finding, { severity, code, story, outlets: new Set(outlets.split(' ')), group: finding.parentElement }];
}));
function fits(finding, want) {
  const d = asked.get(finding);
  const m = mark(finding);
  return (!want.severity || d.severity === want.severity)
    && (!want.code || d.code === want.code)
    && (!want.story || d.story === want.story)
    && (!want.outlet || d.outlets.has(want.outlet))
    && (want.mark !== 'not dismissed' || m.as !== 'dismissed')
    && (want.mark !== 'not seen' || !m.as)
    && (want.mark !== 'dismissed' || m.as === 'dismissed')
    && (!want.words || text(finding).includes(want.words.toLowerCase()));
}
function filter() {
  const data = new FormData(form);
  const want = Object.fromEntries(names.map((name) => [name, String(data.get(name) || '')]));
  const any = names.some((name) => want[name]);
  let shown = 0;
  const groups = new Map();
  for (const finding of findings) {
    const fit = fits(finding, want);
    if (finding.hidden === fit) finding.hidden = !fit;
    shown += fit;
    const { group } = asked.get(finding);
    groups.set(group, groups.get(group) || fit);
  }
  for (const [group, some] of groups) {
    if (group.hidden === some) group.hidden = !some;
    if (any && some && shown <= 60) group.open = true;
  }
  count.textContent = shown + ' of ' + findings.length + ' shown';
  return want;
}
function changed() {
  const want = filter();
  const state = new URLSearchParams(Object.entries(want).filter(([, value]) => value)).toString();
  try { history.replaceState(null, '', state ? '#' + state : '#findings'); } catch { /* an address that cannot change */ }
}
// The address is either a finding, or what the filters hold.
function follow() {
  const hash = location.hash.slice(1);
  const target = hash && document.getElementById(hash);
  if (target) {
    const group = target.closest('details.group');
    if (group) group.open = true;
    if (target.matches('.finding')) {
      if (target.hidden) { form.reset(); setTimeout(filter); }
      draw(target);
      target.focus({ preventScroll: true });
    }
    target.scrollIntoView({ block: 'start' });
  } else if (hash.includes('=')) {
    const state = new URLSearchParams(hash);
    for (const name of names) form.elements[name].value = state.get(name) || '';
    filter();
  }
}

function paint(finding) {
  const m = mark(finding);
  finding.classList.toggle('seen', m.as === 'seen');
  finding.classList.toggle('dismissed', m.as === 'dismissed');
  const bar = finding.querySelector('.marks');
  if (!bar) return;
  bar.children[0].setAttribute('aria-pressed', String(m.as === 'seen'));
  bar.children[1].setAttribute('aria-pressed', String(m.as === 'dismissed'));
  bar.children[2].textContent = m.reason ? 'dismissed: ' + m.reason : '';
}
function set(finding, as) {
  const m = mark(finding);
  if (m.as === as) {
    delete marks[id(finding)];
  } else {
    const reason = as === 'dismissed' ? window.prompt('Why is it dismissed?', '') : '';
    if (reason === null) return;
    marks[id(finding)] = { as, reason };
  }
  remember();
  paint(finding);
  exporter.disabled = !findings.some((f) => mark(f).as === 'dismissed');
  filter();
}
function button(name, act) {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = name;
  made.addEventListener('click', act);
  return made;
}
for (const finding of findings) {
  const bar = document.createElement('div');
  bar.className = 'marks';
  bar.append(button('Seen', () => set(finding, 'seen')), button('Dismiss', () => set(finding, 'dismissed')), document.createElement('span'));
  finding.append(bar);
  if (mark(finding).as) paint(finding);
}
exporter.disabled = !findings.some((f) => mark(f).as === 'dismissed');
exporter.addEventListener('click', () => {
  const gone = findings.filter((f) => mark(f).as === 'dismissed');
  const words = (f) => f.querySelector('h3').textContent;
  const list = gone.map((f) => ({ id: id(f), code: f.dataset.code, summary: words(f), reason: mark(f).reason }));
  const version = document.querySelector('meta[name=generator]').content.split(' ')[1];
  const file = new Blob([JSON.stringify({ claimdiff: { version, schema: 1 }, findings: list }, null, 2)], { type: 'application/json' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = 'dismissed.json';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
});

form.hidden = false;
form.addEventListener('input', changed);
form.addEventListener('reset', () => setTimeout(changed));
form.addEventListener('submit', (event) => event.preventDefault());
filter();
follow();
window.addEventListener('hashchange', follow);
window.addEventListener('beforeprint', () => {
  findings.forEach(draw);
  document.querySelectorAll('details.group').forEach((group) => { group.open = true; });
});
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches('input, select, textarea')) return;
  if (event.key === '?') {
    document.getElementById('keys').showModal();
    return;
  }
  if (event.key === '/') {
    event.preventDefault();
    form.elements.words.focus();
    return;
  }
  const here = document.activeElement.closest('.finding[data-code]');
  if (here && event.key === 's') set(here, 'seen');
  if (here && event.key === 'd') set(here, 'dismissed');
  const step = { j: 1, k: -1 }[event.key];
  const shown = findings.filter((finding) => !finding.hidden);
  if (!step || !shown.length) return;
  const at = shown.indexOf(here);
  const next = shown[at < 0 ? (step > 0 ? 0 : shown.length - 1) : Math.min(Math.max(at + step, 0), shown.length - 1)];
  next.parentElement.open = true;
  draw(next);
  next.focus();
  next.scrollIntoView({ block: 'start' });
});
