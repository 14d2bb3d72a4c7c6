'use strict';
// Filters and keys only: everything can be read without this script.
const form = document.getElementById('filters');
const findings = Array.from(document.querySelectorAll('.finding[data-code]'));
const count = document.getElementById('count');
function filter() {
  const want = new FormData(form);
  const words = String(want.get('words')).toLowerCase();
  let shown = 0;
  for (const finding of findings) {
    const d = finding.dataset;
    const fits = (!want.get('code') || d.code === want.get('code'))
      && (!want.get('verdict') || d.verdict === want.get('verdict'))
      && (!want.get('event') || d.event === want.get('event'))
      && (!want.get('outlet') || d.outlets.split(' ').includes(want.get('outlet')))
      && (!words || finding.textContent.toLowerCase().includes(words));
    finding.hidden = !fits;
    shown += fits;
  }
  for (const group of document.querySelectorAll('.group')) {
    group.hidden = !group.querySelector('.finding:not([hidden])');
  }
  count.textContent = shown + ' of ' + findings.length + ' shown';
}
form.hidden = false;
form.addEventListener('input', filter);
form.addEventListener('reset', () => setTimeout(filter));
form.addEventListener('submit', (event) => event.preventDefault());
filter();
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches('input, select, textarea')) return;
  if (event.key === '/') {
    event.preventDefault();
    form.elements.words.focus();
    return;
  }
  const step = { j: 1, k: -1 }[event.key];
  const shown = findings.filter((finding) => !finding.hidden);
  if (!step || !shown.length) return;
  const at = shown.indexOf(document.activeElement.closest('.finding'));
  const next = shown[at < 0 ? (step > 0 ? 0 : shown.length - 1) : Math.min(Math.max(at + step, 0), shown.length - 1)];
  next.focus();
  next.scrollIntoView({ block: 'start' });
});
