import { app } from './context';
import { Icon } from './icon';

interface Props {
  /** A person; without one it is the assistant, or whoever is waited for. */
  name?: string | undefined;
  picture?: string | null | undefined;
  waiting?: boolean;
}

/** A picture, else a teammate's initials, the assistant's mark, or the clock of who waits. */
export function Avatar({ name, picture, waiting }: Props) {
  const id = name || waiting ? picture : app.client.store.state.face?.picture;
  return (
    <span class={`avatar ${name ? 'person' : waiting ? 'waiting' : ''}`} aria-hidden="true">
      {id ? (
        <img src={`/pictures/${id}`} alt="" />
      ) : name ? (
        initials(name)
      ) : (
        <Icon name={waiting ? 'clock' : 'spark'} />
      )}
    </span>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = (word: string | undefined) => Array.from(word ?? '')[0] ?? '';
  const letters = first(words[0]) + (words.length > 1 ? first(words.at(-1)) : '');
  return letters.toLocaleUpperCase();
}
