addEventListener('load', async () => {
  for (const part of document.querySelectorAll('details')) part.open = true;
  for (const finding of document.querySelectorAll('.finding')) if (typeof draw === 'function') draw(finding);
  const found = await axe.run(document, { resultTypes: ['violations'] });
  const violations = found.violations.map((v) => ({ rule: v.id, impact: v.impact, on: v.nodes.slice(0, 3).map((n) => n.target.join(' ') + ': ' + (n.any[0] ? n.any[0].message : '')) }));
  const seen = document.createElement('pre');
  seen.id = 'seen';
  seen.textContent = JSON.stringify({ dark: matchMedia('(prefers-color-scheme: dark)').matches, passes: found.passes.length, violations });
  document.body.append(seen);
});
