// The card of a handoff: what to expect, what the teammate will see, and a way to correct it.
import { Component } from 'preact';
import type { Details } from '../../shared/events';
import { canCancel } from '../client/cancel';
import { expectation } from '../client/expectation';
import { opensAt, regional, when } from '../client/hours';
import type { State } from '../client/store';
import { app } from './context';

interface Props {
  state: State;
}

/** Fetched with the first card. */
let part: typeof import('./details-form') | undefined;

export class HandoffCard extends Component<Props, { editing: boolean }> {
  override state = { editing: isWaiting(this.props.state) && isEmpty(told(this.props.state)) };

  override componentDidMount() {
    void this.#fetch();
  }

  async #fetch() {
    try {
      part ??= await import('./details-form');
      // All of it, so that the thread follows to its end.
      app.client.store.set({});
    } catch {
      // Who cannot fill it in now waits all the same; the next change tries again.
    }
  }

  override componentDidUpdate(before: Props) {
    // Who has joined is not kept waiting by an untouched form.
    if (isWaiting(before.state) && !isWaiting(this.props.state)) this.setState({ editing: false });
    if (!part) void this.#fetch();
  }

  override render() {
    const { state } = this.props;
    const details = told(state);
    const done = () => this.setState({ editing: false });
    return (
      <section class="card" tabIndex={-1} aria-label={app.t('card_sees')}>
        {isWaiting(state) && <Expectation state={state} />}
        {this.state.editing ? (
          part && <part.DetailsForm state={state} known={details} done={done} />
        ) : (
          <Summary
            state={state}
            details={details}
            change={() => this.setState({ editing: true })}
          />
        )}
        {canCancel(state.thread) && (
          <button
            type="button"
            class="quiet"
            onClick={() => app.client.order({ type: 'cancel_wait' })}
          >
            {app.t('cancel_wait')}
          </button>
        )}
      </section>
    );
  }
}

/** What is true: what was promised, else who is here, or when the team is back, or neither, without
 * inventing a time; and where the answer will go. Only what will happen is promised. */
function Expectation({ state }: { state: State }) {
  const { here, hours, thread } = state;
  const expected = expectation(thread, app.t);
  const comes = expected ? expected.comes : here;
  const helps = thread.owner.is === 'queue' && thread.owner.helping;
  const opens = comes ? null : opensAt(hours, Date.now());
  const time = opens === null ? '' : when(opens, Date.now(), regional(app.locale));
  const { email } = told(state);
  const byMail = state.face?.answers_by_mail;
  const nobody = byMail && !email ? 'card_nobody_mail' : 'card_nobody_text';
  return (
    <div class="expect">
      <h2 aria-live="polite">
        {expected?.words ??
          (comes ? app.t('card_here') : app.t(time ? 'card_back' : 'card_nobody', { time }))}
      </h2>
      <p>
        {byMail && email && !comes
          ? app.t('card_goes_to', { email })
          : app.t(comes ? 'card_here_text' : nobody)}{' '}
        {helps && app.t('card_helping')}
      </p>
    </div>
  );
}

interface SummaryProps {
  state: State;
  details: Details;
  change: () => void;
}

function Summary({ state, details, change }: SummaryProps) {
  const { items } = state.thread;
  // What the visitor said before they were passed on, not what they chat about since.
  const until = items.findLastIndex((it) => it.kind === 'line' && it.event.kind === 'handed_off');
  const asked = items
    .slice(0, until)
    .findLast((it) => it.kind === 'bubble' && it.by.role === 'visitor');
  const about = details.note || (asked?.kind === 'bubble' ? asked.text : '');
  const { title, url } = app.client.page;
  const rows = [
    [app.t('name'), details.name],
    [app.t('email'), details.email],
    [app.t('about'), about],
    [app.t('page'), title || url],
  ];
  return (
    <div class="sees">
      <h2>{app.t('card_sees')}</h2>
      <dl>
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd dir="auto" class={value ? '' : 'none'}>
              {value || app.t('not_given')}
            </dd>
          </div>
        ))}
      </dl>
      <button type="button" class="link" onClick={change}>
        {app.t('change')}
      </button>
    </div>
  );
}

/** What was told, with what is still on its way. */
function told({ thread, pending }: State): Details {
  const onTheirWay = pending.map(({ command, state }) =>
    command.type === 'give_details' && state !== 'failed' ? command.details : {},
  );
  return Object.assign({}, thread.details, ...onTheirWay);
}

function isEmpty(details: Details): boolean {
  return !details.name && !details.email && !details.note;
}

function isWaiting({ thread }: State): boolean {
  return thread.owner.is === 'queue';
}
