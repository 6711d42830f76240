// What an action asks. What is filled in is kept until it was taken, whatever becomes of its way.
import { Component, createRef } from 'preact';
import type { Form, FormField } from '../../../shared/events';
import type { Value } from '../../../shared/fields/check';
import { type FormKey, keepDraft, readDraft, type Values } from '../../client/form-draft';
import type { Order, Pending } from '../../client/outbox';
import type { State } from '../../client/store';
import { app } from '../context';
import { more } from '../lazy';
import { checked } from './checked';
import { FieldView } from './field';
import { readable, t, unfitText } from './words';

interface Props {
  run: number;
  step: number;
  form: Form;
  state: State;
}

interface Shown {
  values: Values;
  /** What is wrong with each answer, by our own look or by the server's. */
  wrong: Record<string, string>;
}

export class FormView extends Component<Props, Shown> {
  override state: Shown = { values: readDraft(app.client.storage, this.#key()), wrong: {} };
  #element = createRef<HTMLFormElement>();
  /** The refusal whose words stand beside the fields. */
  #told: string | undefined;
  /** What waits until nothing is pressed any more; null while nothing is. */
  #later: (() => void)[] | null = null;

  #key(): FormKey {
    const { run, step, state } = this.props;
    return { conversation: state.thread.conversation, run, step };
  }

  override componentDidMount() {
    // What was refused before the page was loaded anew takes no focus.
    this.#showRefusal(false);
  }

  override componentDidUpdate() {
    this.#showRefusal(true);
  }

  #showRefusal(focuses: boolean) {
    const sent = this.#sent('give_fields');
    if (sent?.state !== 'failed' || sent.command.id === this.#told) return;
    this.#told = sent.command.id;
    const told = (sent.problem?.fields ?? []).map((it) => [it.field, it.detail]);
    this.#mark(Object.fromEntries(told), focuses);
  }

  /** The command that carries what was pressed here, in this tab or another. */
  #sent(type: 'give_fields' | 'cancel_action'): Pending | undefined {
    const { run, step, state } = this.props;
    return state.pending.findLast(
      ({ command }) =>
        command.type === type &&
        command.run === run &&
        (command.type !== 'give_fields' || command.step === step),
    );
  }

  #mark(wrong: Record<string, string>, focuses = true) {
    const first = this.props.form.fields.find(({ key }) => wrong[key])?.key;
    this.setState({ wrong }, () => focuses && first && this.#input(first)?.focus());
  }

