// Files in a form, pictures above all: chosen, pasted or dropped. They are sent at once and given
// by their ids.
import { Component } from 'preact';
import { MESSAGE_PICTURES_MAX } from '../../../shared/limits';
import { app } from '../context';
import { more } from '../lazy';
import type { Control } from './field';
import { t } from './words';

export class Files extends Component<Control> {
  #place = `${this.props.run}.${this.props.field.key}`;

  override componentDidMount() {
    const { value } = this.props;
    more?.restore(app.client, this.#place, Array.isArray(value) ? value : []);
  }

  override componentDidUpdate() {
    const { value, change } = this.props;
    const ids = (more?.attachedTo(this.#place) ?? []).flatMap((it) => it.id ?? []);
    if (ids.join() !== (Array.isArray(value) ? value.join() : '')) change(ids);
  }

  override componentWillUnmount() {
    // What was given stands in the thread.
    more?.takeAttached(this.#place);
  }

  #take(files: FileList | null | undefined, event?: Event) {
    if (!files?.length) return;
    // The page around would show what is dropped.
    event?.preventDefault();
    more?.attach(app.client, files, this.#place);
  }

  override render() {
    const { id, field, aria } = this.props;
    const { 'aria-required': _, ...described } = aria;
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same.
      <div
        class="files"
        onPaste={(event) => this.#take(event.clipboardData?.files, event)}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => this.#take(event.dataTransfer?.files, event)}
      >
        {more && <more.AttachedPictures field={this.#place} />}
        <label class="add">
          {t('add')}
          <input
            type="file"
            id={id}
            name={field.key}
            multiple
            class="sr"
            {...described}
            onChange={({ currentTarget }) => {
              this.#take(currentTarget.files);
              currentTarget.value = '';
            }}
          />
        </label>
        <p class="help">{t('add_help', { max: MESSAGE_PICTURES_MAX })}</p>
      </div>
    );
  }
}
