import { Fragment } from 'react';
import { cx } from '../../ui/cx';
import type { Change } from './changes';
import type { Part } from './diff';
import { t } from './text';

/** What became of a field: crossed out what went, underlined what came. */
export function Marked({ change }: { change: Change }) {
  return (
    <div>
      <dt className="text-sm font-medium">{change.label}</dt>
      <dd className="mt-0.5 whitespace-pre-wrap rounded-control bg-bg px-3 py-2" dir="auto">
        {change.parts.map((part, at) => {
          // The parts are made anew as a whole, so places are good keys.
          const key = `${at}`;
          return (
            <Fragment key={key}>
              {change.isList ? (
                <span className="block">
                  <Mark part={part} />
                </span>
              ) : (
                <Mark part={part} />
              )}
            </Fragment>
          );
        })}
      </dd>
    </div>
  );
}

function Mark({ part }: { part: Part }) {
  if (part.is === 'same') return part.text;
  const Tag = part.is === 'removed' ? 'del' : 'ins';
  const heard = t(part.is === 'removed' ? 'versions.removed' : 'versions.added');
  return (
    <Tag
      className={cx(
        'rounded-[3px] px-0.5 text-fg decoration-2',
        part.is === 'removed'
          ? 'bg-danger/15 decoration-danger line-through'
          : 'bg-success/15 decoration-success underline underline-offset-3',
      )}
    >
      <span className="sr-only">{heard} </span>
      {/* A break that went or came is seen only if something stands for it. */}
      {part.text.replaceAll('\n', '↵\n')}
      <span className="sr-only"> ({t('versions.until')})</span>
    </Tag>
  );
}
