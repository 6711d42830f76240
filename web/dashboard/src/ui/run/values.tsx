import type { Given } from '../../lib/wire';
import { Pictures } from '../pictures';
import { tr } from './text';

/** Of a picture beside its label, also in the context panel. */
const EDGE_PX = 120;

export interface ValuesProps {
  conversation: string;
  values: readonly Given[];
  /** Whose pictures they are. */
  visitor: string;
}

/** Answers as people read them; pictures as pictures. */
export function Values({ conversation, values, visitor }: ValuesProps) {
  if (values.length === 0) return null;
  return (
    <dl className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-x-3 gap-y-1 text-sm">
      {values.map((it) => (
        <div key={it.key} className="contents">
          <dt className="text-muted" dir="auto">
            {it.label}
          </dt>
          <dd className="flex flex-col gap-1 whitespace-pre-wrap" dir="auto">
            {it.text}
            {it.pictures && it.pictures.length > 0 && (
              <Pictures
                conversation={conversation}
                pictures={it.pictures}
                name={visitor}
                edge={EDGE_PX}
              />
            )}
            {!it.text && !it.pictures?.length && (
              <span className="text-muted italic">{tr('run.empty')}</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
