// What scrolls sideways can be scrolled with the keyboard, too.

function reach() {
  for (const box of document.querySelectorAll('.md-typeset__scrollwrap, .md-typeset pre > code, .tl-test')) {
    if (box.scrollWidth > box.clientWidth && !box.hasAttribute('tabindex')) {
      box.tabIndex = 0;
    }
  }
}

addEventListener('load', reach);
addEventListener('resize', reach);
new MutationObserver(reach).observe(document.body, { childList: true, subtree: true });
reach();
