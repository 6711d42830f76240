// @vitest-environment jsdom
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inside } from '../routes/sign-in';
import { en } from './en';
import { actions } from './en-actions';
import { away } from './en-away';
import { conditions } from './en-conditions';
import { cost } from './en-cost';
import { embeddings } from './en-embeddings';
import { handoffs } from './en-handoffs';
import { inspect } from './en-inspect';
import { judge } from './en-judge';
import { model } from './en-model';
import { packet } from './en-packet';
import { pages } from './en-pages';
import { playground } from './en-playground';
import { rules } from './en-rules';
import { run } from './en-run';
import { runs } from './en-runs';
import { sites } from './en-sites';
import { sound } from './en-sound';
import { tags } from './en-tags';
import { thread } from './en-thread';
import { voice } from './en-voice';
import { written } from './en-written';

const all = {
  ...en,
  ...pages,
  ...away,
  ...actions,
  ...inspect,
  ...judge,
  ...conditions,
  ...rules,
  ...playground,
  ...run,
  ...runs,
  ...thread,
  ...packet,
  ...handoffs,
  ...sound,
  ...tags,
  ...cost,
  ...voice,
  ...embeddings,
  ...model,
  ...sites,
  ...written,
};

const root = join(import.meta.dirname, '..');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.includes('test') && !name.startsWith('strings'))
  .map((name) => readFileSync(join(root, name), 'utf8'))
  .join('\n');

describe('the texts', () => {
  it('are all used: a key is named, or begins as a template does', () => {
    const templates = [...sources.matchAll(/`([a-z_]+[._][a-z_]*)\$\{/g)].map((it) => it[1] ?? '');
    const unused = Object.keys(all).filter(
      (key) => !sources.includes(`'${key}'`) && !templates.some((it) => key.startsWith(it)),
    );
    expect(unused).toEqual([]);
  });

  it('do not shout', () => {
    expect(Object.entries(all).filter(([, text]) => JSON.stringify(text).includes('!'))).toEqual(
      [],
    );
  });
});

describe('where to go after signing in', () => {
  it('is never another site', () => {
    expect(inside('/knowledge?source=1')).toBe('/knowledge?source=1');
    for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example', undefined]) {
      expect(inside(next)).toBe('/inbox/waiting');
    }
  });
});
