// Remembers the appearance the reader chose, puts the top bar away while reading down, and lets the language switch keep
// the place. The pages need none of it: without this file the appearance is the system's, the bar stays, and the links
// beside the headings lead to the same section.
(() => {
  const root = document.documentElement, key = 'keben-appearance';
  const wide = matchMedia(root.classList.contains('parallel') ? 'not all' : '(min-width: 1100px)');
  const recall = () => { try { return localStorage.getItem(key) || ''; } catch { return ''; } };
  const wear = theme => { if (theme) root.dataset.theme = theme; else delete root.dataset.theme; };
  wear(recall());

  addEventListener('DOMContentLoaded', () => {
    const select = document.getElementById('_appearance');
    if (select) {
      select.value = recall();
      select.closest('[hidden]').hidden = false;
      select.onchange = () => {
        wear(select.value);
        try { localStorage.setItem(key, select.value); } catch { /* private reading: for this page only */ }
      };
    }

    const contents = document.querySelector('details.contents');
    const drawn = () => contents?.open && !wide.matches;
    if (contents) {
      const fit = () => { contents.open = wide.matches; };
      fit();
      wide.onchange = fit;
      const here = contents.querySelector('[aria-current]');
      if (here) contents.scrollTop = here.offsetTop - contents.clientHeight / 2;
      addEventListener('click', e => { if (drawn() && (!contents.contains(e.target) || e.target.closest('nav a'))) fit(); });
      addEventListener('keydown', e => { if (e.key === 'Escape' && drawn()) { fit(); contents.firstElementChild.focus(); } });
    }

    // Twins share their ids; those of the second language of a parallel page have a prefix.
    const text = document.querySelector('.text'), prefix = text?.dataset.prefix || '';
    const shared = id => prefix && id.startsWith(prefix) ? id.slice(prefix.length) : id;
    const place = () => {
      const line = parseFloat(getComputedStyle(root).scrollPaddingTop) + 8; // where a link's target comes to stand
      let at = '';
      for (const e of text?.querySelectorAll('[id]') ?? []) {
        if (e.id.startsWith('fnref-') || shared(e.id).startsWith('fnref-')) continue;
        if (e.getBoundingClientRect().top > line) break;
        at = shared(e.id);
      }
      return at;
    };
    const keep = e => {
      const a = e.target.closest?.('.switch a[rel=alternate]');
      if (!a) return;
      const id = place();
      a.hash = id ? '#' + encodeURIComponent(id) : '';
    };
    for (const type of ['pointerdown', 'focusin', 'click']) addEventListener(type, keep, true);

    // What is in one language only has no place here: the block before it, or its section, is nearest.
    const wanted = decodeURIComponent(location.hash.slice(1));
    if (wanted && !document.getElementById(wanted)) {
      const [, section, n] = /^(.*)-p(\d+)$/.exec(wanted) || [, wanted, 0];
      for (let i = +n; i >= 0; i--) {
        const id = i ? section + '-p' + i : section;
        const e = document.getElementById(id) || prefix && document.getElementById(prefix + id);
        if (e) { e.scrollIntoView(); break; }
      }
    }

    let last = scrollY;
    addEventListener('scroll', () => {
      if (Math.abs(scrollY - last) < 8) return;
      root.classList.toggle('down', scrollY > last && scrollY > 200 && !drawn());
      last = scrollY;
    }, { passive: true });
  });
})();
