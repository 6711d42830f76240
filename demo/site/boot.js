// Starts the chat on this page. The server that serves the shop fills in the two data attributes
// of the script tag; the page's own facts stand on <body data-...> and travel as attributes.
(function (w, d) {
  'use strict';
  var here = d.currentScript.dataset;

  w.baton = w.baton || function () {
    (w.baton.q = w.baton.q || []).push(arguments);
  };
  var script = d.createElement('script');
  script.async = 1;
  script.src = here.origin + '/widget.js?site=' + here.site;
  d.head.appendChild(script);

  // `data-closes-at` becomes `closes_at`; a plain number becomes a number, so that rules can
  // compare it.
  function attributes() {
    var out = {};
    Object.keys(d.body.dataset).forEach(function (key) {
      var name = key.replace(/[A-Z]/g, function (c) { return '_' + c.toLowerCase(); });
      var text = d.body.dataset[key];
      out[name] = /^\d+(\.\d+)?$/.test(text) ? Number(text) : text;
    });
    return out;
  }

  w.baton('boot', { site: here.site, attributes: attributes() });

  // A page that changes one of its facts (a bid, the end of a lot) says so by this event.
  d.addEventListener('shop:changed', function () {
    w.baton('setAttributes', attributes());
  });
  d.addEventListener('click', function (event) {
    if (event.target.closest('[data-ask]')) w.baton('open');
  });
})(window, document);
