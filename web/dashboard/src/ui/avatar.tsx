import { Sparkles } from 'lucide-react';
import { cx } from './cx';

const HUES = [
  '#1864ab',
  '#862e9c',
  '#a61e4d',
  '#2b6d3f',
  '#8a4b00',
  '#0b6e6e',
  '#5f3dc4',
  '#8b3a1c',
];

export function hue(id: string): string {
  let sum = 0;
  for (const char of id) sum = (sum * 31 + char.charCodeAt(0)) % 9973;
  return HUES[sum % HUES.length] ?? '#1864ab';
}

export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const [first, last] = [words[0] ?? '', words.length > 1 ? (words.at(-1) ?? '') : ''];
  return ([...first].slice(0, 1).join('') + [...last].slice(0, 1).join('')).toUpperCase() || '?';
}

const DOTS = {
  available: 'bg-success',
  away: 'bg-warning',
  inactive: 'bg-warning/60',
  gone: 'bg-control',
};

interface AvatarProps {
  id: string;
  name: string;
  size?: 20 | 24 | 28 | 32 | 40 | 64;
  /** The id of their picture, if they have one. */
  picture?: string | null | undefined;
  /** Whether the person is here now; left out where nobody knows. */
  presence?: 'available' | 'away' | 'inactive' | 'gone';
}

/** Decoration: the name stands beside it or in a label around it. */
export function Avatar({ id, name, size = 32, picture, presence }: AvatarProps) {
  const style = { width: size, height: size, fontSize: size * 0.38, background: hue(id) };
  return (
    <span className="relative inline-flex shrink-0" aria-hidden>
      {picture ? (
        <Face picture={picture} size={size} />
      ) : (
        <span
          className="grid place-items-center rounded-full font-semibold text-white"
          style={style}
        >
          {initials(name)}
        </span>
      )}
      {presence && (
        <span
          className={cx(
            'absolute -end-px -bottom-px size-2.5 rounded-full border-2 border-panel',
            DOTS[presence],
          )}
        />
      )}
    </span>
  );
}

function Face({ picture, size }: { picture: string; size: number }) {
  return (
    <img
      src={`/pictures/${picture}`}
      alt=""
      width={size}
      height={size}
      className="rounded-full bg-line object-cover"
    />
  );
}

interface AssistantAvatarProps {
  size?: number;
  picture?: string | null | undefined;
}

export function AssistantAvatar({ size = 32, picture }: AssistantAvatarProps) {
  if (picture) return <Face picture={picture} size={size} />;
  return (
    <span
      className="grid shrink-0 place-items-center rounded-full bg-assistant-soft text-assistant"
      style={{ width: size, height: size }}
      aria-hidden
    >
      <Sparkles size={size * 0.5} />
    </span>
  );
}
