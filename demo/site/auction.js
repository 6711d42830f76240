// One lot that closes at the next quarter of an hour, so that the page is live at any time.
// Bids stay in this browser; another bidder answers the first one, so that "outbid" can be seen.
(function (d) {
  'use strict';
  var body = d.body;
  var quarter = 15 * 60 * 1000;
  var extension = 2 * 60 * 1000;
  var now = Date.now();
  var closesAt = Math.ceil((now + 4 * 60 * 1000) / quarter) * quarter;
  var current = Number(body.dataset.currentBid);
  var answered = false;
  var steps = [[100, 5], [250, 10], [500, 20], [1000, 50], [2500, 100], [Infinity, 200]];
  var euros = new Intl.NumberFormat('en-IE', {
    style: 'currency', currency: 'EUR', maximumFractionDigits: 2
  });

  function one(id) { return d.getElementById(id); }
  function money(sum) { return euros.format(sum).replace(/\.00$/, ''); }
  function step(bid) { return steps.find(function (row) { return bid < row[0]; })[1]; }
  function premium(bid) { return Math.min(bid, 2000) * 0.18 + Math.max(bid - 2000, 0) * 0.15; }
  function clockTime(at) {
    return new Date(at).toLocaleTimeString('en-IE', { hour: '2-digit', minute: '2-digit' });
  }
  function two(n) { return (n < 10 ? '0' : '') + n; }

  function phase(left) {
    if (left <= 0) return 'closed';
    return left <= extension ? 'closing' : 'live';
  }

  function changed() { d.dispatchEvent(new CustomEvent('shop:changed')); }

  function showTotal() {
    var bid = Number(one('bid').value) || 0;
    one('total').textContent = money(bid + premium(bid));
  }

  function showBid() {
    var least = current + step(current);
    one('current').textContent = money(current);
    one('least').textContent = money(least);
    one('bid').min = least;
    one('bid').value = least;
    one('standing').textContent = {
      none: 'You have not bid yet.',
      leading: 'You are the highest bidder.',
      outbid: 'You have been outbid.'
    }[body.dataset.standing];
    showTotal();
  }

  function record(bidder, bid) {
    current = bid;
    body.dataset.currentBid = String(bid);
    var row = d.createElement('tr');
    [bidder, money(bid), clockTime(Date.now())]
      .forEach(function (text) {
        var cell = d.createElement('td');
        cell.textContent = text;
        row.appendChild(cell);
      });
    one('history').prepend(row);
    if (closesAt - Date.now() < extension) closesAt = Date.now() + extension;
    body.dataset.closesAt = new Date(closesAt).toISOString();
    one('closes').textContent = clockTime(closesAt);
    showBid();
    changed();
  }

  function rivalBids() {
    if (answered || body.dataset.phase === 'closed') return;
    answered = true;
    body.dataset.standing = 'outbid';
    record('B-2093', current + step(current));
  }

  one('bid-form').addEventListener('submit', function (event) {
    event.preventDefault();
    var bid = Number(one('bid').value);
    if (body.dataset.phase === 'closed' || bid < current + step(current)) return;
    body.dataset.standing = 'leading';
    record(body.dataset.bidder + ' (you)', bid);
    setTimeout(rivalBids, 8000);
  });
  one('bid').addEventListener('input', showTotal);

  function tick() {
    var left = Math.max(0, closesAt - Date.now());
    var seconds = Math.ceil(left / 1000);
    var is = phase(left);
    one('left').textContent = two(Math.floor(seconds / 60)) + ':' + two(seconds % 60);
    one('clock').value = left;
    if (is === body.dataset.phase) return;
    body.dataset.phase = is;
    one('phase').textContent = { live: 'Live', closing: 'Closing', closed: 'Closed' }[is];
    one('place').disabled = is === 'closed';
    changed();
  }

  body.dataset.closesAt = new Date(closesAt).toISOString();
  one('closes').textContent = clockTime(closesAt);
  d.querySelectorAll('[data-minutes-ago]').forEach(function (cell) {
    cell.textContent = clockTime(now - Number(cell.dataset.minutesAgo) * 60 * 1000);
  });
  showBid();
  tick();
  setInterval(tick, 250);
})(document);
