// Pictures in the thread and in the composer. Fetched after the panel stands.
import { Component, createRef } from 'preact';
import { PICTURE_BYTES_MAX } from '../../shared/limits';
import {
  type Attached,
  attach,
  attachedTo,
  detach,
  fetched,
  keepTo,
  upload,
} from '../client/pictures';
import { app } from './context';
import { Icon } from './icon';
import css from './pictures.css?inline';

export { attach, attachedTo, canSend, restore, takeAttached } from '../client/pictures';

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);

interface Sent {
  id: string;
  width?: number;
  height?: number;
  name?: string | null | undefined;
}

/** The longer side of a thumbnail. */
const EDGE_PX = 200;

/** The pictures of a message, each opened large by a press. */
export function Pictures({ pictures, name }: { pictures: readonly Sent[]; name: string }) {
  const label = app.t('picture_of', { name });
  return (
    <span class="pictures">
      {pictures.map((it) =>
        it.name ? (
          <button
            key={it.id}
            type="button"
            class="link"
            dir="auto"
            onClick={() => save(it.id, it.name ?? '')}
          >
            {it.name}
          </button>
        ) : (
          <Picture key={it.id} picture={it} label={label} />
        ),
      )}
    </span>
  );
}

/** What is no picture is saved under its name, and never opened here. */
async function save(id: string, name: string) {
  const { url } = await fetched(app.client, id, false);
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
}

interface PictureProps {
  picture: Sent;
  label: string;
}

class Picture extends Component<PictureProps, { url?: string; large?: string }> {
  override state: { url?: string; large?: string } = {};
  #dialog = createRef<HTMLDialogElement>();

  override componentDidMount() {
    fetched(app.client, this.props.picture.id, true).then(
      ({ url }) => this.setState({ url }),
      () => {},
    );
  }

  #open() {
    this.#dialog.current?.showModal();
    fetched(app.client, this.props.picture.id, false).then(
      ({ url }) => this.setState({ large: url }),
      () => {},
    );
  }

  override render() {
    const { picture, label } = this.props;
    const { url, large } = this.state;
    const { width = EDGE_PX, height = EDGE_PX * 0.75 } = picture;
    const scale = Math.min(1, EDGE_PX / Math.max(width, height));
    const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
    return (
      <>
        <button type="button" class="picture" aria-label={label} onClick={() => this.#open()}>
          <img src={url} alt="" {...size} />
        </button>
        <dialog
          ref={this.#dialog}
          class="large"
          aria-label={label}
          onKeyDown={(event) => event.stopPropagation()}
        >
          <form method="dialog">
            <button type="submit" class="round" aria-label={app.t('back')}>
              <Icon name="close" />
            </button>
          </form>
          <img src={large ?? url} alt={label} />
        </dialog>
      </>
    );
  }
}

/** The button of the composer. On a phone the system offers the camera or what was taken. */
export function AttachButton() {
  return (
    <label class="round attach">
      <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
        <path d="M4 7h3l2-3h6l2 3h3v12H4ZM12 16a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z" />
      </svg>
      <input
        type="file"
        accept="image/*"
        multiple
        class="sr"
        aria-label={app.t('add_picture')}
        onChange={(event) => {
          attach(app.client, event.currentTarget.files ?? []);
          event.currentTarget.value = '';
        }}
      />
    </label>
  );
}

/** What is being sent, above the words. */
export function AttachedPictures({ field = '' }: { field?: string }) {
  keepTo(app.client.store.state.thread.conversation);
  const attached = attachedTo(field);
  if (!attached.length) return null;
  return (
    <ul class="attached" aria-label={app.t('pictures')}>
      {attached.map((it) => (
        <li key={it.key}>
          {it.name ? (
            <span class="file" dir="auto">
              {it.name}
            </span>
          ) : (
            <img src={it.url} alt="" width={56} height={56} />
          )}
          {!it.id && it.wrong === undefined && (
            <progress value={it.sent} aria-label={app.t('sending')} />
          )}
          {it.wrong !== undefined && <Wrong it={it} />}
          <button
            type="button"
            class="round"
            aria-label={app.t('remove_picture')}
            onClick={() => detach(app.client, it.key)}
          >
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Wrong({ it }: { it: Attached }) {
  const why =
    it.wrong === 'large'
      ? app.t('picture_large', { max: PICTURE_BYTES_MAX / 2 ** 20 })
      : it.wrong || app.t('not_sent');
  return (
    <span class="wrong" role="alert">
      {why}{' '}
      {!it.wrong && (
        <button type="button" class="link" onClick={() => upload(app.client, it.key)}>
          {app.t('try_again')}
        </button>
      )}
    </span>
  );
}
