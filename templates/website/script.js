// Remembers the appearance the reader chose, and puts the top bar away while reading down. The pages need
// neither: without this file the appearance is the system's and the bar stays.
(() => {
  const root = document.documentElement, key = 'keben-appearance';
  const recall = () => { try { return localStorage.getItem(key) || ''; } catch { return ''; } };
  const wear = theme => { if (theme) root.dataset.theme = theme; else delete root.dataset.theme; };
  wear(recall());

  addEventListener('DOMContentLoaded', () => {
    const select = document.getElementById('_appearance');
    if (select) {
      select.value = recall();
      select.closest('[hidden]').hidden = false;
      select.addEventListener('change', () => {
        wear(select.value);
        try { localStorage.setItem(key, select.value); } catch { /* private reading: kept for this page only */ }
      });
    }

    const drawer = document.querySelector('details.contents');
    if (drawer) {
      const here = drawer.querySelector('[aria-current]');
      if (here) drawer.scrollTop = here.offsetTop - drawer.clientHeight / 2;
      const close = e => { if (drawer.open && (e.type !== 'click' || !drawer.contains(e.target) || e.target.closest('nav a'))) drawer.open = false; };
      addEventListener('click', close);
      addEventListener('keydown', e => { if (e.key === 'Escape' && drawer.open) { close(e); drawer.firstElementChild.focus(); } });
    }

    let last = scrollY;
    addEventListener('scroll', () => {
      if (Math.abs(scrollY - last) < 8) return;
      root.classList.toggle('down', scrollY > last && scrollY > 200 && !drawer?.open);
      last = scrollY;
    }, { passive: true });
  });
})();
