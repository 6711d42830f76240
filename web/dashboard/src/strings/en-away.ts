// Fetched with the teammate's own menu.
import type { Texts } from '../../../shared/i18n/index';

export const away = {
  'away.menu': '{name}, your account. You are: {is}',
  'away.available': 'Available',
  'away.available_about': 'Visitors are told that somebody is here.',
  'away.away': 'Away',
  'away.away_about': 'Until you say otherwise, on all your devices.',
  'away.account': 'Your account',
  'away.go': 'Go away',
  'away.back': 'Come back from away',
  'away.went': 'You are away. Visitors no longer count on you.',
  'away.came': 'You are available.',
  'away.ask': {
    one: 'You have {count} open conversation',
    other: 'You have {count} open conversations',
  },
  'away.ask_about':
    'Keep it while you are away, or give it back to the queue, where others can take it over?',
  'away.keep': 'Keep',
  'away.give_back': 'Give back and go away',
} as const satisfies Texts;
