// Keeps a page of the preview up to date: puts what changed in a new build into the page without moving what
// the author looks at, and shows the messages of the build. It is served by keben serve only; no build holds it.
(() => {
  const script = document.currentScript;
  const words = {
    en: {
      title: 'Messages of the build', broken: 'The last save cannot be built. This is the page as it was before.',
      close: 'Close', hint: 'hint: ', more: n => `${n} more: see the terminal`, lost: 'keben serve has ended; the page will wait for it',
      beside: 'Print page',
    },
    zh: {
      title: '生成时发现的问题', broken: '最近一次保存的内容无法生成，这里显示的是此前的页面。',
      close: '关闭', hint: '建议：', more: n => `另有 ${n} 条，见终端`, lost: 'keben serve 已退出；重新启动后本页会自动恢复',
      beside: '对照版面',
    },
  }[script.dataset.lang] || {};

  // The page as it was sent. The live page differs from it by what scripts and the reader did; only what differs
  // between two sent pages is changed in it.
  let sent = document.documentElement.cloneNode(true);
  let revision = script.dataset.revision;

  // What cannot be exchanged in a page that is shown: its language and kind, its styles and scripts.
  const frame = root => [root.lang, root.className, ...[...root.querySelectorAll('link[rel=stylesheet], script')]
    .map(e => e.href || e.src || e.textContent)].join('\n').replaceAll(location.origin, '');

  // kin are nodes that say the same: the ids of all paragraphs of a section change when one comes before them.
  const kin = (a, b) => a.nodeName === b.nodeName && a.textContent === b.textContent;

  // patch makes live, which was sent as before, into after. What is alike stays the very same node, and with it the
  // reader's selection, focus and opened details.
  const patch = (live, before, after) => {
    if (before.isEqualNode(after)) return;
    const element = live.nodeType === Node.ELEMENT_NODE && live.nodeName === before.nodeName && live.nodeName === after.nodeName;
    if (!element || live.childNodes.length !== before.childNodes.length) {
      live.replaceWith(document.importNode(after, true));
      return;
    }
    for (const { name } of [...before.attributes]) if (!after.hasAttribute(name)) live.removeAttribute(name);
    for (const { name, value } of after.attributes) if (before.getAttribute(name) !== value) live.setAttribute(name, value);
    const now = [...live.childNodes], old = [...before.childNodes], young = [...after.childNodes];
    let head = 0, tail = 0;
    while (head < old.length && head < young.length && kin(old[head], young[head])) head++;
    while (tail < old.length - head && tail < young.length - head && kin(old.at(-1 - tail), young.at(-1 - tail))) tail++;
    if (old.length === young.length) head = old.length, tail = 0;
    const next = now[now.length - tail] ?? null;
    for (const node of now.slice(head, now.length - tail)) node.remove();
    for (const node of young.slice(head, young.length - tail)) live.insertBefore(document.importNode(node, true), next);
    for (let i = 0; i < head; i++) patch(now[i], old[i], young[i]);
    for (let i = -tail; i < 0; i++) patch(now.at(i), old.at(i), young.at(i));
  };

  // The first block below the upper edge of the window is what the author looks at. Its id may change when a
  // paragraph comes before it, and its text when it is the one that was edited.
  const mark = () => {
    for (const e of document.querySelectorAll('main [id]')) {
      const { top, height } = e.getBoundingClientRect();
      if (height && top >= 0) return { e, top, id: e.id, text: e.textContent, y: scrollY };
    }
    return { y: scrollY };
  };
  const restore = ({ e, top, id, text, y }) => {
    if (!y) return; // at the very top one stays there
    if (!e?.isConnected) {
      const all = [...document.querySelectorAll('main [id]')];
      e = e && (all.find(x => x.textContent === text) ?? document.getElementById(id));
    }
    if (e) scrollBy({ top: e.getBoundingClientRect().top - top, behavior: 'instant' });
    else scrollTo({ top: y, behavior: 'instant' });
  };

  const update = async () => {
    const response = await fetch(location.pathname + location.search, { cache: 'no-store' });
    if (!(response.headers.get('Content-Type') ?? '').startsWith('text/html')) return location.reload();
    const page = new DOMParser().parseFromString(await response.text(), 'text/html').documentElement;
    page.querySelector('script[data-revision]')?.setAttribute('data-revision', script.dataset.revision);
    const body = page.querySelector('body'), was = sent.querySelector('body');
    if (page.isEqualNode(sent)) return;
    if (frame(page) !== frame(sent) || was.childNodes.length !== document.body.childNodes.length) return location.reload();
    const place = mark();
    document.title = page.querySelector('title')?.textContent ?? '';
    patch(document.body, was, body);
    sent = page;
    restore(place);
  };

  // One update at a time; what came meanwhile is one more.
  let running = false, wanted = false;
  const refresh = async () => {
    wanted = true;
    if (running) return;
    running = true;
    try {
      while (wanted) {
        wanted = false;
        await update();
      }
    } catch {
      revision = ''; // the server has gone; its next word brings the page
    } finally {
      running = false;
    }
  };

  // The messages stand outside the body, which belongs to the page, and in a shadow tree, where the styles of the
  // book do not reach.
  const host = document.createElement('keben-preview');
  const root = host.attachShadow({ mode: 'open' });
  root.innerHTML = `<link rel="stylesheet" href="${new URL('preview.css', script.src).pathname}">
<div id="box"><section id="panel" aria-labelledby="title" tabindex="-1" hidden>
<header><h2 id="title"></h2><button id="close" type="button"></button></header>
<p id="broken" hidden></p><ol></ol><p id="more" hidden></p></section>
<div id="bar"><button id="chip" type="button" aria-expanded="false" aria-controls="panel" hidden></button><a id="beside"></a></div></div>
<p id="said" role="status"></p>`;
  const part = id => root.getElementById(id);
  const panel = part('panel'), chip = part('chip'), list = root.querySelector('ol');
  part('title').textContent = words.title;
  part('broken').textContent = words.broken;
  part('close').textContent = words.close;
  host.lang = script.dataset.lang === 'zh' ? 'zh-Hans' : 'en';
  root.querySelector('link').onload = () => host.toggleAttribute('ready', true);

  // The print page beside this page, at the place that the author looks at. In its frame this page has no link to it.
  const beside = part('beside');
  beside.textContent = words.beside;
  beside.hidden = parent !== window || document.documentElement.classList.contains('keben-missing');
  const keep = () => {
    const { id = '', y } = mark();
    beside.href = new URL('beside', script.src).pathname + '#' + location.pathname + (y && id ? '#' + encodeURIComponent(id) : '');
  };
  keep();
  for (const type of ['pointerdown', 'focus', 'click']) beside.addEventListener(type, keep);

  let closed = ''; // the messages that the author has closed
  let asked = false; // the author opened the panel, which then stays open
  let shown = '';
  const open = yes => {
    panel.hidden = !yes;
    chip.setAttribute('aria-expanded', yes);
  };
  const shut = () => {
    open(false);
    asked = false;
    closed = shown;
  };
  chip.onclick = () => {
    if (!panel.hidden) return shut();
    open(asked = true);
    panel.focus();
  };
  part('close').onclick = () => {
    shut();
    chip.focus();
  };
  addEventListener('keydown', e => { if (e.key === 'Escape' && !panel.hidden) shut(); });

  const add = (parent, name, className, text) => {
    const e = parent.appendChild(document.createElement(name));
    e.className = className;
    e.textContent = text;
    return e;
  };
  const item = m => {
    const li = document.createElement('li');
    li.className = m.severity;
    const p = add(li, 'p', 'what', '');
    add(p, 'strong', '', m.word);
    p.append(' ' + m.text);
    if (m.place) add(li, 'p', 'where', m.place);
    if (m.marked || m.before || m.after) {
      const code = add(li, 'code', '', m.before);
      add(code, 'mark', '', m.marked);
      code.append(m.after);
    }
    if (m.hint) add(li, 'p', 'hint', words.hint + m.hint);
    return li;
  };
  const show = state => {
    const key = JSON.stringify([state.broken, state.messages]);
    if (key === shown && host.dataset.state !== 'lost') return;
    shown = key;
    host.dataset.state = state.broken ? 'broken' : state.messages.length ? 'messages' : 'fine';
    list.replaceChildren(...state.messages.map(item));
    part('broken').hidden = !state.broken;
    part('more').hidden = !state.more;
    part('more').textContent = words.more?.(state.more);
    chip.textContent = state.summary;
    chip.hidden = host.dataset.state === 'fine';
    // A save that cannot be built is shown at once, unless these very messages were closed; warnings wait to be asked.
    open(state.broken && closed !== key || asked && state.messages.length > 0);
    part('said').textContent = state.broken ? `${words.broken} ${state.summary}` : state.summary;
  };

  let events;
  const listen = () => {
    events ??= new EventSource(new URL('events', script.src));
    events.onmessage = e => {
      const state = JSON.parse(e.data);
      show(state);
      if (state.revision !== revision) {
        revision = state.revision;
        refresh();
      }
    };
    events.onerror = () => {
      host.dataset.state = 'lost';
      chip.textContent = part('said').textContent = words.lost;
      chip.hidden = false;
    };
  };
  const leave = () => {
    events?.close();
    events = undefined;
  };
  // A browser keeps few connections to one server: pages that nobody sees give theirs back.
  addEventListener('visibilitychange', () => document.hidden ? leave() : listen());
  addEventListener('pagehide', leave);
  addEventListener('pageshow', listen);

  document.documentElement.append(host);
  listen();
})();
