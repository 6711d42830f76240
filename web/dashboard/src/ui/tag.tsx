import { useTagLook } from '../lib/tags';
import { cx } from './cx';

interface Props {
  tag: string;
  /** Who set it, where that is known. */
  title?: string | undefined;
  className?: string;
}

/** A tag by its name and in its colour. */
export function Tag({ tag, title, className }: Props) {
  const { name, colour } = useTagLook(tag);
  return (
    <span
      dir="auto"
      title={title}
      data-colour={colour}
      className={cx('tag min-w-0 truncate rounded px-1.5', className)}
    >
      {name}
    </span>
  );
}