  #input(key: string): HTMLInputElement | null {
    return this.#element.current?.querySelector(`[name="${key}"]`) ?? null;
  }

  #change(key: string, value: Value) {
    const values = { ...this.state.values, [key]: value };
    const { [key]: _, ...wrong } = this.state.wrong;
    this.setState({ values, wrong });
    keepDraft(app.client.storage, this.#key(), values);
  }

  /** Why what stands in a field does not fit, or nothing. */
  #unfit(field: FormField): string | undefined {
    const place = `${this.props.run}.${field.key}`;
    const isOnItsWay = more?.attachedTo(place).some((it) => !it.id);
    if (field.kind.type === 'file' && isOnItsWay) return t('on_its_way');
    // Half a date is none to a browser, and yet not left empty.
    const isHalf = this.#input(field.key)?.validity?.badInput;
    const fit = checked(field, isHalf ? '?' : this.state.values[field.key], today());
    return 'unfit' in fit ? unfitText(field, fit) : undefined;
  }

  #press() {
    this.#later ??= [];
    const release = () => {
      const all = this.#later ?? [];
      this.#later = null;
      // The press itself counts first.
      for (const act of all) setTimeout(act);
    };
    for (const end of ['pointerup', 'pointercancel']) {
      addEventListener(end, release, { once: true });
    }
  }

  /** What is being pressed must stay in place: words that come in between would move it away. */
  #leave(field: FormField) {
    const look = () => this.#look(field);
    if (this.#later) this.#later.push(look);
    else setTimeout(look);
  }

  #look(field: FormField) {
    const value = this.state.values[field.key];
    // What is empty may yet be filled in; and of what is put aside nothing is asked.
    if (value === undefined || value === '' || this.#sent('cancel_action')) return;
    const unfit = this.#unfit(field);
    if (unfit) this.setState({ wrong: { ...this.state.wrong, [field.key]: unfit } });
  }

  #submit(event: Event) {
    event.preventDefault();
    const { run, step, form } = this.props;
    const sent = this.#sent('give_fields');
    if (sent && sent.state !== 'failed') return;
    const wrong: Record<string, string> = {};
    for (const field of form.fields) {
      const unfit = this.#unfit(field);
      if (unfit) wrong[field.key] = unfit;
    }
    this.#mark(wrong);
    if (Object.keys(wrong).length) return;
    if (sent) app.client.outbox.drop(sent.command.id);
    const given = form.fields.map(({ key }) => [key, this.state.values[key]] as const);
    const values = given.filter(([, value]) => value !== undefined && value !== '');
    // The description knows of a value only that it is JSON.
    const order = { type: 'give_fields', run, step, values: Object.fromEntries(values) };
    app.client.order(order as unknown as Order);
  }

  #cancel() {
    const { run } = this.props;
    const [given, cancelled] = [this.#sent('give_fields'), this.#sent('cancel_action')];
    if (cancelled && cancelled.state !== 'failed') return;
    for (const it of [given, cancelled]) if (it) app.client.outbox.drop(it.command.id);
    app.client.order({ type: 'cancel_action', run });
  }

  override render() {
    const { form } = this.props;
    const known = (form.known ?? []).map((it) => `${it.label} ${readable(it.text)}`);
    const what = new Intl.ListFormat(app.locale).format(known);
    return (
      <form
        ref={this.#element}
        class={`details${form.one_by_one ? ' one' : ''}`}
        noValidate
        onPointerDown={() => this.#press()}
        onSubmit={(event: Event) => this.#submit(event)}
      >
        {form.intro && <p dir="auto">{form.intro}</p>}
        {known.length > 0 && (
          <p class="known" dir="auto">
            {t('known', { what })}
          </p>
        )}
        {form.confirm && (
          <p class="confirm" dir="auto">
            {form.confirm}
          </p>
        )}
        {form.fields.map((field) => (
          <FieldView
            key={field.key}
            run={this.props.run}
            field={field}
            value={this.state.values[field.key]}
            wrong={this.state.wrong[field.key]}
            change={(value) => this.#change(field.key, value)}
            leave={() => this.#leave(field)}
          />
        ))}
        {this.#end()}
      </form>
    );
  }

  #end() {
    const [given, cancelled] = [this.#sent('give_fields'), this.#sent('cancel_action')];
    const isSending = given !== undefined && given.state !== 'failed';
    const { form } = this.props;
    const refused = [cancelled, given].find((it) => it?.state === 'failed');
    // What is wrong with a field stands beside it.
    const isBeside = refused?.problem?.fields?.some((it) =>
      form.fields.some(({ key }) => key === it.field),
    );
    return (
      <>
        {refused && !isBeside && (
          <p class="wrong" role="alert">
            {app.t('not_sent')} {refused.problem?.detail}
          </p>
        )}
        <div class="buttons">
          <button type="submit" class="main" aria-disabled={isSending}>
            {isSending ? app.t('sending') : t(form.confirm ? 'agree' : 'send')}
          </button>
          <button
            type="button"
            class="link"
            aria-disabled={cancelled !== undefined && cancelled.state !== 'failed'}
            onClick={() => this.#cancel()}
          >
            {t('cancel')}
          </button>
        </div>
      </>
    );
  }
}

/** Where the visitor is, such as `2026-03-14`. */
function today(): string {
  const now = new Date();
  const two = (part: number) => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
