import { describe, expect, it } from 'vitest';
import { type ActionId, KEYS, type Press, press, printed } from './keys';

const key = (name: string, more: Partial<Press> = {}): Press => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  inText: false,
  taken: false,
  ...more,
});

describe('the key map', () => {
  it('gives each action its own keys', () => {
    expect(new Set(Object.values(KEYS)).size).toBe(Object.keys(KEYS).length);
  });

  it('reaches every action by its printed keys', () => {
    for (const id of Object.keys(KEYS) as ActionId[]) {
      let result: ReturnType<typeof press> = { action: null, prefix: '' };
      if (KEYS[id].startsWith('mod+')) {
        result = press(key(KEYS[id].slice(4), { ctrlKey: true }));
      } else {
        for (const one of KEYS[id].split(' ')) result = press(key(one), result.prefix);
      }
      expect(result.action, id).toBe(id);
      expect(printed(id).length).toBeGreaterThan(0);
    }
  });

  it('rests while text is written or a dialog is open, but for Mod keys', () => {
    expect(press(key('r', { inText: true })).action).toBeNull();
    expect(press(key('r', { taken: true })).action).toBeNull();
    expect(press(key('Enter', { inText: true, metaKey: true })).action).toBe('send');
    expect(press(key('k', { inText: true, ctrlKey: true })).action).toBe('palette');
  });

  it('can be switched off', () => {
    expect(press(key('e'), '', false).action).toBeNull();
    expect(press(key('k', { ctrlKey: true }), '', false).action).toBe('palette');
  });

  it('takes G then I as one, and G then something else as nothing', () => {
    expect(press(key('g')).prefix).toBe('g');
    expect(press(key('i'), 'g').action).toBe('go_inbox');
    expect(press(key('x'), 'g')).toEqual({ action: null, prefix: '' });
    expect(press(key('e'), 'g').action).toBeNull();
  });

  it('leaves what the browser does alone', () => {
    expect(press(key('r', { ctrlKey: true })).action).toBeNull();
    expect(press(key('e', { altKey: true })).action).toBeNull();
  });
});
