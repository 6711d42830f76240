// Where forms and buttons of actions stand. They are fetched when the first of them is to be shown.
import type { VisitorButton } from '../../shared/events';
import type { Run } from '../../shared/thread';
import type { State } from '../client/store';
import { app } from './context';

type Part = typeof import('./forms');

let part: Part | undefined;
let fetching = false;

function fetched(): Part | undefined {
  if (part || fetching) return part;
  fetching = true;
  import('./forms')
    .then(async (it) => {
      await it.speak(app.locale);
      part = it;
      app.client.store.set({});
    })
    .catch(() => {})
    .finally(() => {
      fetching = false;
    });
  return part;
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
