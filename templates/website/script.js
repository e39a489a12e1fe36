// Remembers the appearance the reader chose, and puts the top bar away while reading down. The pages need
// neither: without this file the appearance is the system's and the bar stays.
(() => {
  const root = document.documentElement, key = 'keben-appearance', wide = matchMedia('(min-width: 1100px)');
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

    let last = scrollY;
    addEventListener('scroll', () => {
      if (Math.abs(scrollY - last) < 8) return;
      root.classList.toggle('down', scrollY > last && scrollY > 200 && !drawn());
      last = scrollY;
    }, { passive: true });
  });
})();
