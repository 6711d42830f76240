// Where forms and buttons of actions stand. They are fetched when the first of them is to be shown.
import type { VisitorButton } from '../../shared/events';
import type { Run } from '../../shared/thread';
import { LATER_MS } from '../client/outbox';
import type { State } from '../client/store';
import { app } from './context';

type Forms = typeof import('./forms/forms');

let forms: Forms | undefined;
let fetching: Promise<Forms> | undefined;

function fetched(): Forms | undefined {
  fetching ??= import('./forms/forms').then(async (it) => {
    await it.speak();
    forms = it;
    app.client.store.set({});
    return it;
  });
  // The next drawing tries again.
  fetching.catch(() => {
    fetching = undefined;
  });
  return forms;
}

/** Does what needs them, as soon as they are there. */
export function withForms(act: (it: Forms) => void): void {
  fetched();
  fetching?.then(act, () => setTimeout(withForms, LATER_MS, act));
}

/** What an action asks, was told, or is at. */
export function RunPart({ run, state }: { run: Run; state: State }) {
  const it = fetched();
  return it ? <it.RunCard run={run} state={state} /> : null;
}

/** The buttons of one place. */
export function Chips({ state, place }: { state: State; place: VisitorButton['place'] }) {
  const buttons = state.buttons.filter((it) => it.place === place);
  const it = buttons.length > 0 && fetched();
  return it ? <it.Buttons buttons={buttons} /> : null;
}
