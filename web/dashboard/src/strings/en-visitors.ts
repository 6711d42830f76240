import type { Texts } from '../../../shared/i18n/index';

export const visitors = {
  'settings.visitors': 'Visitors',
  'visitors.keys': 'Signing keys',
  'visitors.keys_about':
    'Your site signs who a visitor is, so that they find their own conversations on every device and nobody else can pretend to be them.',
  'visitors.keys_empty':
    'No key yet. Every visitor is anonymous until your site signs who they are.',
  'visitors.key': 'Key ending in {hint}',
  'visitors.key_made': 'Made by {name}, {time}',
  'visitors.key_used': 'last used {time}',
  'visitors.key_unused': 'not used yet',
  'visitors.key_make': 'Make a key',
  'visitors.key_exchange':
    'To exchange a key without a gap, make the new one, put it into your backend, then revoke the old one.',
  'visitors.key_full': 'Two keys at most. Revoke one before you make another.',
  'visitors.key_fresh': 'Your new signing key',
  'visitors.key_once':
    'Copy it now: it is shown this once. Keep it in the settings of your backend, never in a page.',
  'visitors.key_label': 'Signing key',
  'visitors.revoke': 'Revoke',
  'visitors.revoke_title': 'Revoke the key ending in {hint}?',
  'visitors.revoke_effect':
    'What your site signs with it is refused from now on, and browsers that were recognised by it are signed out. They are recognised again on their next page if your site signs with another key.',
  'visitors.backend': 'In your backend',
  'visitors.backend_about':
    'Sign a token for each page that a signed-in user opens. It is good for an hour here; 24 hours is the most.',
  'visitors.languages': 'Language',
  'visitors.page': 'In your page',
  'visitors.only': 'Attributes that must be signed',
  'visitors.only_about':
    'Anybody can type an attribute into the console of their browser. One that is named here counts only when your backend signed it.',
  'visitors.only_label': 'Only when signed',
  'visitors.only_hint':
    'One name on a line, such as vip or plan. Upper and lower case are the same.',
  'visitors.weak': 'A weaker way',
  'visitors.hash': 'Take a hash of the user’s id',
  'visitors.hash_about':
    'As other help desks have it: HMAC-SHA256 of the id. It proves the id alone, not the e-mail or attributes, and it never expires, so whoever copies one can use it until the key is revoked. Leave this off if your backend can sign tokens.',
} as const satisfies Texts;
