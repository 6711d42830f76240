// The basket's count and the filters of the listing. Nothing here leaves the browser.
(function (d) {
  'use strict';
  var basket = [];
  try { basket = JSON.parse(sessionStorage.getItem('basket') || '[]'); } catch (_) { basket = []; }

  function showBasket() {
    d.querySelectorAll('[data-basket-count]').forEach(function (node) {
      node.textContent = String(basket.length);
    });
    d.querySelectorAll('[data-add]').forEach(function (button) {
      var inside = basket.indexOf(button.dataset.add) >= 0;
      button.textContent = inside ? 'Take out of basket' : 'Add to basket';
      button.setAttribute('aria-pressed', String(inside));
    });
  }

  function toggle(item) {
    var at = basket.indexOf(item);
    if (at >= 0) basket.splice(at, 1); else basket.push(item);
    try {
      sessionStorage.setItem('basket', JSON.stringify(basket));
    } catch (_) {
      // Storage is denied: the basket lasts as long as the page.
    }
    showBasket();
  }

  function filter(kind) {
    var shown = 0;
    d.querySelectorAll('[data-kind]').forEach(function (card) {
      card.hidden = kind !== 'all' && card.dataset.kind !== kind;
      if (!card.hidden) shown += 1;
    });
    d.querySelectorAll('[data-filter]').forEach(function (button) {
      button.setAttribute('aria-pressed', String(button.dataset.filter === kind));
    });
    d.getElementById('shown').textContent = shown === 1 ? '1 piece' : shown + ' pieces';
  }

  d.addEventListener('click', function (event) {
    var add = event.target.closest('[data-add]');
    var chip = event.target.closest('[data-filter]');
    if (add) toggle(add.dataset.add);
    if (chip) filter(chip.dataset.filter);
  });
  showBasket();
})(document);
