// What scrolls sideways can be scrolled with the keyboard, too, and what the theme gives no name has one.

function reach() {
  for (const box of document.querySelectorAll('.md-typeset__scrollwrap, .md-typeset pre > code, .tl-test')) {
    if (box.scrollWidth > box.clientWidth && !box.hasAttribute('tabindex')) {
      box.tabIndex = 0;
    }
  }
  document.querySelector('.md-search')?.setAttribute('aria-label', 'Search');
  for (const buttons of document.querySelectorAll('.md-code__nav:not([role])')) {
    buttons.setAttribute('role', 'none');
  }
}

addEventListener('load', reach);
addEventListener('resize', reach);
new MutationObserver(reach).observe(document.body, { childList: true, subtree: true });
reach();
