import type { Definition } from '../../lib/wire';
import { cx } from '../../ui/cx';
import { t } from './text';
import { type Names, summary } from './words';

interface Props {
  definition: Definition;
  names: Names;
  /** What it is compared with: lines that are not in it are marked. */
  against?: Definition | undefined;
}

/** An action to be read, step by step. */
export function SummaryView({ definition, names, against }: Props) {
  const other = against && new Set(summary(against, names).flatMap((it) => it.lines));
  return (
    <dl className="grid gap-3">
      {summary(definition, names).map(({ title, lines }) => (
        <div key={title}>
          <dt className="text-sm font-semibold">{title}</dt>
          <dd>
            <ul className="grid gap-1">
              {[...new Set(lines)].map((line) => {
                const differs = other !== undefined && !other.has(line);
                return (
                  <li
                    key={line}
                    dir="auto"
                    className={cx(
                      'border-s-2 ps-2.5 text-sm',
                      differs ? 'border-accent' : 'border-transparent text-muted',
                    )}
                  >
                    {line}
                    {differs && (
                      <span className="ms-2 text-xs font-medium text-accent">
                        {t('past.differs')}
                      </span>
                    )}
                  </li>
                );
              })}
            </ul>
          </dd>
        </div>
      ))}
    </dl>
  );
}
