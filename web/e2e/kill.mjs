import { test } from 'node:test';
import { surviveKills } from './lib/kill.mjs';
import { world } from './lib/people.mjs';

const here = world();

test('a server killed in the middle loses nothing and doubles nothing', () => surviveKills(here));
