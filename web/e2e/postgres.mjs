// The same two journeys on PostgreSQL.
import { describe, test } from 'node:test';
import { freshDatabase } from './lib/database.mjs';
import { surviveKills } from './lib/kill.mjs';
import { world } from './lib/people.mjs';
import { tellStory } from './lib/story.mjs';

describe('on PostgreSQL', () => {
  const here = world(() => ({ database: freshDatabase('story') }));
  test('the story', () => tellStory(here));
});

describe('on PostgreSQL, killed', () => {
  const here = world(() => ({ database: freshDatabase('kill') }));
  test('nothing is lost and nothing doubled', () => surviveKills(here));
});
