// Name, e-mail and matter: all may be left out, and nothing is lost when sending fails.
import { Component, createRef } from 'preact';
import type { Details } from '../../shared/events';
import { EMAIL_CHARS_MAX, NAME_CHARS_MAX } from '../../shared/limits';
import type { Pending } from '../client/outbox';
import type { State } from '../client/store';
import { app } from './context';

const FIELDS = [
  { key: 'name', type: 'text', complete: 'name', max: NAME_CHARS_MAX },
  { key: 'email', type: 'email', complete: 'email', max: EMAIL_CHARS_MAX },
  { key: 'note', type: 'text', complete: 'off', max: 1_000 },
] as const;
type Key = (typeof FIELDS)[number]['key'];
type Wrong = Partial<Record<Key, string>>;

interface Props {
  state: State;
  known: Details;
  done: () => void;
}

interface Form {
  values: Details;
  /** The command that carries them. */
  sent?: string;
  wrong: Wrong;
}

export class DetailsForm extends Component<Props, Form> {
  override state: Form = { values: prefilled(this.props.known), wrong: {} };
  #form = createRef<HTMLFormElement>();
  #told: string | undefined;

  override componentDidUpdate() {
    const { sent } = this.state;
    const command = this.#command();
    if (sent && !command) this.props.done();
    const wrong = this.#wrong(command);
    const first = FIELDS.find(({ key }) => wrong[key])?.key;
    const told = first && `${sent}${first}${wrong[first]}`;
    if (told && told !== this.#told) {
      this.#form.current?.querySelector<HTMLElement>(`#about-${first}`)?.focus();
    }
    this.#told = told;
  }

  #command(): Pending | undefined {
    return this.props.state.pending.find((it) => it.command.id === this.state.sent);
  }

  /** What is wrong with each field, by our own look or by the server's. */
  #wrong(command: Pending | undefined): Wrong {
    const wrong: Wrong = { ...this.state.wrong };
    for (const it of command?.problem?.fields ?? []) {
      const field = FIELDS.find(({ key }) => it.field.endsWith(key));
      if (field) wrong[field.key] = it.detail;
    }
    return wrong;
  }

  #submit(event: Event) {
    event.preventDefault();
    const { values, sent } = this.state;
    const { client } = app;
    const told: Details = {};
    for (const { key } of FIELDS) {
      const value = values[key]?.trim();
      if (value && value !== this.props.state.thread.details[key]) told[key] = value;
    }
    const bad = told.email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(told.email);
    if (bad) {
      this.setState({ wrong: { email: app.t('email_wrong') } });
      return;
    }
    if (sent) client.outbox.drop(sent);
    if (!Object.keys(told).length) this.props.done();
    else this.setState({ wrong: {}, sent: client.order({ type: 'give_details', details: told }) });
  }

  #change(key: Key, value: string) {
    const { values, wrong } = this.state;
    this.setState({ values: { ...values, [key]: value }, wrong: { ...wrong, [key]: undefined } });
  }

  override render() {
    const command = this.#command();
    const wrong = this.#wrong(command);
    const failed = command?.state === 'failed';
    return (
      <form
        ref={this.#form}
        class="details"
        noValidate
        onSubmit={(event: Event) => this.#submit(event)}
      >
        {inOrder(this.props.state).map((field) => (
          <Field
            key={field.key}
            field={field}
            value={this.state.values[field.key] ?? ''}
            wrong={wrong[field.key]}
            change={(value) => this.#change(field.key, value)}
          />
        ))}
        {failed && !Object.values(wrong).some(Boolean) && (
          <p class="wrong" role="alert">
            {command.problem?.detail}
          </p>
        )}
        <div class="buttons">
          <button type="submit" class="main">
            {app.t(command && !failed ? 'sending' : 'pass_on')}
          </button>
          <button type="button" class="link" onClick={this.props.done}>
            {app.t('skip')}
          </button>
        </div>
      </form>
    );
  }
}

/** Where nobody is here, the address is what matters. */
function inOrder({ here, face }: State) {
  const [name, email, note] = FIELDS;
  return here || !face?.answers_by_mail ? FIELDS : [email, name, note];
}

function prefilled(known: Details): Details {
  const { name, email } = app.client.page.attributes;
  return { name, email, ...known };
}

interface FieldProps {
  field: (typeof FIELDS)[number];
  value: string;
  wrong: string | undefined;
  change: (value: string) => void;
}

function Field({ field, value, wrong, change }: FieldProps) {
  const id = `about-${field.key}`;
  const props = {
    id,
    value,
    dir: 'auto' as const,
    maxLength: field.max,
    autocomplete: field.complete,
    'aria-invalid': wrong !== undefined,
    'aria-describedby': wrong ? `${id}-wrong` : undefined,
    onInput: (event: { currentTarget: { value: string } }) => change(event.currentTarget.value),
  };
  return (
    <div class="field">
      <label for={id}>
        {app.t(field.key === 'note' ? 'about' : field.key)} <span>{app.t('optional')}</span>
      </label>
      {field.key === 'note' ? (
        <textarea rows={2} {...props} />
      ) : (
        <input type={field.type as 'text'} {...props} />
      )}
      {wrong && (
        <p class="wrong" id={`${id}-wrong`}>
          {wrong}
        </p>
      )}
    </div>
  );
}
