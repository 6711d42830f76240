// Where forms, and buttons of actions, stand. They are fetched when the first of them is to be shown.
import type { VisitorButton } from '../../shared/events';
import type { Run } from '../../shared/thread';
import { LATER_MS } from '../client/outbox';
import type { State } from '../client/store';
import { app } from './context';
import type { DetailsProps } from './details-form';

type Cards = typeof import('./forms/cards');

let cards: Cards | undefined;
let fetching: Promise<Cards> | undefined;

function fetched(): Cards | undefined {
  fetching ??= import('./forms/cards').then(async (it) => {
    await it.speak();
    cards = it;
    app.client.store.set({});
    return it;
  });
  // The next drawing tries again.
  fetching.catch(() => {
    fetching = undefined;
  });
  return cards;
}

/** Does what needs them, as soon as they are there. */
export function withCards(act: (it: Cards) => void): void {
  fetched();
  fetching?.then(act, () => setTimeout(withCards, LATER_MS, act));
}

/** Name, address and matter of who waits. */
export function DetailsPart(props: DetailsProps) {
  const it = fetched();
  return it ? <it.DetailsForm {...props} /> : null;
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
