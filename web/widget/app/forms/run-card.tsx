// A run of an action: its form while it asks, what was given before and afterwards, that it is at
// work, and how it ended where nothing else says so.
import { Component } from 'preact';
import type { Given } from '../../../shared/events';
import type { Run } from '../../../shared/thread';
import { tidyDrafts } from '../../client/form-draft';
import type { State } from '../../client/store';
import { app } from '../context';
import { more } from '../lazy';
import { fetchCheck } from './checked';
import { FormView } from './form';
import { readable, t } from './words';

interface Props {
  run: Run;
  state: State;
}

export class RunCard extends Component<Props> {
  override componentDidMount() {
    this.#tidy();
    if (this.props.run.phase !== 'ended') fetchCheck();
  }

  override componentDidUpdate(before: Props) {
    if (before.run !== this.props.run || before.state.pending !== this.props.state.pending) {
      this.#tidy();
    }
  }

  /** Answers to what is no longer asked, kept or refused, are of no use to anybody. */
  #tidy() {
    const { run, state } = this.props;
    // What it asks may not have been read yet: a thread comes event by event.
    if (run.phase === 'working') return;
    const { client } = app;
    const { conversation } = state.thread;
    const asked = run.phase === 'asking' ? run.form?.step : undefined;
    tidyDrafts(client.storage, { conversation, run: run.run }, asked);
    for (const { command, state: is } of state.pending) {
      if (is !== 'failed' || !('run' in command) || command.run !== run.run) continue;
      const isOpen = command.type === 'give_fields' ? command.step === asked : asked !== undefined;
      if (!isOpen) client.outbox.drop(command.id);
    }
  }

  override render() {
    const { run, state } = this.props;
    const { phase, form, title, given, end } = run;
    if (!form) return phase === 'working' ? <Working run={run.run} /> : null;
    const asks = phase === 'asking';
    return (
      <section
        class={`run ${asks ? 'card' : 'over'}`}
        data-run={run.run}
        tabIndex={-1}
        // Only what asks is a place to go to; what is over is part of the thread.
        aria-labelledby={asks ? `run-${run.run}` : undefined}
      >
        <h2 id={`run-${run.run}`} dir="auto">
          {title}
        </h2>
        <Summary given={given} />
        {asks && <FormView key={form.step} run={run.run} {...form} state={state} />}
        {phase === 'working' && <Working />}
        {end && end !== 'done' && end !== 'failed' && <p class="ended">{t(end)}</p>}
      </section>
    );
  }
}

function Working({ run }: { run?: number }) {
  return (
    <p class="working" data-run={run}>
      {t('working')}
      <span aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
    </p>
  );
}

/** What was given, each answer beside its question. */
function Summary({ given }: { given: Given[] }) {
  const told = given.filter((it) => it.text || it.pictures?.length);
  if (!told.length) return null;
  return (
    <dl class="given">
      {told.map(({ key, label, text, pictures }) => (
        <div key={key}>
          <dt dir="auto">{label}</dt>
          <dd dir="auto">
            {pictures?.length
              ? more && <more.Pictures pictures={pictures} name={app.t('you')} />
              : readable(text)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
