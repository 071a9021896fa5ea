// The explorer page: one canvas, filters, a card, an evidence drawer. State lives in the canvas and in the
// address (#around=…&select=…&path=…&ask=…), so that every view is a link.
'use strict';
const $ = id => document.getElementById(id);
const TYPES = ['person', 'organization', 'place', 'event'];
const STATUSES = ['happened', 'planned', 'possible', 'denied'];
const state = { limit: 80, around: [], off: { types: new Set(), statuses: new Set(['denied']), relations: new Set() }, since: null, until: null, confidence: 0 };

// --- talking to the API ---
async function api(path, params = {}) {
  const q = new URLSearchParams();
  for (const [k, v] of Object.entries(params)) for (const one of [].concat(v ?? [])) if (one !== '') q.append(k, one);
  const res = await fetch('api/' + path + '?' + q);
  const body = await res.json();
  if (!res.ok) throw Object.assign(new Error(body.error || res.statusText), body);
  return body;
}
let messageTimer;
function say(text, keep) {
  clearTimeout(messageTimer);
  $('message').textContent = text; $('message').hidden = !text;
  if (text && !keep) messageTimer = setTimeout(() => { $('message').hidden = true; }, 6000);
}
const guard = f => async (...a) => { try { return await f(...a); } catch (e) { say(e.message); } };
const esc = s => String(s ?? '').replace(/[&<>"']/g, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }[c]));

// --- the canvas ---
const css = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
const shapes = { person: 'ellipse', organization: 'round-rectangle', place: 'pentagon', event: 'diamond' };
function styles() {
  return [
    { selector: 'node', style: { label: 'data(name)', color: css('ink'), 'font-size': 13, 'text-wrap': 'wrap', 'text-max-width': 110, 'text-valign': 'bottom', 'text-margin-y': 3, 'text-background-color': css('bg'), 'text-background-opacity': .8, 'text-background-padding': 1, width: 'mapData(degree, 1, 20, 18, 44)', height: 'mapData(degree, 1, 20, 18, 44)', 'background-color': css('soft'), 'min-zoomed-font-size': 6 } },
    ...TYPES.map(t => ({ selector: `node[type="${t}"]`, style: { shape: shapes[t], 'background-color': css(t) } })),
    { selector: 'node[more > 0]', style: { 'border-width': 2, 'border-style': 'double', 'border-color': css('ink'), 'border-opacity': .45 } },
    { selector: 'edge', style: { width: 'mapData(articles, 1, 8, 1.2, 5)', 'line-color': css('soft'), 'target-arrow-color': css('soft'), 'target-arrow-shape': 'triangle', 'arrow-scale': .8, 'curve-style': 'bezier', label: 'data(label)', 'text-wrap': 'wrap', 'font-size': 9, color: css('soft'), 'text-rotation': 'autorotate', 'text-background-color': css('bg'), 'text-background-opacity': .85, 'min-zoomed-font-size': 8 } },
    { selector: 'edge[?symmetric]', style: { 'target-arrow-shape': 'none' } },
    { selector: 'edge[status="planned"]', style: { 'line-style': 'dashed' } },
    { selector: 'edge[status="possible"]', style: { 'line-style': 'dotted' } },
    { selector: 'edge[status="denied"]', style: { 'line-style': 'dotted', 'line-color': css('warn'), 'target-arrow-color': css('warn') } },
    ...(crowded ? crowdedStyles() : []),
    { selector: ':selected', style: { 'overlay-color': css('accent'), 'overlay-opacity': .18, 'overlay-padding': 5, 'line-color': css('accent'), 'target-arrow-color': css('accent') } },
    { selector: 'edge.onpath', style: { 'line-color': css('accent'), 'target-arrow-color': css('accent'), width: 3 } },
    { selector: 'node.onpath', style: { 'border-color': css('accent'), 'border-width': 4, 'border-style': 'solid', 'border-opacity': 1 } },
    { selector: '.hidden', style: { display: 'none' } },
  ];
}
// Above so many edges the canvas draws less of each: straight thin lines without labels, which need no
// geometry of their own, and names of the most connected alone, until somebody looks closer.
const CROWD = 1000;
let crowded = false;
function crowdedStyles() {
  return [
    { selector: 'node', style: { width: 'mapData(degree, 1, 60, 10, 60)', height: 'mapData(degree, 1, 60, 10, 60)', 'font-size': 15, 'text-background-opacity': 0, 'min-zoomed-font-size': 18, 'text-events': 'no' } },
    { selector: 'node[prominence]', style: { 'font-size': 'data(prominence)', 'min-zoomed-font-size': 5, 'text-wrap': 'none', 'text-outline-color': css('bg'), 'text-outline-width': 2, 'z-index': 5 } },
    { selector: 'edge', style: { 'curve-style': 'haystack', 'haystack-radius': 0, width: 1, opacity: .22, label: '', 'target-arrow-shape': 'none', events: 'yes' } },
    { selector: 'node:selected', style: { 'min-zoomed-font-size': 0, 'z-index': 10, 'text-outline-color': css('bg'), 'text-outline-width': 2 } },
    { selector: 'edge:selected', style: { opacity: 1, width: 3 } },
  ];
}
// crowd changes between the styles when the number of edges becomes another.
function crowd(edges) {
  const is = edges > CROWD;
  cy.renderer().textureOnViewport = is; // while it moves, the picture moves
  if (is !== crowded) { crowded = is; cy.style(styles()); }
}
// prominent marks the names of the most connected, to be read at this zoom.
function prominent() {
  const size = Math.min(90, Math.max(13, 13 / cy.zoom()));
  cy.batch(() => {
    cy.nodes('[prominence]').removeData('prominence');
    cy.nodes().sort((a, b) => b.data('degree') - a.data('degree')).slice(0, 40).forEach((n, i) => n.data('prominence', i < 10 ? 1.3 * size : size));
  });
}
const cy = cytoscape({ container: $('graph'), hideEdgesOnViewport: false, textureOnViewport: false, pixelRatio: 'auto', maxZoom: 3 });
window.cy = cy; // for tests and the console
cy.style(styles());

// Says what a part of the graph lacks, as long as it is shown.
function notice(part, what) {
  const some = part?.partRead || [], hubs = some.length > 3 ? some.length.toLocaleString('en') + ' of them' : some.join(', ');
  const lacks = [part?.sampled ? 'Chosen by a sample of the facts.' : '', part?.leftOut ? `Only ${what}: ${part.leftOut.toLocaleString('en')} more are left out.` : '', some.length ? `Only some facts of ${hubs} were read.` : ''].filter(Boolean).join(' ');
  $('notice').textContent = lacks; $('notice').hidden = !lacks;
}
function add(part) {
  const fresh = [], more = [], seen = new Set();
  for (const n of part.nodes) {
    const had = cy.getElementById(n.id);
    if (had.nonempty()) had.data('more', n.more);
    else if (!seen.has(n.id)) { seen.add(n.id); more.push({ group: 'nodes', data: n }); fresh.push(n.id); }
  }
  for (const e of part.edges) {
    if (seen.has(e.id) || cy.getElementById(e.id).nonempty()) continue;
    seen.add(e.id);
    const label = e.relation + (e.status === 'happened' ? '' : ' (' + e.status + ')') + (e.time ? '\n' + e.time : '');
    more.push({ group: 'edges', data: { ...e, label, symmetric: symmetric.has(e.relation) } });
  }
  crowd(cy.edges().length + more.length - fresh.length); // before they get a style that is too rich
  cy.batch(() => {
    cy.add(more);
    cy.nodes().forEach(n => { const d = Math.max(1, n.degree()); if (n.data('degree') !== d) n.data('degree', d); });
  });
  fillFilters(); applyFilters();
  return fresh;
}
function layout(fresh) {
  const shown = cy.elements(':visible');
  if (shown.nodes().empty()) return;
  const some = fresh && fresh.length < cy.nodes().length;
  const n = shown.nodes().length;
  if (crowded && some) return spread(shown.nodes(), 10); // who came stands around whom it belongs to; the rest stays
  if (crowded) {
    // The spectral half of fcose alone: its forces would take many seconds. What it leaves on one spot is moved apart.
    shown.layout({ name: 'fcose', quality: 'draft', randomize: true, animate: false, fit: false, nodeDimensionsIncludeLabels: false, nodeSeparation: 250, packComponents: true }).run();
    spread(shown.nodes());
    cy.fit(shown, 30);
    return prominent();
  }
  cy.maxZoom(1.6); // few nodes need not fill the screen
  shown.layout({ name: 'fcose', quality: n > 400 ? 'draft' : 'proof', randomize: !some, animate: some && n < 150, animationDuration: 350, fit: true, nodeDimensionsIncludeLabels: true, idealEdgeLength: n > 40 ? 80 : 120, nodeRepulsion: n > 40 ? 5000 : 9000, nodeSeparation: 60, packComponents: true, padding: 40,
    fixedNodeConstraint: some ? cy.nodes().filter(x => !fresh.includes(x.id())).slice(0, 60).map(x => ({ nodeId: x.id(), position: { ...x.position() } })) : undefined }).run();
  cy.maxZoom(3);
}

// spread moves nodes apart that lie on each other, in a few rounds over a grid of neighbours.
function spread(nodes, rounds = 60) {
  const at = nodes.map(n => ({ ...n.position(), r: 6 + Math.min(60, 10 + n.data('degree') * .85) / 2 }));
  const cell = 80;
  for (let round = 0; round < rounds; round++) {
    const grid = new Map();
    at.forEach((p, i) => { const k = Math.floor(p.x / cell) + ' ' + Math.floor(p.y / cell); grid.has(k) ? grid.get(k).push(i) : grid.set(k, [i]); });
    let moved = false;
    at.forEach((p, i) => {
      const cx = Math.floor(p.x / cell), cy = Math.floor(p.y / cell);
      for (let x = cx - 1; x <= cx + 1; x++) for (let y = cy - 1; y <= cy + 1; y++) for (const j of grid.get(x + ' ' + y) || []) {
        if (j <= i) continue;
        const q = at[j], near = 1.3 * (p.r + q.r);
        let dx = q.x - p.x, dy = q.y - p.y, d = Math.hypot(dx, dy);
        if (d >= near) continue;
        if (d < .01) { dx = Math.cos(i + j); dy = Math.sin(i + j); d = 1; }
        const push = (near - Math.min(d, near)) / 2 / d;
        p.x -= dx * push; p.y -= dy * push; q.x += dx * push; q.y += dy * push;
        moved = true;
      }
    });
    if (!moved) break;
  }
  cy.batch(() => nodes.forEach((n, i) => n.position({ x: at[i].x, y: at[i].y })));
}

// The relations without a direction; they are few and never change.
let symmetric = new Set();

// --- filters ---
const year = s => (s && /^\d{4}/.test(s)) ? +s.slice(0, 4) : null;
function years(e) { const [a, b] = (e.data('time') || '').split('/'); return [year(a), b === undefined ? year(a) : (year(b) ?? 9999)]; }
function passes(e) {
  const d = e.data();
  if (state.off.statuses.has(d.status) || state.off.relations.has(d.relation) || d.confidence < state.confidence) return false;
  if (state.since !== null) {
    const [from, to] = years(e);
    if (from !== null && (to < state.since || from > state.until)) return false;
  }
  return !state.off.types.has(e.source().data('type')) && !state.off.types.has(e.target().data('type'));
}
function applyFilters() {
  // What is visible is counted here: to ask the canvas for it would compute every style.
  const joined = new Set(), alone = new Set(cy.nodes().map(n => n.id()));
  let n = 0, m = 0;
  const hide = (x, hidden) => { if (x.hasClass('hidden') !== hidden) x.toggleClass('hidden', hidden); };
  cy.batch(() => {
    cy.edges().forEach(e => {
      const ok = passes(e), ends = [e.data('source'), e.data('target')];
      hide(e, !ok);
      for (const id of ends) { alone.delete(id); if (ok) joined.add(id); }
      m += ok;
    });
    cy.nodes().forEach(x => {
      const id = x.id(), ok = !state.off.types.has(x.data('type')) && (joined.has(id) || alone.has(id) || state.around.includes(id));
      hide(x, !ok);
      n += ok;
    });
  });
  $('count').textContent = `${n} shown, ${m} facts` + (cy.nodes().length > n ? ` (${cy.nodes().length - n} filtered out)` : '');
}
function boxes(el, set, values, counts) {
  el.replaceChildren(...values.map(v => {
    const l = document.createElement('label');
    l.innerHTML = `<input type="checkbox" ${set.has(v) ? '' : 'checked'} value="${esc(v)}"> ${TYPES.includes(v) ? `<span class="dot ${v}"></span>` : ''}${esc(v)}<span class="n">${counts?.[v] ?? ''}</span>`;
    l.querySelector('input').onchange = ev => { ev.target.checked ? set.delete(v) : set.add(v); applyFilters(); };
    return l;
  }));
}
function fillFilters() {
  const count = (els, key) => els.reduce((m, x) => (m[x.data(key)] = (m[x.data(key)] || 0) + 1, m), {});
  boxes($('types'), state.off.types, TYPES, count(cy.nodes().toArray(), 'type'));
  boxes($('statuses'), state.off.statuses, STATUSES, count(cy.edges().toArray(), 'status'));
  const rel = count(cy.edges().toArray(), 'relation');
  boxes($('relations'), state.off.relations, Object.keys(rel).sort((a, b) => rel[b] - rel[a]), rel);
  const ys = cy.edges().toArray().flatMap(e => years(e)).filter(y => y !== null && y < 9999);
  const lo = Math.min(...ys), hi = Math.max(...ys);
  for (const id of ['since', 'until']) {
    $(id).disabled = !ys.length || lo === hi;
    if (!ys.length) continue;
    $(id).min = lo; $(id).max = hi;
    $(id).value = id === 'since' ? (state.since ?? lo) : (state.until ?? hi);
  }
}
for (const id of ['since', 'until']) $(id).oninput = () => {
  let a = +$('since').value, b = +$('until').value;
  if (a > b) { if (id === 'since') b = $('until').value = a; else a = $('since').value = b; }
  const whole = a === +$('since').min && b === +$('until').max;
  state.since = whole ? null : a; state.until = whole ? null : b;
  $('period').textContent = whole ? 'any time' : a === b ? `${a}` : `${a} to ${b}, and undated`;
  applyFilters();
};
$('confidence').oninput = () => {
  state.confidence = +$('confidence').value;
  $('confidencevalue').textContent = state.confidence ? `at least ${state.confidence.toFixed(2)}` : 'any';
  applyFilters();
};

// --- showing facts ---
function factHTML(a, subjectShown) {
  const p = a.proofs.reduce((best, x) => x.confidence > best.confidence ? x : best, a.proofs[0]);
  const end = e => e.id === subjectShown ? esc(e.name) : `<a href="#" data-entity="${esc(e.id)}">${esc(e.name)}</a>`;
  const tags = [a.time, a.status === 'happened' ? '' : a.status, a.articles > 1 ? a.articles + ' articles' : '', Math.round(a.confidence * 100) + ' %'].filter(Boolean)
    .map(t => `<span class="tag ${esc(t)}">${esc(t)}</span>`).join(' ');
  const says = a.sources?.length ? ` <span class="soft">says ${esc(a.sources.join(', '))}</span>` : '';
  return `<div class="fact"><div>${end(a.subject)} <span class="say" tabindex="0" role="button" data-fact="${esc(p.id)}">${esc(a.relation)}</span> ${end(a.object)}${says} ${tags}</div>` +
    `<q class="say" data-fact="${esc(p.id)}">${esc(p.evidence?.[0]?.sentence)}</q></div>`;
}
const showCard = guard(async (id, limit = 100) => {
  const card = await api('card', { id, limit });
  // The card of a hub comes page by page.
  const rest = (key, shown) => card.total[key] > shown.length ? `<p><button data-longer="${esc(id)}" data-limit="${limit * 5}">More: ${(card.total[key] - shown.length).toLocaleString('en')} are not shown</button></p>` : '';
  const e = card.entity;
  const section = (title, facts) => facts?.length ? `<h2>${title}</h2>` + facts.map(f => factHTML(f, e.id)).join('') : '';
  $('cardbody').innerHTML = `<h3><span class="dot ${esc(e.type)}"></span> ${esc(e.name)}</h3><div class="soft">${esc(e.type)}${e.aliases ? ' · also ' + esc(e.aliases.join('; ')) : ''}</div>` +
    (e.sameAs ? `<div class="soft">${e.sameAs.map(s => /^https?:/.test(s) ? `<a href="${esc(s)}" rel="noreferrer">${esc(s)}</a>` : esc(s)).join('<br>')}</div>` : '') +
    `<p><button data-expand="${esc(e.id)}">Expand</button> <button data-pathfrom="${esc(e.name)}">Path from here</button></p>` +
    section('Roles', card.roles) + rest('roles', card.roles || []) + section('Timeline', card.acts) + rest('acts', card.acts || []) +
    `<h2>Articles</h2>` + card.articles.map(a => `<div>${esc((a.published || '').slice(0, 10))} ${esc(a.publisher)} — ${esc(a.title || a.file)}</div>`).join('') + rest('articles', card.articles || []);
  $('card').hidden = false;
  cy.resize();
});
const showFact = guard(async id => {
  const { fact, article } = await api('fact', { id });
  const f = fact.proofs[0], ev = f.evidence[0];
  const bytes = new TextEncoder().encode(article.text);
  const cut = (a, b) => new TextDecoder().decode(bytes.slice(a, b));
  // Inside the sentence, subject, object and trigger are marked where they don't overlap.
  const parts = [['s', ev.subject], ['o', ev.object], ['t', ev.trigger]].filter(([, p]) => p[1] > p[0]).sort((a, b) => a[1][0] - b[1][0]);
  let html = '', at = ev.start;
  for (const [kind, [a, b]] of parts) { if (a < at || b > ev.end) continue; html += esc(cut(at, a)) + `<b class="${kind}">${esc(cut(a, b))}</b>`; at = b; }
  html += esc(cut(at, ev.end));
  $('drawerbody').innerHTML = `<div>${factHTML(fact)}</div><p class="soft">${[article.publisher, (article.published || '').slice(0, 10), (article.authors || []).join(', '), article.title].filter(Boolean).map(esc).join(' · ')}<br>${esc(article.url || article.file)} · bytes ${ev.start}–${ev.end}${ev.rule ? ' · rule ' + esc(ev.rule) : ''}${(ev.qualifiers || []).map(q => '<br>' + esc(q)).join('')}</p>` +
    `<article>${esc(cut(0, ev.start))}<mark id="sentence">${html}</mark>${esc(cut(ev.end))}</article>`;
  $('drawer').hidden = false; cy.resize();
  $('sentence').scrollIntoView({ block: 'center' });
});

// --- views ---
function remember(params) {
  const q = new URLSearchParams();
  for (const [k, v] of Object.entries(params)) for (const one of [].concat(v ?? [])) q.append(k, one);
  const h = '#' + q;
  if (location.hash !== h) history.pushState(null, '', h);
}
const overview = guard(async () => {
  state.around = []; cy.elements().remove(); $('card').hidden = true;
  const part = await api('graph', { limit: state.limit });
  add(part); layout(); notice(part, 'the most connected');
  if (!part.nodes.length) say('The store is empty. Read articles with: dossier ingest FILE…', true);
});
const expand = guard(async (id, fresh) => {
  if (fresh) { cy.elements().remove(); state.around = []; }
  if (!state.around.includes(id)) state.around.push(id);
  const part = await api('graph', { around: id, depth: 1, limit: fresh ? Math.max(150, state.limit) : 150 });
  const added = add(part);
  notice(part, 'those with the most facts');
  const at = cy.getElementById(id).position();
  if (!fresh) added.forEach((n, i) => cy.getElementById(n).position({ x: at.x + 60 * Math.cos(i), y: at.y + 60 * Math.sin(i) }));
  layout(fresh ? null : added);
  cy.$(':selected').unselect(); cy.getElementById(id).select();
  remember(state.limit === 80 ? { around: state.around } : { around: state.around, limit: state.limit });
});
const openEntity = async id => { await expand(id, cy.getElementById(id).empty()); await showCard(id); };
const showPath = guard(async (from, to) => {
  const paths = await api('path', { from, to });
  if (!paths.length) return say(`No path joins ${from} and ${to}.`);
  cy.elements().remove(); state.around = []; notice();
  const nodes = new Map(), edges = [];
  for (const p of paths) for (const hop of p) {
    for (const e of [hop.from, hop.to]) { nodes.set(e.id, { id: e.id, name: e.name, type: e.type, more: 1 }); }
    for (const a of hop.answers) edges.push({ id: [a.subject.id, a.relation, a.object.id, a.status, a.time].join('|'), source: a.subject.id, target: a.object.id, relation: a.relation, status: a.status, time: a.time, confidence: a.confidence, articles: a.articles, fact: a.proofs[0].id });
  }
  $('cardbody').innerHTML = paths.map((p, i) => `<h2>Path ${i + 1}: ${p.length} step${p.length > 1 ? 's' : ''}</h2>` + p.map(h => h.answers.map(a => factHTML(a)).join('')).join('')).join('');
  $('card').hidden = false; cy.resize();
  add({ nodes: [...nodes.values()], edges });
  for (const hop of paths[0]) {
    const a = cy.getElementById(hop.from.id).addClass('onpath'), b = cy.getElementById(hop.to.id).addClass('onpath');
    a.edgesWith(b).addClass('onpath');
  }
  layout();
  $('dialog').close(); remember({ path: [from, to] });
});
const askQuestion = guard(async q => {
  $('question').value = q;
  const { understood, kind, result: r } = await api('ask', { q });
  remember({ ask: q });
  if (kind === 'card') return openEntity(r.Card.entity.id);
  if (kind === 'path') return r.Paths?.length ? showPath(r.Understood.Entities[0].name, r.Understood.Entities[1].name) : say('No path joins them.');
  const facts = r.Answers || [], unsure = r.Unsure || [];
  const head = r.Entities?.length ? `<p>${r.Entities.map(e => `<a href="#" data-entity="${esc(e.entity.id)}"><b>${esc(e.entity.name)}</b></a>`).join(', ')}</p>`
    : kind === 'when' ? `<p><b>${[...new Set(facts.map(f => f.time).filter(Boolean))].map(esc).join(', ')}</b></p>` : kind === 'where' ? `<p><b>${(r.Places || []).map(p => esc(p.name)).join(', ')}</b></p>` : kind === 'whether' ? `<p><b>${facts.length ? 'Yes.' : 'The articles do not say so.'}</b></p>` : '';
  $('cardbody').innerHTML = `<h3>${esc(q)}</h3><div class="soft" id="understood">understood as: ${esc(understood)}</div>${head}` + (facts.length ? facts.map(f => factHTML(f)).join('') : '<p>The articles in the store do not say.</p>') +
    (unsure.length ? '<h2>Planned or possible only</h2>' + unsure.map(f => factHTML(f)).join('') : '');
  $('card').hidden = false; cy.resize();
  const ids = [...new Set([...facts, ...unsure].flatMap(a => [a.subject, a.object]))];
  if (!ids.length) return;
  cy.elements().remove(); state.around = []; notice();
  const nodes = new Map(ids.map(e => [e.id, { id: e.id, name: e.name, type: e.type, more: 1 }]));
  add({ nodes: [...nodes.values()], edges: [...facts, ...unsure].map(a => ({ id: [a.subject.id, a.relation, a.object.id, a.status, a.time].join('|'), source: a.subject.id, target: a.object.id, relation: a.relation, status: a.status, time: a.time, confidence: a.confidence, articles: a.articles, fact: a.proofs[0].id })) });
  layout();
});

// --- dialogs ---
function dialog(html) { $('dialogbody').innerHTML = html; if (!$('dialog').open) $('dialog').showModal(); }
function pathDialog(from = '', to = '') {
  dialog(`<h3>How are two connected?</h3><form id="pathform"><input id="pathfrom" placeholder="from" value="${esc(from)}"><input id="pathto" placeholder="to" value="${esc(to)}"><button>Find</button></form>`);
  $('pathform').onsubmit = ev => { ev.preventDefault(); showPath($('pathfrom').value, $('pathto').value); };
  $(from ? 'pathto' : 'pathfrom').focus();
}
const reviewDialog = guard(async () => {
  const [pairs, { write }] = [await api('review'), await api('stats')];
  const side = e => `<div><h3><span class="dot ${esc(e.type)}"></span> ${esc(e.name)}</h3><div class="soft">${esc(e.id)}<br>${esc((e.aliases || []).join('; '))}</div><a href="#" data-entity="${esc(e.id)}">show</a></div>`;
  dialog('<h3>Names that may be one</h3>' + (pairs.length ? pairs.map((p, i) => `<div class="pair" data-i="${i}">${side(p.a)}${side(p.b)}<div class="soft">${p.score.toFixed(2)} · ${p.reasons.map(esc).join('; ')}</div><div>${write ? '<button data-same="true">One</button> <button data-same="false">Two</button>' : '<span class="soft">start with --write to decide</span>'}</div></div>`).join('') : '<p>Nothing is waiting for a decision.</p>'));
  $('dialogbody').querySelectorAll('[data-same]').forEach(b => b.onclick = guard(async () => {
    const el = b.closest('.pair'), p = pairs[+el.dataset.i];
    const res = await fetch('api/review', { method: 'POST', body: new URLSearchParams({ a: p.a.id, b: p.b.id, same: b.dataset.same }) });
    if (!res.ok) throw new Error((await res.json()).error);
    el.remove();
  }));
});
const keys = [['/', 'search'], ['?', 'ask a question'], ['p', 'path between two'], ['r', 'review names'], ['Enter', 'expand the selected'], ['x', 'take the selected away'], ['f', 'fit'], ['l', 'lay out again'], ['m', 'show more'], ['d', 'dark or light'], ['Esc', 'close, or start again']];
const helpDialog = () => dialog('<h3>Keys</h3>' + keys.map(([k, w]) => `<p><kbd>${k}</kbd> ${w}</p>`).join('') + '<p class="soft">Click a node for its card, double-click to expand it, click an edge for its evidence. The address is a link to what you see.</p>');

// --- search with completion ---
let hits = [], chosen = -1, typing = 0;
function drawHits() {
  $('hits').hidden = !hits.length; $('search').setAttribute('aria-expanded', String(!!hits.length));
  $('hits').replaceChildren(...hits.map((e, i) => { const li = document.createElement('li'); li.setAttribute('role', 'option'); li.setAttribute('aria-selected', String(i === chosen)); li.innerHTML = `<span class="dot ${esc(e.type)}"></span> ${esc(e.name)} <span class="soft">${esc((e.aliases || []).slice(0, 2).join('; '))}</span>`; li.onmousedown = ev => { ev.preventDefault(); choose(i); }; return li; }));
}
function choose(i) { const e = hits[i]; hits = []; chosen = -1; drawHits(); if (e) { $('search').value = e.name; openEntity(e.id); } }
$('search').oninput = guard(async () => {
  const mine = ++typing, q = $('search').value;
  const found = q.trim() ? await api('complete', { q }) : [];
  if (mine !== typing) return; // an older answer
  hits = found; chosen = found.length ? 0 : -1; drawHits();
});
$('search').onkeydown = ev => {
  if (ev.key === 'ArrowDown' || ev.key === 'ArrowUp') { ev.preventDefault(); chosen = (chosen + (ev.key === 'ArrowDown' ? 1 : hits.length - 1)) % Math.max(1, hits.length); drawHits(); }
  if (ev.key === 'Enter') { ev.preventDefault(); choose(Math.max(0, chosen)); }
};
$('search').onblur = () => { hits = []; drawHits(); };

// --- wiring ---
let lastTap = { id: '', at: 0 };
cy.on('tap', 'node', ev => {
  const id = ev.target.id(), now = Date.now();
  if (lastTap.id === id && now - lastTap.at < 350) expand(id); else showCard(id);
  lastTap = { id, at: now };
});
cy.on('tap', 'edge', ev => showFact(ev.target.data('fact')));
document.addEventListener('click', ev => {
  const t = ev.target.closest('[data-entity],[data-fact],[data-longer],[data-expand],[data-pathfrom],.close');
  if (!t) return;
  if (t.classList.contains('close')) { const p = t.parentElement; p.tagName === 'DIALOG' ? p.close() : (p.hidden = true); cy.resize(); return; }
  ev.preventDefault();
  if (t.dataset.entity) { $('dialog').open && $('dialog').close(); openEntity(t.dataset.entity); }
  else if (t.dataset.longer) showCard(t.dataset.longer, +t.dataset.limit);
  else if (t.dataset.fact) showFact(t.dataset.fact);
  else if (t.dataset.expand) expand(t.dataset.expand);
  else pathDialog(t.dataset.pathfrom);
});
$('ask').onsubmit = ev => { ev.preventDefault(); if ($('question').value.trim()) askQuestion($('question').value); };
$('pathbutton').onclick = () => pathDialog(); $('reviewbutton').onclick = reviewDialog; $('help').onclick = helpDialog;
$('fit').onclick = () => cy.fit(cy.elements(':visible'), 40); $('layout').onclick = () => layout();
const MOST = 1500;
$('more').onclick = () => { if (state.limit >= MOST) return say(`At most ${MOST} entities are shown at once.`); state.limit = Math.min(MOST, 3 * state.limit); remember({ around: state.around, limit: state.limit }); open(); };
$('remove').onclick = () => { cy.$('node:selected').remove(); applyFilters(); };
const home = () => { history.pushState(null, '', '#'); overview(); };
$('home').onclick = ev => { ev.preventDefault(); home(); };
function theme(t) { document.documentElement.dataset.theme = t; try { localStorage.setItem('theme', t); } catch { /* private window */ } cy.style(styles()); }
$('theme').onclick = () => theme(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark');
document.addEventListener('keydown', ev => {
  if (ev.key === 'Escape') { if ($('dialog').open) return; if (!$('drawer').hidden) { $('drawer').hidden = true; cy.resize(); } else if (!$('card').hidden) { $('card').hidden = true; cy.resize(); } else home(); return; }
  if (ev.target.matches('input') || ev.ctrlKey || ev.metaKey || ev.altKey) return;
  if (ev.key === 'Enter' && ev.target.matches('.say')) return showFact(ev.target.dataset.fact);
  const act = { '/': () => $('search').focus(), '?': () => $('question').focus(), p: () => pathDialog(), r: reviewDialog, x: $('remove').onclick, f: $('fit').onclick, l: () => layout(), m: $('more').onclick, d: $('theme').onclick, h: helpDialog, Enter: () => cy.$('node:selected').forEach(n => expand(n.id())) }[ev.key];
  if (act) { ev.preventDefault(); act(); }
});
$('exportmenu').ontoggle = guard(async () => {
  const formats = await api('formats');
  $('exportlist').innerHTML = '<div class="soft">what is around the opened entities, or everything</div>' + formats.map(f => `<a href="api/export?${new URLSearchParams([['format', f.name], ...state.around.map(a => ['around', a])])}" download>${esc(f.name)} <span class="soft">${esc(f.what)}</span></a>`).join('');
});
$('legend').innerHTML = TYPES.map(t => `<div><span class="dot ${t}"></span>${t}</div>`).join('') + STATUSES.map(s => `<div><span class="stroke ${s}"></span>${s}</div>`).join('');
async function open() {
  if (!symmetric.size) symmetric = new Set((await api('relations')).filter(r => r.Symmetric).map(r => r.Label));
  const q = new URLSearchParams(location.hash.slice(1));
  if (q.get('ask')) return askQuestion(q.get('ask'));
  if (q.getAll('path').length === 2) return showPath(...q.getAll('path'));
  const around = q.getAll('around');
  state.limit = Math.min(MOST, +q.get('limit') || 80);
  if (!around.length) return overview();
  cy.elements().remove(); state.around = [];
  for (const id of around) await expand(id, state.around.length === 0);
  if (around.length === 1) showCard(around[0]);
}
window.addEventListener('popstate', open);
let stored = null; try { stored = localStorage.getItem('theme'); } catch { /* private window */ }
theme(stored || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
open();
