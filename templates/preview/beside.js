// Shows the print page beside the web page. The web page is the very page of the preview, in a frame, so that it is laid
// out for the width it has; the print page is a column of drawings that are fetched when they come into view. Either
// follows the other by the blocks that both show. It is served by keben serve only; no build holds it.
(() => {
  const script = document.currentScript;
  const words = {
    en: {
      web: 'Web page', print: 'Print page', close: 'Close', copy: 'Copy', copied: 'copied', page: (label, n, all) => `p. ${label} · ${n}/${all}`,
      setting: 'The pages are being set…', none: 'There are no printed pages of this.', lost: 'keben serve has ended; the page will wait for it',
      open: 'Open in the editor', source: 'Where this is written', sides: 'What is shown',
    },
    zh: {
      web: '网页', print: '版面', close: '关闭', copy: '复制', copied: '已复制', page: (label, n, all) => `第 ${label} 页 · ${n}/${all}`,
      setting: '正在排版…', none: '此页没有印刷版面。', lost: 'keben serve 已退出；重新启动后本页会自动恢复',
      open: '在编辑器中打开', source: '此处的源文件', sides: '显示内容',
    },
  }[script.dataset.lang] || {};
  const part = id => document.getElementById(id);
  const root = document.documentElement, main = document.querySelector('main');
  const web = part('web'), pane = part('print'), pages = part('pages'), note = part('note');

  web.title = words.web;
  pane.setAttribute('aria-label', words.print);
  part('close').textContent = words.close;
  part('copy').textContent = words.copy;
  part('sides').setAttribute('aria-label', words.sides);
  note.textContent = words.setting;

  // The page in the frame; null while there is none, or one that is not the preview's.
  const inside = () => {
    try {
      return web.contentDocument?.querySelector('main') ? web.contentDocument : null;
    } catch {
      return null;
    }
  };
  const where = () => {
    const [, edition = '', file = ''] = web.contentWindow.location.pathname.split('/').map(decodeURIComponent);
    return { edition: file || !edition.endsWith('.html') ? edition : '', slug: file.replace(/(^index)?\.html$/, '') };
  };

  // --- The blocks that both sides show. A key is "0" or, in the second language of two, "1", and the id of the block;
  // without an id it is the chapter's opening.
  let chapter = { pages: [], places: {} };
  let boxes = new Map(); // by key: where the pages show it
  const twin = key => (key[0] === '0' ? '1' : '0') + key.slice(1);
  const printed = key => boxes.get(key) ?? boxes.get(twin(key));

  const keyOf = e => {
    if (e.matches('header.opening')) return e.closest('.side')?.previousElementSibling ? '1' : '0';
    if (!e.id) return '';
    const prefix = e.ownerDocument.querySelector('.text')?.dataset.prefix;
    return prefix && e.id.startsWith(prefix) ? '1' + e.id.slice(prefix.length) : '0' + e.id;
  };
  const known = e => {
    const key = keyOf(e);
    return key && (printed(key) || chapter.places[key]) ? key : '';
  };
  const blocksOf = doc => [...doc.querySelectorAll('main [id], main header.opening')].filter(known);
  const elementOf = key => {
    const doc = inside();
    if (!doc) return null;
    const all = blocksOf(doc);
    return all.find(e => keyOf(e) === key) ?? all.find(e => keyOf(e) === twin(key));
  };

  // The block around a node of the web page, and the one at a height of the window.
  const webBlock = node => {
    for (let e = node?.nodeType === 1 ? node : node?.parentElement; e; e = e.parentElement) if (known(e)) return e;
    return null;
  };
  const webBlockAt = y => {
    let found = null;
    for (const e of blocksOf(inside())) {
      const { top, height } = e.getBoundingClientRect();
      if (top > y) break;
      if (height && (!marked || keyOf(e)[0] === marked[0])) found = e; // of two languages, the one that is looked at
    }
    return found;
  };

  // Where a box of a page is in the window.
  const rect = ({ page, area: [x, y, w, h] }) => {
    const sheet = pages.children[page].getBoundingClientRect(), { width } = chapter.pages[page];
    const k = sheet.width / width;
    return { left: sheet.left + x * k, top: sheet.top + y * k, width: w * k, height: h * k };
  };
  const slack = 300; // hundredths of a point: the white around a line belongs to it
  const printBlock = (x, y) => {
    const page = [...pages.children].findIndex(p => {
      const r = p.getBoundingClientRect();
      return r.top <= y && y <= r.bottom && r.left <= x && x <= r.right;
    });
    if (page < 0) return '';
    const sheet = pages.children[page].getBoundingClientRect(), k = chapter.pages[page].width / sheet.width;
    const px = (x - sheet.left) * k, py = (y - sheet.top) * k;
    const hit = chapter.pages[page].boxes
      .filter(({ area: [bx, by, w, h] }) => px >= bx - slack && px <= bx + w + slack && py >= by - slack && py <= by + h + slack)
      .sort((a, b) => a.area[2] * a.area[3] - b.area[2] * b.area[3]);
    return hit[0]?.key ?? '';
  };
  // The box that stands at a height of the window, or is the last above it.
  const printBlockAt = y => {
    let found = null;
    for (const page of chapter.pages.keys()) {
      for (const box of chapter.pages[page].boxes) {
        const r = rect({ page, area: box.area });
        if (r.top <= y && (!found || r.top >= found.r.top)) found = { key: box.key, r };
      }
    }
    return found;
  };

  // --- Marking.
  let marked = '';
  let webMark = null;
  const place = (e, { left, top, width, height }) => Object.assign(e.style, { left: left + 'px', top: top + 'px', width: width + 'px', height: height + 'px' });
  const markWeb = () => {
    const doc = inside(), e = marked && elementOf(marked);
    if (!e) return webMark?.remove();
    if (webMark?.ownerDocument !== doc) {
      webMark?.remove();
      webMark = doc.createElement('keben-mark');
      Object.assign(webMark.style, {
        position: 'absolute', pointerEvents: 'none', zIndex: 1, borderInlineStart: '2px solid var(--indigo, #1f4e79)',
        background: 'color-mix(in srgb, var(--indigo, #1f4e79) 11%, transparent)',
      });
    }
    if (!webMark.isConnected) doc.documentElement.append(webMark);
    const r = e.getBoundingClientRect(), view = doc.defaultView, around = 8;
    place(webMark, { left: r.left + view.scrollX - around, top: r.top + view.scrollY, width: r.width + 2 * around, height: r.height });
  };
  const markPrint = () => {
    for (const e of pages.querySelectorAll('.mark')) e.remove();
    if (!marked) return;
    for (const { page, area: [x, y, w, h] } of [...boxes.get(marked) ?? [], ...boxes.get(twin(marked)) ?? []]) {
      const { width, height } = chapter.pages[page], e = document.createElement('div');
      e.className = 'mark';
      const around = 400;
      Object.assign(e.style, {
        left: (x - around) / width * 100 + '%', top: (y - around / 2) / height * 100 + '%',
        width: (w + 2 * around) / width * 100 + '%', height: (h + around) / height * 100 + '%',
      });
      pages.children[page].append(e);
    }
  };
  const placeOf = key => chapter.places[key] ?? chapter.places[twin(key)];
  const mark = key => {
    if (key === marked) return;
    marked = key;
    markWeb();
    markPrint();
    const at = placeOf(key);
    part('source').hidden = !at;
    if (!at) return;
    part('at').textContent = at.at;
    part('open').title = at.open ? words.open : words.source;
    part('open').setAttribute('aria-disabled', !at.open);
  };

  // --- Following. Only the side that the author moves leads the other; who moves it by keys has no pointer, and the block
  // at the reading line is marked.
  let leads = 'web', keys = false;
  const lead = side => e => {
    leads = side;
    keys = e.type === 'keydown';
  };
  const moves = ['wheel', 'pointerdown', 'pointermove', 'keydown', 'touchstart'];
  const across = y => y - pane.getBoundingClientRect().top; // both sides begin at one height
  const scrollPrint = by => { if (Math.abs(by) >= 1) pane.scrollBy({ top: by, behavior: 'instant' }); };
  const scrollWeb = by => { if (Math.abs(by) >= 1) web.contentWindow.scrollBy({ top: by, behavior: 'instant' }); };
  const shownIn = (top, height, room) => top >= 0 && top + Math.min(height, room / 3) <= room;

  // The share of a block that is above a height, and the height at which that share ends on the pages: a block may go
  // over from one to the next.
  const share = (top, height, y) => Math.min(Math.max((y - top) / (height || 1), 0), 1);
  const printHeight = (key, part) => {
    const rs = printed(key).map(rect);
    let rest = part * rs.reduce((sum, r) => sum + r.height, 0);
    for (const r of rs) {
      if (rest <= r.height) return r.top + rest;
      rest -= r.height;
    }
    return rs.at(-1).top + rs.at(-1).height;
  };
  const printFollows = (e, y) => {
    const key = e && keyOf(e);
    if (!key || !printed(key)) return;
    const { top, height } = e.getBoundingClientRect();
    scrollPrint(across(printHeight(key, share(top, height, y))) - y);
  };
  const webFollows = (key, y) => {
    const e = elementOf(key);
    if (!e) return;
    const all = printed(key).map(rect), whole = all.reduce((sum, b) => sum + b.height, 0);
    let above = 0;
    for (const b of all) above += Math.min(Math.max(y + pane.getBoundingClientRect().top - b.top, 0), b.height);
    const { top, height } = e.getBoundingClientRect();
    scrollWeb(top + height * above / (whole || 1) - y);
  };

  const due = new Set();
  const soon = f => {
    if (due.has(f)) return;
    due.add(f);
    requestAnimationFrame(() => {
      due.delete(f);
      f();
    });
  };
  const readAt = () => pane.clientHeight / 3 || innerHeight / 3;
  const webScrolled = () => {
    if (leads !== 'web' || !inside() || !web.clientHeight) return;
    const e = webBlockAt(readAt()), { scrollY, innerHeight } = web.contentWindow;
    // Beginnings and ends meet: what stands there may be on the other side in another order, or without an id.
    if (scrollY <= 0) scrollPrint(-pane.scrollTop);
    else if (scrollY + innerHeight >= inside().documentElement.scrollHeight - 1) scrollPrint(pane.scrollHeight);
    else printFollows(e, readAt());
    if (keys && e) mark(keyOf(e));
    count();
  };
  const printScrolled = () => {
    count();
    if (leads !== 'print' || !inside()) return;
    const at = printBlockAt(readAt() + pane.getBoundingClientRect().top);
    if (at && web.clientHeight) webFollows(at.key, readAt());
    if (at && keys) mark(at.key);
  };
  const count = () => {
    const middle = pane.getBoundingClientRect().top + readAt();
    const n = [...pages.children].findIndex(p => p.getBoundingClientRect().bottom >= middle);
    const page = chapter.pages[n];
    part('folio').textContent = page && pane.clientHeight ? words.page(page.label, n + 1, chapter.pages.length) : '';
  };

  pane.addEventListener('scroll', () => soon(printScrolled), { passive: true });
  for (const type of moves) pane.addEventListener(type, lead('print'), { passive: true });
  pane.addEventListener('pointermove', e => {
    const key = printBlock(e.clientX, e.clientY);
    pane.toggleAttribute('data-opens', !!placeOf(key)?.open);
    if (!key || key === marked) return;
    mark(key);
    const block = elementOf(key);
    if (!block || !web.clientHeight) return;
    const { top, height } = block.getBoundingClientRect();
    if (!shownIn(top, height, web.clientHeight)) scrollWeb(top - across(e.clientY));
  });

  // --- To the source.
  const say = text => { part('said').textContent = text; };
  const copy = async () => {
    const text = part('at').textContent;
    try {
      await navigator.clipboard.writeText(text);
    } catch { // without leave to write: the old way
      getSelection().selectAllChildren(part('at'));
      document.execCommand('copy');
    }
    part('copy').textContent = words.copied;
    say(words.copied);
    setTimeout(() => { part('copy').textContent = words.copy; }, 1500);
  };
  const open = key => {
    if (!key) return;
    mark(key);
    const at = placeOf(key);
    if (!at) return;
    if (!at.open) return say(at.at);
    part('goto').href = at.open;
    part('goto').click();
  };
  part('open').onclick = () => open(marked);
  part('copy').onclick = copy;
  let pressed = null; // where: who drags selects text
  pane.addEventListener('pointerdown', e => { pressed = e; });
  pane.addEventListener('click', e => {
    if (e.detail > 1 || pressed && Math.hypot(e.clientX - pressed.clientX, e.clientY - pressed.clientY) > 4) return;
    open(printBlock(e.clientX, e.clientY));
  });

  // --- The pages.
  const drawings = new Map(); // by hash: promises of their texts
  const drawing = ({ hash, number }) => {
    if (!drawings.has(hash)) {
      const fetched = fetch(`pages/${encodeURIComponent(chapter.edition)}/${number}/${hash}.svg`).then(r => r.ok ? r.text() : Promise.reject());
      drawings.set(hash, fetched);
      fetched.catch(() => drawings.delete(hash));
    }
    return drawings.get(hash);
  };
  const draw = async sheet => {
    const { hash } = sheet;
    if (sheet.drawn === hash) return;
    try {
      const text = await drawing(sheet);
      if (sheet.hash !== hash || sheet.drawn === hash || !sheet.near) return;
      const svg = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
      svg.setAttribute('width', '100%');
      svg.setAttribute('height', '100%');
      svg.setAttribute('display', 'block');
      // Pages have glyphs of the same names: each is in a tree of its own.
      (sheet.shadowRoot ?? sheet.attachShadow({ mode: 'open' })).querySelector('svg')?.remove();
      sheet.shadowRoot.prepend(document.importNode(svg, true));
      if (!sheet.shadowRoot.querySelector('slot')) sheet.shadowRoot.append(document.createElement('slot'));
      sheet.drawn = hash;
    } catch { /* the server has gone, or has another build; its next word brings the page */ }
  };
  const drawNear = () => {
    for (const sheet of pages.children) if (sheet.near) draw(sheet);
  };
  const watch = new IntersectionObserver(entries => {
    for (const { target, isIntersecting } of entries) {
      target.near = isIntersecting;
      if (isIntersecting) {
        draw(target);
      } else {
        target.shadowRoot?.querySelector('svg')?.remove();
        target.drawn = '';
      }
    }
  }, { root: pane, rootMargin: '100% 0px' });

  // show puts the pages of a chapter in the place of those before. A page that is as it was stays the very same; one that
  // has changed shows what it was until it is drawn.
  const show = next => {
    const same = next.edition === chapter.edition && next.slug === chapter.slug;
    const before = same ? [...pages.children] : [], free = new Set(before);
    const take = fits => {
      for (const sheet of free) if (fits(sheet)) return free.delete(sheet), sheet;
      return null;
    };
    const kept = next.pages.map(({ hash }) => take(s => s.hash === hash));
    const sheets = next.pages.map((page, i) => {
      const sheet = kept[i] ?? take(s => s === before[i]) ?? document.createElement('div');
      sheet.className = 'page';
      sheet.role = 'group';
      sheet.ariaLabel = words.page(page.label, i + 1, next.pages.length);
      sheet.number = page.number;
      sheet.hash = page.hash;
      sheet.style.aspectRatio = `${page.width} / ${page.height}`;
      return sheet;
    });
    for (const sheet of [...pages.children]) {
      if (sheets.includes(sheet)) continue;
      watch.unobserve(sheet);
      sheet.remove();
    }
    // What is in its place is not touched: taken out and put back, a drawing is laid out again.
    sheets.forEach((sheet, i) => {
      if (pages.children[i] !== sheet) pages.insertBefore(sheet, pages.children[i] ?? null);
    });
    const hashes = new Set(next.pages.map(p => p.hash));
    for (const hash of drawings.keys()) if (!hashes.has(hash)) drawings.delete(hash);
    chapter = next;
    boxes = new Map();
    next.pages.forEach((p, page) => p.boxes.forEach(({ key, area }) => boxes.set(key, [...boxes.get(key) ?? [], { page, area }])));
    for (const sheet of sheets) watch.observe(sheet);
    drawNear();
    note.textContent = sheets.length ? '' : words.none;
  };

  // The block at the reading line stays there when pages change.
  const hold = () => {
    const y = readAt() + pane.getBoundingClientRect().top, at = pane.scrollTop && printBlockAt(y);
    return () => {
      const now = at && boxes.get(at.key)?.map(rect)[0];
      if (now) scrollPrint(now.top - at.r.top);
    };
  };

  // Another chapter begins where the web page is.
  const begin = () => {
    marked = '';
    part('source').hidden = true;
    leads = 'web';
    pane.scrollTop = 0;
    webScrolled();
    const { hash } = web.contentWindow.location;
    const block = hash && webBlock(inside().getElementById(decodeURIComponent(hash.slice(1))));
    if (!block) return;
    const { top, height } = block.getBoundingClientRect();
    printFollows(block, height ? top : readAt()); // it has no height where it is not shown
  };

  let asked = 0, answered = 0, answer = '';
  const load = async () => {
    if (!inside()) return;
    const turn = ++asked, { edition, slug } = where();
    const moved = edition !== chapter.wanted || slug !== chapter.slug;
    let response, text;
    try {
      response = await fetch(`chapters/${encodeURIComponent(edition)}/${encodeURIComponent(slug)}`);
      text = await response.text();
    } catch {
      return; // the server has gone; its next word brings the pages
    }
    if (turn < answered || !inside()) return; // a later answer came first
    answered = turn;
    if (!moved && text === answer) return drawNear(); // what could not be had before
    answer = text;
    if (!response.ok) {
      show({ edition, slug, wanted: edition, pages: [], places: {} });
      note.textContent = response.status === 404 ? words.none : text;
      return;
    }
    const back = hold();
    show({ ...JSON.parse(text), slug, wanted: edition });
    if (moved) begin();
    else back();
    const key = marked;
    marked = '';
    if (key) mark(key);
    count();
    main.dataset.revision = String(turn); // for those who wait for the pages
  };

  // --- The web page.
  const wear = () => {
    const doc = inside();
    if (!doc) return;
    const style = doc.defaultView.getComputedStyle(doc.documentElement);
    for (const name of ['--paper', '--ink', '--second', '--rule', '--indigo']) root.style.setProperty(name, style.getPropertyValue(name));
    const [r, g, b] = getComputedStyle(root).backgroundColor.match(/[\d.]+/g) ?? [255, 255, 255];
    root.toggleAttribute('data-dark', +r + +g + +b < 384);
  };
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => requestAnimationFrame(wear));

  const entered = () => {
    const doc = inside();
    const { pathname, hash } = web.contentWindow.location;
    document.title = doc?.title || 'Keben';
    history.replaceState(null, '', '#' + pathname + hash);
    if (!doc) return;
    wear();
    new MutationObserver(wear).observe(doc.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class'] });
    // The print page may be there before the web page has changed.
    new MutationObserver(() => soon(markWeb)).observe(doc.body, { childList: true, subtree: true, characterData: true });
    doc.addEventListener('scroll', () => soon(webScrolled), { passive: true });
    for (const type of moves) doc.addEventListener(type, lead('web'), { passive: true });
    doc.addEventListener('pointermove', e => {
      const block = webBlock(e.target), key = block && keyOf(block);
      if (!key || key === marked) return;
      mark(key);
      const at = printed(key)?.map(rect);
      if (!at || !pane.clientHeight) return;
      const top = across(at[0].top);
      if (!at.some(r => shownIn(across(r.top), r.height, pane.clientHeight))) scrollPrint(top - e.clientY);
    });
    doc.addEventListener('click', e => {
      const a = e.target.closest?.('a[href]');
      if (a && (a.origin !== location.origin || /\.(pdf|epub)$/.test(a.pathname))) {
        // What is not a page of the book has no place in the frame.
        e.preventDefault();
        window.open(a.href, '_blank', 'noopener');
        return;
      }
      if (!e.ctrlKey && !e.metaKey || e.target.closest?.('a, button, input, select, textarea, summary, label')) return;
      const block = webBlock(e.target);
      if (!block) return;
      e.preventDefault();
      open(keyOf(block));
    }, true);
    load();
  };
  web.addEventListener('load', entered);

  for (const button of part('sides').children) {
    button.textContent = words[button.dataset.side];
    button.onclick = () => {
      const from = main.dataset.side, to = button.dataset.side;
      if (from === to) return;
      const e = from === 'web' && inside() && webBlockAt(readAt());
      const at = from === 'print' && printBlockAt(readAt() + pane.getBoundingClientRect().top);
      main.dataset.side = to;
      for (const b of part('sides').children) b.setAttribute('aria-pressed', b === button);
      if (e && printed(keyOf(e))) scrollPrint(across(printed(keyOf(e)).map(rect)[0].top) - readAt());
      if (at && elementOf(at.key)) scrollWeb(elementOf(at.key).getBoundingClientRect().top - readAt());
      count();
      markWeb();
    };
  }
  const resized = () => {
    markWeb();
    webScrolled();
    count();
  };
  addEventListener('resize', () => soon(resized));

  part('close').onclick = e => {
    const { pathname } = web.contentWindow.location;
    const block = inside() && web.contentWindow.scrollY && webBlockAt(readAt());
    e.currentTarget.href = pathname + (block?.id ? '#' + encodeURIComponent(block.id) : '');
  };

  // Every build may change the print page, even one that leaves the website as it was.
  let events;
  const listen = () => {
    events ??= new EventSource('events');
    events.onmessage = () => {
      load();
      if (note.textContent === words.lost) note.textContent = '';
    };
    events.onerror = () => {
      answer = '';
      if (!pages.children.length) note.textContent = words.lost;
    };
  };
  const leave = () => {
    events?.close();
    events = undefined;
  };
  addEventListener('visibilitychange', () => document.hidden ? leave() : listen());
  addEventListener('pagehide', leave);
  addEventListener('pageshow', listen);

  // Only a page of the preview is framed: a path that leads elsewhere, such as //host, is none.
  const wanted = new URL(location.hash.slice(1) || '/', location.origin);
  web.src = wanted.origin === location.origin && !wanted.pathname.startsWith('/_keben/') ? wanted.pathname + wanted.hash : '/';
  listen();
})();
