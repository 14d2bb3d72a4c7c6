addEventListener('load', async () => {
  // Findings are all of one make: of hundreds the first are held against the rules, opened and drawn, and the page around them.
  const MOST = 40;
  const findings = Array.from(document.querySelectorAll('.finding'));
  const rest = new Set(findings.slice(MOST));
  for (const finding of rest) finding.dataset.rest = '';
  // What is not laid out has no place yet, and its colours would be held against those of what seems to lie below it.
  for (const finding of findings) if (!rest.has(finding)) finding.style.contentVisibility = 'visible';
  for (const part of document.querySelectorAll('details')) part.open = !rest.has(part.querySelector('.finding'));
  for (const finding of findings) if (!rest.has(finding) && typeof draw === 'function') draw(finding);
  const found = await axe.run({ exclude: [['[data-rest]']] }, { resultTypes: ['violations'] });
  const violations = found.violations.map((v) => ({ rule: v.id, impact: v.impact, on: v.nodes.slice(0, 3).map((n) => n.target.join(' ') + ': ' + (n.any[0] ? n.any[0].message : '')) }));
  const seen = document.createElement('pre');
  seen.id = 'seen';
  seen.textContent = JSON.stringify({ dark: matchMedia('(prefers-color-scheme: dark)').matches, passes: found.passes.length, violations });
  document.body.append(seen);
});
